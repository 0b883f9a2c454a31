/* bench/stage.c -- the microscope: what each part of the path of a keystroke costs.
 *
 *   stage [--only NAME] [--areas FOLDER] [--rounds N] [--json FILE] [--costs FILE] [--callgrind yes|no]
 *
 * Nanoseconds of thread CPU for each time, the median of so many rounds of 64 times; and instructions, counted by valgrind, where
 * that is there: on a machine that others use too, time says little about a small change, and those say all.  --costs: what the
 * model of more cores (bench/model.c) must know, measured with a real worker (bench/stage/crew.h).
 *
 * `stage --count` is what valgrind runs: each stage once, unmeasured, then once more in stage_measured().
 * Exit: 0, 2 it could not begin. */
#include "bench/stage/crew.h"
#include "bench/stage/parts.h"
#include "core/clock.h"
#include "core/memory.h"
#include "core/rcu.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { EXIT_NOT_BEGUN = 2, ROUNDS = 101, ROUNDS_MAX = 100000 };

const struct stage stage_rows[] = {
    /* name, what, line, prepare, run, clean */
    { "poll",             "epoll tells of a socket",                  NULL, wire_poll_prepare,   wire_poll,    wire_poll_clean },
    { "read",             "a line from the socket",                   NULL, wire_read_prepare,   wire_read,    nothing },
    { "parse",            "telnet, line, verb",                       NULL, nothing,             wire_parse,   nothing },
    { "post",             "the slot into the worker's inbox",         NULL, mail_post_prepare,   mail_post,    mail_post_clean },
    { "take",             "... and out of it",                        NULL, mail_take_prepare,   mail_take,    mail_take_clean },
    { "look up tell",     "a player by his name",                     "tell watcherab hello", town_prepare_lookup, town_look_up, town_clean },
    { "look up who",      "everybody who plays",                      "who", town_prepare_lookup, town_look_up, town_clean },
    { "apply look",       "zone_apply(): the room, 16 stand in it",   "look",           town_prepare, town_apply, town_clean },
    { "apply walk",       "... into the next room, and back",         NULL,             town_prepare, town_apply, town_clean },
    { "apply say",        "... 15 others hear it",                    "say a fine day", town_prepare, town_apply, town_clean },
    { "apply smile",      "... 15 others see it",                     "smile",          town_prepare, town_apply, town_clean },
    { "apply tell",       "... words for one",                        "tell watcherab hello", town_prepare, town_apply, town_clean },
    { "apply score",      "...",                                      "score",          town_prepare, town_apply, town_clean },
    { "apply inventory",  "...",                                      "inventory",      town_prepare, town_apply, town_clean },
    { "apply equipment",  "...",                                      "equipment",      town_prepare, town_apply, town_clean },
    { "apply exits",      "...",                                      "exits",          town_prepare, town_apply, town_clean },
    { "apply who",        "...",                                      "who",            town_prepare, town_apply, town_clean },
    { "apply time",       "...",                                      "time",           town_prepare, town_apply, town_clean },
    { "apply huh",        "... of no verb",                           "xyzzy",          town_prepare, town_apply, town_clean },
    { "wake",             "a network thread dozes, mail, it is woken", NULL, nothing,            mail_wake,    nothing },
    { "render a tell",    "what one other says, for one client",      "Watcherab says, 'a fine day'\n", nothing, wire_render, nothing },
    { "render",           "the answer to look, for one client",       NULL, nothing,             wire_render,  nothing },
    { "write",            "... to its socket",                        NULL, nothing,             wire_write,   wire_write_clean },
};
const unsigned stage_count = sizeof stage_rows / sizeof stage_rows[0];
enum { STAGES = sizeof stage_rows / sizeof stage_rows[0] };

struct words {
    const char *only, *areas, *json, *costs, *callgrind, *program;
    unsigned    rounds;
    bool        counts;
};

struct figures {
    double ns[STAGES];            /* of one time; negative: not asked for */
    double instructions[STAGES];  /* ... ; negative: not counted */
};

/* -- times -------------------------------------------------------------------------------------------- */

static int smaller(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

/* By this name valgrind knows what to count. */
__attribute__((noinline)) void stage_measured(const struct stage *stage, unsigned times);
void stage_measured(const struct stage *stage, unsigned times)
{
    stage->run(stage, times);
}

static int64_t once_ns(const struct stage *stage, unsigned times)
{
    stage->prepare(stage, times);
    int64_t began = clock_cpu_ns();
    stage_measured(stage, times);
    int64_t took = clock_cpu_ns() - began;
    stage->clean(stage, times);
    return took;
}

static const struct stage clock_alone = { .name = "", .prepare = nothing, .run = nothing, .clean = nothing };

static double median_ns(const struct stage *stage, unsigned rounds)
{
    int64_t *tries = memory_get(rounds * sizeof *tries);
    once_ns(stage, STAGE_TIMES);
    for (unsigned at = 0; at < rounds; at++)
        tries[at] = once_ns(stage, STAGE_TIMES);
    qsort(tries, rounds, sizeof *tries, smaller);
    double median = (double)tries[rounds / 2];
    memory_free(tries);
    return median;
}

static bool wanted(const struct words *words, unsigned at)
{
    return words->only == NULL || strncmp(stage_rows[at].name, words->only, strlen(words->only)) == 0;
}

static void measure(const struct words *words, struct figures *figures)
{
    double clock_ns = median_ns(&clock_alone, words->rounds);
    for (unsigned at = 0; at < STAGES; at++) {
        double ns = wanted(words, at) ? (median_ns(&stage_rows[at], words->rounds) - clock_ns) / STAGE_TIMES : -1;
        figures->ns[at] = wanted(words, at) && ns < 0 ? 0 : ns;
    }
}

/* -- instructions ------------------------------------------------------------------------------------- */

/* What valgrind runs.  Each stage's look leaves a file of its own, in this order. */
static void count(const struct words *words)
{
    for (unsigned at = 0; at < STAGES; at++) {
        const struct stage *stage = &stage_rows[at];
        if (!wanted(words, at))
            continue;
        for (unsigned warm = 0; warm < 2; warm++) {     /* both ways of a walk */
            stage->prepare(stage, STAGE_TIMES);
            stage->run(stage, STAGE_TIMES);
            stage->clean(stage, STAGE_TIMES);
        }
        once_ns(stage, STAGE_TIMES);
    }
}

static bool has_valgrind(void)
{
    const char *path = getenv("PATH");
    char folders[4096], program[4200], *rest = folders;
    snprintf(folders, sizeof folders, "%s", path == NULL ? "" : path);
    for (const char *folder; (folder = strsep(&rest, ":")) != NULL;) {
        snprintf(program, sizeof program, "%s/valgrind", folder);
        if (access(program, X_OK) == 0)
            return true;
    }
    return false;
}

/* Runs this program again under valgrind; its files are FOLDER/out.1 and on. */
static bool run_valgrind(const struct words *words, const char *folder)
{
    char out[200], log[200];
    snprintf(out, sizeof out, "--callgrind-out-file=%s/out", folder);
    snprintf(log, sizeof log, "--log-file=%s/log", folder);
    pid_t child = fork();
    if (child == 0) {
        execlp("valgrind", "valgrind", "--tool=callgrind", "--toggle-collect=stage_measured", "--dump-after=stage_measured", out, log,
               words->program, "--count", "--areas", words->areas, words->only == NULL ? NULL : "--only", words->only, (char *)NULL);
        _exit(127);
    }
    int status;
    return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* The line "totals: N" of a file of callgrind's; negative: there is none. */
static double totals_of(const char *path)
{
    char line[4096];
    double totals = -1;
    FILE *file = fopen(path, "r");
    while (file != NULL && fgets(line, sizeof line, file) != NULL)
        if (strncmp(line, "totals: ", 8) == 0)
            totals = strtod(line + 8, NULL);
    if (file != NULL)
        fclose(file);
    return totals;
}

static void count_instructions(const struct words *words, struct figures *figures)
{
    char folder[] = "/tmp/kallisti-stage-XXXXXX", path[64];
    if (mkdtemp(folder) == NULL)
        return;
    bool ran = run_valgrind(words, folder);
    if (!ran)
        fprintf(stderr, "stage: valgrind did not get through; its log is %s/log\n", folder);
    unsigned number = 0;
    for (unsigned at = 0; at < STAGES && ran; at++) {
        if (!wanted(words, at))
            continue;
        snprintf(path, sizeof path, "%s/out.%u", folder, ++number);
        double totals = totals_of(path);
        figures->instructions[at] = totals < 0 ? -1 : totals / STAGE_TIMES;
        unlink(path);
    }
    snprintf(path, sizeof path, "%s/out", folder);
    unlink(path);
    snprintf(path, sizeof path, "%s/log", folder);
    if (ran && unlink(path) == 0)
        rmdir(folder);
}

/* -- the report --------------------------------------------------------------------------------------- */

static void show(const struct words *words, const struct figures *figures)
{
    printf("  %-18s %10s %13s   %s\n", "stage", "ns", "instructions", "what");
    for (unsigned at = 0; at < STAGES; at++) {
        if (!wanted(words, at))
            continue;
        printf("  %-18s %10.1f ", stage_rows[at].name, figures->ns[at]);
        if (figures->instructions[at] < 0)
            printf("%13s", "-");
        else
            printf("%13.1f", figures->instructions[at]);
        printf("   %s\n", stage_rows[at].what);
    }
}

static void json(const struct words *words, const struct figures *figures, FILE *file)
{
    for (unsigned at = 0; at < STAGES; at++) {
        if (!wanted(words, at))
            continue;
        fprintf(file, "{\"bench\":\"stage\",\"stage\":\"%s\",\"ns\":%.1f", stage_rows[at].name, figures->ns[at]);
        if (figures->instructions[at] >= 0)
            fprintf(file, ",\"instructions\":%.1f", figures->instructions[at]);
        fprintf(file, "}\n");
    }
}

static double ns_of(const struct figures *figures, const char *name)
{
    for (unsigned at = 0; at < STAGES; at++)
        if (strcmp(stage_rows[at].name, name) == 0)
            return figures->ns[at];
    assert(false);
    return 0;
}

/* The lines of bench/model/costs.def. */
STAGE_THREAD static void costs_write(const struct figures *figures, FILE *file)
{
    struct crew_costs crew = crew_measure("exits", ns_of(figures, "apply exits"), ns_of(figures, "post"));
    double line_ns = ns_of(figures, "read") + ns_of(figures, "parse") + ns_of(figures, "post");
    double reply_ns = ns_of(figures, "take") + ns_of(figures, "render") + ns_of(figures, "write");
    double tell_ns = ns_of(figures, "take") + ns_of(figures, "render a tell"); /* it is written together with others */
    const struct { const char *name; double ns; } rows[] = {
        { "input", crew.input_ns }, { "post", ns_of(figures, "post") }, { "turn", crew.turn_ns }, { "sleep", crew.sleep_ns },
        { "wake", crew.wake_ns }, { "rouse", crew.rouse_ns }, { "late", crew.late_ns }, { "round", crew.round_ns }, { "line", line_ns },
        { "reply", reply_ns }, { "tell", tell_ns },
    };
    for (unsigned at = 0; at < sizeof rows / sizeof rows[0]; at++)
        fprintf(file, "cost %s %.0f\n", rows[at].name, rows[at].ns);
}

/* -- all of it ---------------------------------------------------------------------------------------- */

static bool words_take(struct words *words, int word_count, char **list)
{
    *words = (struct words){ .areas = "zones/areas", .callgrind = "yes", .program = list[0], .rounds = ROUNDS };
    for (int at = 1; at < word_count; at++) {
        const struct { const char *word, **place; } texts[] = {
            { "--only", &words->only }, { "--areas", &words->areas }, { "--json", &words->json }, { "--costs", &words->costs },
            { "--callgrind", &words->callgrind },
        };
        bool known = strcmp(list[at], "--count") == 0;
        words->counts = words->counts || known;
        if (strcmp(list[at], "--rounds") == 0 && at + 1 < word_count) {
            words->rounds = (unsigned)strtoul(list[++at], NULL, 10);
            known = true;
        }
        for (unsigned text = 0; text < sizeof texts / sizeof texts[0] && !known && at + 1 < word_count; text++)
            if (strcmp(list[at], texts[text].word) == 0) {
                *texts[text].place = list[++at];
                known = true;
            }
        if (!known)
            return false;
    }
    unsigned found = 0;
    for (unsigned at = 0; at < STAGES; at++)
        found += wanted(words, at);
    if (found == 0)
        fprintf(stderr, "stage: there is no stage '%s'\n", words->only);
    return found > 0 && words->rounds >= 1 && words->rounds <= ROUNDS_MAX && (words->only == NULL || words->costs == NULL)
        && (strcmp(words->callgrind, "yes") == 0 || strcmp(words->callgrind, "no") == 0);
}

/* NULL: it is not wanted, or, and then it is said, cannot be written. */
static FILE *file_open(const char *path)
{
    FILE *file = path == NULL ? NULL : fopen(path, "w");
    if (path != NULL && file == NULL)
        fprintf(stderr, "stage: %s: %s\n", path, strerror(errno));
    return file;
}

STAGE_THREAD static bool files_write(const struct words *words, const struct figures *figures)
{
    FILE *file = file_open(words->json), *costs = file_open(words->costs);
    bool sound = (words->json == NULL || file != NULL) && (words->costs == NULL || costs != NULL);
    if (file != NULL)
        json(words, figures, file);
    if (costs != NULL)
        costs_write(figures, costs);
    sound = (file == NULL || fclose(file) == 0) && sound;
    return (costs == NULL || fclose(costs) == 0) && sound;
}

STAGE_THREAD static bool run(const struct words *words)
{
    static struct figures figures;
    for (unsigned at = 0; at < STAGES; at++)
        figures.instructions[at] = -1;
    if (words->counts) {
        count(words);
        return true;
    }
    measure(words, &figures);
    if (strcmp(words->callgrind, "yes") == 0 && has_valgrind())
        count_instructions(words, &figures);
    else if (strcmp(words->callgrind, "yes") == 0)
        fprintf(stderr, "stage: valgrind is not installed: no instructions are counted\n");
    show(words, &figures);
    return files_write(words, &figures);
}

static void roles_begin(void) ACQUIRES_ROLE(main_role) ACQUIRES_ROLE(zone_role) ACQUIRES_ROLE(net_role)
{
    thread_role_begin(&main_role);
    thread_role_begin(&zone_role);
    thread_role_begin(&net_role);
}

static void roles_end(void) RELEASES_ROLE(main_role) RELEASES_ROLE(zone_role) RELEASES_ROLE(net_role)
{
    thread_role_end(&net_role);
    thread_role_end(&zone_role);
    thread_role_end(&main_role);
}

int main(int word_count, char **list)
{
    struct words words;
    if (!words_take(&words, word_count, list)) {
        fprintf(stderr, "stage [--only NAME] [--areas FOLDER] [--rounds N] [--json FILE] [--costs FILE] [--callgrind yes|no]\n"
                        "--costs needs all stages\n");
        return EXIT_NOT_BEGUN;
    }
    roles_begin();
    rcu_thread_begin();
    clock_begin(0);
    bool sound = town_begin(words.areas) && wire_begin() && run(&words);
    wire_end();
    town_end();
    rcu_thread_end();
    roles_end();
    return sound ? 0 : EXIT_NOT_BEGUN;
}
