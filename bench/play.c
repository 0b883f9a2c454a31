/* bench/play.c -- plays scenarios: each variant with each number of bots, in turn, and says what comes of it.
 *
 *   play [--build FOLDER] [--scenarios FOLDER] [--out FOLDER] [--json FILE] [--goals FILE] [--set "WORD VALUE"]... [--other NAME=FOLDER] SCENARIO...
 *   play --check SCENARIO...
 *
 * --set says something otherwise than the file, for every variant.  With --other the first variant is played on the server of this
 * revision and on that of another, built in that folder, in turn; nothing else that the file compares is then.
 *
 * Exit: 0 all was well, 1 something was wrong in a run or a figure is missing, 2 a scenario cannot be read.  What falls short of a goal
 * is told, and is no mistake. */
#include "bench/play/book.h"
#include "bench/bot/mix.h"
#include "core/memory.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum { EXIT_WRONG = 1, EXIT_NOT_BEGUN = 2, SETS_MAX = 32, NAMES_MAX = 64, COMPARE_TURNS_MIN = 3 };

struct wishes {
    const char *build, *scenarios, *out, *json, *goals;
    unsigned    set_count, name_count;
    const char *sets[SETS_MAX], *names[NAMES_MAX];
    char       *other_name, *other_folder;
    bool        check;
};

static int usage(void)
{
    fprintf(stderr, "play [--build FOLDER] [--scenarios FOLDER] [--out FOLDER] [--json FILE] [--goals FILE] [--set \"WORD VALUE\"]...\n"
                    "     [--other NAME=FOLDER] [--check] SCENARIO...\n");
    return EXIT_NOT_BEGUN;
}

static bool wish_other(struct wishes *wishes, const char *value)
{
    char *equals = strchr(wishes->other_name = memory_string(value), '=');
    if (equals == NULL || equals == wishes->other_name)
        return false;
    *equals = '\0';
    wishes->other_folder = equals + 1;
    return true;
}

static bool wish(struct wishes *wishes, const char *word, const char *value)
{
    const struct { const char *word; const char **place; } words[] = {
        { "--build", &wishes->build }, { "--scenarios", &wishes->scenarios }, { "--out", &wishes->out }, { "--json", &wishes->json },
        { "--goals", &wishes->goals },
    };
    for (unsigned at = 0; at < sizeof words / sizeof words[0]; at++)
        if (strcmp(word, words[at].word) == 0) {
            *words[at].place = value;
            return true;
        }
    if (strcmp(word, "--other") == 0)
        return wish_other(wishes, value);
    if (strcmp(word, "--set") != 0 || wishes->set_count == SETS_MAX)
        return false;
    wishes->sets[wishes->set_count++] = value;
    return true;
}

static bool wishes_read(struct wishes *wishes, int count, char **words)
{
    *wishes = (struct wishes){ .build = "build", .scenarios = "bench/scenarios", .json = "/dev/null", .goals = "/dev/null" };
    for (int at = 1; at < count; at++) {
        if (strcmp(words[at], "--check") == 0) {
            wishes->check = true;
        } else if (words[at][0] != '-' && wishes->name_count < NAMES_MAX) {
            wishes->names[wishes->name_count++] = words[at];
        } else {
            if (at + 1 == count || !wish(wishes, words[at], words[at + 1]))
                return false;
            at++;
        }
    }
    return wishes->name_count > 0;
}

/* -- one scenario --------------------------------------------------------------------------------------------- */

/* Who is measured: every variant; or this revision and another, both as the first variant that has a server. */
static void cast(struct book *book, const struct wishes *wishes)
{
    const struct scenario *scenario = book->scenario;
    if (wishes->other_name == NULL) {
        book->contestant_count = scenario->variant_count;
        book->turns = scenario->turns;
        for (unsigned at = 0; at < scenario->variant_count; at++)
            book->contestants[at] = (struct contestant){ scenario->variants[at].name, &scenario->variants[at].setting, NULL };
        return;
    }
    unsigned at = 0;
    while (at + 1 < scenario->variant_count && scenario->variants[at].setting.against != AGAINST_SERVER)
        at++;
    const struct setting *setting = &scenario->variants[at].setting;
    book->contestant_count = 2;
    book->turns = scenario->turns < COMPARE_TURNS_MIN ? COMPARE_TURNS_MIN : scenario->turns;
    book->contestants[0] = (struct contestant){ "this", setting, NULL };
    book->contestants[1] = (struct contestant){ wishes->other_name, setting, wishes->other_folder };
}

/* OUT/SCENARIO, made where it is missing; false: nothing is to be kept. */
static bool plot_folder(const struct wishes *wishes, const struct scenario *scenario, char path[512])
{
    if (wishes->out == NULL)
        return false;
    snprintf(path, 512, "%s/%s", wishes->out, scenario->name);
    mkdir(wishes->out, 0777);
    return mkdir(path, 0777) == 0 || errno == EEXIST;
}

/* In turn, so that what the machine is busy with meanwhile meets all of them. */
static bool play_all(const struct book *book, const struct wishes *wishes, const struct run_place *place)
{
    const struct scenario *scenario = book->scenario;
    char folder[512], plot[600];
    bool good = true, keeps = plot_folder(wishes, scenario, folder);
    for (unsigned size = 0; size < scenario->size_count; size++)
        for (unsigned turn = 0; turn < book->turns; turn++)
            for (unsigned at = 0; at < book->contestant_count; at++) {
                const struct contestant *contestant = &book->contestants[at];
                struct result *result = book_result(book, size, at, turn);
                uint32_t bots = scenario->sizes[size] == AS_MANY_AS_CAN_BE ? run_bots_most() : scenario->sizes[size];
                snprintf(plot, sizeof plot, "%s/%s-%u-%u", folder, contestant->name, bots, turn + 1);
                run_once(scenario, contestant, bots, place, keeps ? plot : NULL, result);
                print_run(book, size, bots, at, turn);
                good = good && result->begun && !result->wrong;
            }
    return good;
}

static bool play(const struct scenario *scenario, const struct wishes *wishes, const struct run_place *place, FILE *json, FILE *goals)
{
    struct book book = { .scenario = scenario, .json = json, .goals = goals };
    char path[600], folder[512];
    cast(&book, wishes);
    size_t runs = (size_t)scenario->size_count * book.contestant_count * book.turns;
    book.results = memory_get(runs * sizeof *book.results);
    print_head(&book);
    bool good = play_all(&book, wishes, place);
    if (wishes->other_name != NULL)
        print_ratios(&book);
    else
        good = print_claims(&book) && good;
    if (scenario->sweep != NULL && wishes->other_name == NULL) {
        snprintf(path, sizeof path, "%s/sweep", plot_folder(wishes, scenario, folder) ? folder : place->folder);
        print_sweep(&book, path);
    }
    for (size_t at = 0; at < runs; at++)
        result_free(&book.results[at]);
    memory_free(book.results);
    return good;
}

/* -- all of them ---------------------------------------------------------------------------------------------- */

static struct scenario *prepare(const struct wishes *wishes, const char *name)
{
    struct scenario *scenario = scenario_read(wishes->scenarios, name, stderr);
    for (unsigned at = 0; scenario != NULL && at < wishes->set_count; at++)
        if (!scenario_override(scenario, wishes->sets[at], stderr))
            scenario_free(&scenario);
    return scenario;
}

/* Mistakes are found before anything is run. */
static bool check_all(const struct wishes *wishes)
{
    bool good = true;
    for (unsigned at = 0; at < wishes->name_count; at++) {
        struct scenario *scenario = prepare(wishes, wishes->names[at]);
        good = good && scenario != NULL;
        if (scenario != NULL)
            scenario_free(&scenario);
    }
    return good;
}

static int play_each(const struct wishes *wishes, const struct run_place *place)
{
    FILE *json = fopen(wishes->json, "a"), *goals = fopen(wishes->goals, "a");
    bool good = json != NULL && goals != NULL;
    if (!good)
        fprintf(stderr, "play: %s: %s\n", json == NULL ? wishes->json : wishes->goals, strerror(errno));
    for (unsigned at = 0; at < wishes->name_count && json != NULL && goals != NULL; at++) {
        struct scenario *scenario = prepare(wishes, wishes->names[at]);
        good = scenario != NULL && play(scenario, wishes, place, json, goals) && good;
        if (scenario != NULL)
            scenario_free(&scenario);
    }
    if (json != NULL)
        fclose(json);
    if (goals != NULL)
        fclose(goals);
    return good ? 0 : EXIT_WRONG;
}

static void files_raise(void)
{
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) != 0)
        return;
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    printf("limits    %llu open files a process: at most %u bots against one server\n", (unsigned long long)files.rlim_max, run_bots_most());
}

int main(int count, char **words)
{
    struct wishes wishes;
    char folder[256];
    const char *temporary = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%s/kallisti-play.XXXXXX", temporary == NULL ? "/tmp" : temporary);
    if (!wishes_read(&wishes, count, words))
        return usage();
    bool good = check_all(&wishes);
    if (wishes.check || !good || mkdtemp(folder) == NULL) {
        mix_forget_all();
        memory_free(wishes.other_name);
        return good ? 0 : EXIT_NOT_BEGUN;
    }
    files_raise();
    int status = play_each(&wishes, &(struct run_place){ wishes.build, folder });
    char line[300];
    snprintf(line, sizeof line, "rm -rf %s", folder);
    if (system(line) != 0)
        fprintf(stderr, "play: %s stays behind\n", folder);
    mix_forget_all();
    memory_free(wishes.other_name);
    return status;
}
