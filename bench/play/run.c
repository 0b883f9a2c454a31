/* bench/play/run.c -- see run.h. */
#include "bench/play/run.h"

#include "bench/bot/server.h"
#include "core/clock.h"
#include "core/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { WORDS_MAX = 64, WORD_SIZE = 320, OTHER_FILES = 256, RECORD_S = 3, OPEN_TRIES = 600, OPEN_MS = 50, MEANWHILE_MS = 50 };
#define SECOND_NS INT64_C(1000000000)
/* Of an open loop's rate: with fewer orders a second it was not kept up with. */
#define RATE_KEPT 0.95
#define SWAPPED "swapped.conf"

/* A command line that is put together. */
struct words {
    unsigned count;
    const char *word[WORDS_MAX + 1];
    char     text[WORDS_MAX][WORD_SIZE];
};

static void PRINTF_LIKE(2, 3) add(struct words *words, const char *format, ...)
{
    va_list arguments;
    assert(words->count < WORDS_MAX);
    va_start(arguments, format);
    vsnprintf(words->text[words->count], WORD_SIZE, format, arguments);
    va_end(arguments);
    words->word[words->count] = words->text[words->count];
    words->word[++words->count] = NULL;
}

static void add_pair(struct words *words, const char *name, uint64_t value)
{
    if (value == 0)
        return;
    add(words, "%s", name);
    add(words, "%llu", (unsigned long long)value);
}

static void add_word(struct words *words, const char *name, const char *value)
{
    if (value == NULL)
        return;
    add(words, "%s", name);
    add(words, "%s", value);
}

uint32_t run_bots_most(void)
{
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_max <= 2 * OTHER_FILES)
        return OTHER_FILES;
    return files.rlim_max > 100000 ? 99000 : (uint32_t)files.rlim_max - OTHER_FILES;
}

/* -- processes ---------------------------------------------------------------------------------------------- */

/* A child that ends when we do; what it reads comes from `in`, what it prints goes to `out`: with -1 both are ours. */
static pid_t begin(const char *const *words, int in, int out)
{
    pid_t parent = getpid(), child = fork();
    if (child != 0)
        return child;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (in >= 0)
        dup2(in, STDIN_FILENO);
    if (out >= 0)
        dup2(out, STDOUT_FILENO);
    if (getppid() == parent)
        execvp(words[0], (char *const *)words);
    fprintf(stderr, "play: %s: %s\n", words[0], strerror(errno));
    _exit(127);
}

static int end(pid_t child)
{
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 127;
}

static void pause_ms(long ms)
{
    nanosleep(&(struct timespec){ .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L }, NULL);
}

/* -- what is played against ------------------------------------------------------------------------------------- */

struct opponent {
    struct server server;               /* ours; pid 0: it is a line server */
    struct words  options;
    char          data[256], log[256], program[256];
    pid_t         line_server;
    pid_t         process;              /* of either */
    uint16_t      port;
};

/* The file of options that the server reads again, with the first or the second value in it. */
static void swap_write(const struct setting *setting, const struct run_place *place, unsigned which)
{
    char path[256];
    snprintf(path, sizeof path, "%s/" SWAPPED, place->folder);
    FILE *file = fopen(path, "w");
    if (file == NULL || fprintf(file, "%s %s\n", setting->swap_option, setting->swap_values[which]) < 0 || fclose(file) != 0)
        fprintf(stderr, "play: %s: %s\n", path, strerror(errno));
}

static bool server_open(struct opponent *opponent, const struct contestant *contestant, const struct run_place *place)
{
    const struct setting *setting = contestant->setting;
    struct words *options = &opponent->options;
    snprintf(opponent->data, sizeof opponent->data, "%s/data", place->folder);
    snprintf(opponent->log, sizeof opponent->log, "%s/log", place->folder);
    snprintf(opponent->program, sizeof opponent->program, "%s/kallisti", contestant->folder == NULL ? place->build : "build");
    add_word(options, "--port", "0");
    add_word(options, "--net.address", "127.0.0.1");
    add_word(options, "--game.keepers", setting->keeper);
    add_word(options, "--game.areas", setting->areas);
    if (setting->swap_s > 0) {
        swap_write(setting, place, 0);
        add(options, "--config");
        add(options, "%s/" SWAPPED, place->folder);
    }
    for (unsigned at = 0; at < setting->option_count; at++) {
        if (setting->swap_s > 0 && strcmp(setting->options[at].name, setting->swap_option) == 0)
            continue;                   /* what a command line says, no file changes */
        add(options, "--%s", setting->options[at].name);
        add(options, "%s", setting->options[at].value);
    }
    opponent->server = (struct server){
        .program = opponent->program, .data = opponent->data, .log = opponent->log, .folder = contestant->folder,
        .options = options->word,
    };
    if (!server_begin(&opponent->server))
        return false;
    opponent->process = opponent->server.pid;
    opponent->port = opponent->server.port;
    pause_ms(setting->rest_s * 1000L);
    return true;
}

/* The number behind "telnet localhost"; 0: it is not there yet. */
static uint16_t read_port(const char *path)
{
    char said[256] = "";
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return 0;
    const char *found = fgets(said, sizeof said, file) == NULL ? NULL : strstr(said, "telnet localhost ");
    fclose(file);
    return found == NULL || strchr(found, '\n') == NULL ? 0 : (uint16_t)strtoul(found + strlen("telnet localhost "), NULL, 10);
}

static bool line_server_open(struct opponent *opponent, const struct setting *setting, const struct run_place *place)
{
    struct words words = { 0 };
    char said[256];
    snprintf(said, sizeof said, "%s/ceiling", place->folder);
    add(&words, "%s/bench/ceiling", place->build);
    add(&words, "%s/recording", place->folder);
    add(&words, "%u", setting->threads);
    if (setting->against == AGAINST_HEARD)
        add(&words, "--heard");
    int out = open(said, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    opponent->line_server = opponent->process = out < 0 ? -1 : begin(words.word, -1, out);
    close(out);
    for (unsigned tries = 0; opponent->line_server > 0 && tries < OPEN_TRIES && opponent->port == 0; tries++) {
        pause_ms(OPEN_MS);
        opponent->port = read_port(said);
    }
    return opponent->port != 0;
}

/* The folders of its world are emptied: every run begins alike. */
static void forget_data(const struct run_place *place)
{
    struct words words = { 0 };
    add(&words, "rm");
    add(&words, "-rf");
    add(&words, "%s/data", place->folder);
    end(begin(words.word, -1, -1));
}

/* False: it did not end as it should. */
static bool opponent_close(struct opponent *opponent, const struct run_place *place)
{
    bool good = true;
    if (opponent->line_server > 0) {
        kill(opponent->line_server, SIGKILL);
        end(opponent->line_server);
    }
    if (opponent->server.pid > 0)
        good = server_end(&opponent->server) == 0;
    if (opponent->server.status != NULL)
        server_forget(&opponent->server);
    forget_data(place);
    return good;
}

/* -- the bots --------------------------------------------------------------------------------------------------- */

static uint64_t orders_per_s(const struct setting *setting, uint32_t bots)
{
    return setting->rate_each > 0 ? (uint64_t)setting->rate_each * bots : setting->rate;
}

static void add_bots(struct words *words, const struct scenario *scenario, const struct setting *setting, uint32_t bots,
                     const struct opponent *opponent, const struct run_place *place)
{
    uint64_t rate = orders_per_s(setting, bots);
    add(words, "%s/bench/bots", place->build);
    add_pair(words, "--port", opponent->port);
    add_pair(words, "--server", (uint64_t)opponent->process);
    add_word(words, "--mix", setting->mix != NULL ? setting->mix : scenario->path);
    add_word(words, "--areas", setting->areas);
    add_word(words, "--keeper", setting->against == AGAINST_SERVER ? setting->keeper : NULL);
    add(words, "--seed");
    add(words, "%llu", (unsigned long long)scenario->seed);
    add_pair(words, "--bots", bots);
    add_pair(words, "--processes", setting->processes);
    add_pair(words, "--logins", setting->logins);
    add_pair(words, "--ramp", setting->ramp);
    add_pair(words, "--deaf", setting->deaf);
    add_pair(words, "--storm", setting->newcomers);
    add_pair(words, "--resume", setting->resumers);
    add_pair(words, "--storm-s", setting->storm_s);
    if (setting->against == AGAINST_SERVER)
        add_pair(words, "--swap", setting->swap_s);
    if (rate > 0) {
        add_pair(words, "--rate", rate);
    } else {
        add(words, "--pause");
        add(words, "%u", setting->pause_ms);
    }
    if (!setting->moves)
        add(words, "--still");
    if (setting->door)
        add(words, "--door");
    if (setting->msdp)
        add(words, "--msdp");
    if (setting->against != AGAINST_SERVER)
        add(words, "--bare");
}

/* A program that runs beside, and reads what it is told. */
struct beside {
    pid_t process;                      /* 0: there is none */
    int   to;
};

/* {data} in its command is the folder of the world. */
static void beside_begin(struct beside *beside, const char *command, const struct run_place *place)
{
    char line[1024];
    int ends[2];
    struct words words = { 0 };
    *beside = (struct beside){ 0 };
    if (command == NULL)
        return;
    const char *blank = strstr(command, "{data}");
    if (blank == NULL)
        snprintf(line, sizeof line, "exec %s >/dev/null 2>&1", command);
    else
        snprintf(line, sizeof line, "exec %.*s%s/data%s >/dev/null 2>&1", (int)(blank - command), command, place->folder,
                 blank + strlen("{data}"));
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
        fprintf(stderr, "play: %s: %s\n", command, strerror(errno));
        return;
    }
    add(&words, "sh");
    add(&words, "-c");
    words.word[words.count] = line;
    words.word[words.count + 1] = NULL;
    *beside = (struct beside){ begin(words.word, ends[1], -1), ends[0] };
    close(ends[1]);
}

static void beside_end(struct beside *beside)
{
    if (beside->process <= 0)
        return;
    close(beside->to);
    kill(beside->process, SIGTERM);
    end(beside->process);
    beside->process = 0;
}

static void beside_say(struct beside *beside, const char *words)
{
    char line[1024];
    int length = snprintf(line, sizeof line, "%s\n", words);
    if (beside->process > 0 && send(beside->to, line, (size_t)length, MSG_NOSIGNAL) != length) {
        fprintf(stderr, "play: what runs beside does not read `%s`\n", words);
        beside_end(beside);
    }
}

/* The server reads the file again; it says on the way what has changed, if it is one that can. */
static void swap_take(const struct run_place *place)
{
    struct words words = { 0 };
    char path[256], said[256] = "";
    snprintf(path, sizeof path, "%s/reloaded", place->folder);
    int out = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    add(&words, "%s/kallisti", place->build);
    add(&words, "ctl");
    add(&words, "--data");
    add(&words, "%s/data", place->folder);
    add(&words, "reload");
    if (end(begin(words.word, -1, out)) != 0 || pread(out, said, sizeof said - 1, 0) < 0 || strstr(said, ", is now ") == NULL)
        fprintf(stderr, "play: the server does not take the other value, and nothing is swapped: %s\n", said);
    close(out);
}

/* What is to be done while bots play. */
struct meanwhile {
    const struct setting   *setting;
    const struct run_place *place;
    struct beside           beside;
    int64_t  midway_ns;                 /* when it is to be told something; 0: not in this period, or they have not come so far */
    int64_t  swap_ns;                   /* when the server is to be told the other value; 0: as above */
    unsigned which;                     /* of the two values */
};

/* A period under one of the values begins. */
static void period_begin(struct meanwhile *meanwhile, int64_t now_ns)
{
    int64_t length_ns = meanwhile->setting->swap_s * SECOND_NS;
    meanwhile->swap_ns = now_ns + length_ns;
    meanwhile->midway_ns = meanwhile->which == 0 ? now_ns + length_ns / 2 : 0;
}

static void meanwhile_turn(struct meanwhile *meanwhile, const char *said)
{
    const struct setting *setting = meanwhile->setting;
    int64_t now_ns = clock_ns();
    if (setting->swap_s == 0 || setting->against != AGAINST_SERVER)
        return;
    if (meanwhile->swap_ns == 0 && strstr(said, " bots play\n") != NULL)
        period_begin(meanwhile, now_ns);
    if (meanwhile->swap_ns > 0 && now_ns >= meanwhile->swap_ns) {
        meanwhile->which = 1 - meanwhile->which;
        period_begin(meanwhile, meanwhile->swap_ns);
        swap_write(setting, meanwhile->place, meanwhile->which);
        swap_take(meanwhile->place);
    }
    if (meanwhile->midway_ns > 0 && now_ns >= meanwhile->midway_ns) {
        meanwhile->midway_ns = 0;
        if (setting->midway != NULL)
            beside_say(&meanwhile->beside, setting->midway);
    }
}

/* All that comes from there until it ends, to be freed. */
static char *read_all(int from, const struct setting *setting, const struct run_place *place)
{
    size_t length = 0, room = 1 << 16;
    char *said = memory_get(room);
    struct meanwhile meanwhile = { .setting = setting, .place = place };
    beside_begin(&meanwhile.beside, setting->beside, place);
    for (;;) {
        struct pollfd ready = { .fd = from, .events = POLLIN };
        int count = poll(&ready, 1, MEANWHILE_MS);
        meanwhile_turn(&meanwhile, said);
        if (count <= 0)
            continue;
        ssize_t more = read(from, said + length, room - 1 - length);
        if (more <= 0)
            break;
        length += (size_t)more;
        said[length] = '\0';
        if (length + 1 == room) {
            room *= 2;
            said = memory_resize(said, room);
        }
    }
    beside_end(&meanwhile.beside);
    return said;
}

/* The bots' exit status; what they printed in *said, to be freed. */
static int bots_run(struct words *words, const struct setting *setting, const struct run_place *place, char **said)
{
    int ends[2];
    *said = NULL;
    if (pipe2(ends, O_CLOEXEC) != 0)
        return 127;
    pid_t bots = begin(words->word, -1, ends[1]);
    close(ends[1]);
    *said = read_all(ends[0], setting, place);
    close(ends[0]);
    return end(bots);
}

/* -- one run -------------------------------------------------------------------------------------------------------- */

/* What our server answers in this scenario, for a line server to play back. */
static bool record(const struct scenario *scenario, const struct contestant *contestant, uint32_t bots, const struct run_place *place)
{
    struct opponent opponent = { 0 };
    struct setting setting = *contestant->setting;
    struct words words = { 0 };
    char *said = NULL;
    setting.against = AGAINST_SERVER;
    bool good = server_open(&opponent, &(struct contestant){ contestant->name, &setting, NULL }, place);
    if (good) {
        add_bots(&words, scenario, &setting, bots, &opponent, place);
        add(&words, "--record");
        add(&words, "%s/recording", place->folder);
        add_pair(&words, "--seconds", RECORD_S);
        good = bots_run(&words, &setting, place, &said) == 0;
        memory_free(said);
    }
    return opponent_close(&opponent, place) && good;
}

/* The line of JSON is cut out of what the bots printed. */
static void take_words(struct result *result, char *said)
{
    char *json = said[0] == '{' ? said : strstr(said, "\n{");
    result->table = said;
    if (json == NULL)
        return;
    if (*json == '\n')
        *json++ = '\0';
    json[strcspn(json, "\n")] = '\0';
    result->json = memory_string(json);
    *json = '\0';
    figures_read(&result->figures, result->json);
    const char *traffic = strstr(result->json, "\"traffic\":\"");
    if (traffic != NULL)
        snprintf(result->traffic, sizeof result->traffic, "%.16s", traffic + strlen("\"traffic\":\""));
    result->begun = true;
}

static void judge(struct result *result, const struct setting *setting, uint32_t bots)
{
    const double *is_void = figures_find(&result->figures, "void"), *in_storm = figures_find(&result->figures, "storm.void");
    const double *commands = figures_find(&result->figures, "commands_per_s");
    uint64_t rate = orders_per_s(setting, bots);
    result->unfit = (is_void != NULL && *is_void != 0) || (in_storm != NULL && *in_storm != 0);
    result->behind = rate > 0 && commands != NULL && *commands < (double)rate * RATE_KEPT;
}

static void play(const struct scenario *scenario, const struct setting *setting, uint32_t bots, const struct opponent *opponent,
                 const struct run_place *place, const char *plot, struct result *result)
{
    struct words words = { 0 };
    char *said;
    add_bots(&words, scenario, setting, bots, opponent, place);
    add_pair(&words, "--seconds", setting->seconds);
    add_word(&words, "--plot", plot);
    int status = bots_run(&words, setting, place, &said);
    result->wrong = status != 0;
    if (said != NULL)
        take_words(result, said);
    if (result->begun)
        judge(result, setting, bots);
}

void run_once(const struct scenario *scenario, const struct contestant *contestant, uint32_t bots, const struct run_place *place,
              const char *plot, struct result *result)
{
    const struct setting *setting = contestant->setting;
    struct opponent opponent = { 0 };
    bool ours = setting->against == AGAINST_SERVER;
    *result = (struct result){ .wrong = true };
    forget_data(place);
    if (!ours && !record(scenario, contestant, bots, place)) {
        fprintf(stderr, "play: nothing could be recorded for the line server\n");
        return;
    }
    if (ours ? server_open(&opponent, contestant, place) : line_server_open(&opponent, setting, place))
        play(scenario, setting, bots, &opponent, place, plot, result);
    else
        fprintf(stderr, "play: %s does not open\n", ours ? "the server" : "the line server");
    if (!opponent_close(&opponent, place))
        result->wrong = true;
}

void result_free(struct result *result)
{
    memory_free(result->json);
    memory_free(result->table);
    result->json = result->table = NULL;
}
