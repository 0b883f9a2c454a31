/* bench/play/scenario.c -- see scenario.h. */
#include "bench/play/scenario.h"

#include "bench/bot/mix.h"
#include "bench/bot/swaps.h"
#include "bench/bot/words.h"
#include "config/options.h"
#include "core/memory.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { SCENARIO_BYTES_MAX = 16384 };

/* What is being read, for complaints; and which words have been in this part of it. */
struct reading {
    struct scenario *scenario;
    struct mix      *rows;              /* only to see whether they can be read */
    const char      *path;
    unsigned         line;
    uint64_t         said;
    FILE            *trouble;
    bool             defaults;
};

static bool refuse(const struct reading *reading, const char *reason, const char *word)
{
    fprintf(reading->trouble, "%s:%u: %s: \"%s\"\n", reading->path, reading->line, reason, word);
    return false;
}

/* Cuts the first word off: gives the rest. */
static char *cut_word(char *words)
{
    size_t length = strcspn(words, BLANKS);
    char *rest = words + length;
    if (*rest == '\0')
        return rest;
    *rest = '\0';
    return words_trim(rest + 1);
}

static bool read_number(const char *word, uint64_t least, uint64_t most, uint64_t *number)
{
    char *end;
    errno = 0;
    *number = strtoull(word, &end, 10);
    return word[0] >= '0' && word[0] <= '9' && *end == '\0' && errno == 0 && *number >= least && *number <= most;
}

/* -- settings: numbers, switches and words of a variant --------------------------------------------------- */

enum kind { NUMBER, SWITCH, WORD };

static const struct setting_row {
    const char *word;
    enum kind   kind;
    size_t      place;
    uint32_t    least, most;
} rows[] = {
#define ROW(word, kind, member, least, most) { word, kind, offsetof(struct setting, member), least, most }
    ROW( "processes",  NUMBER, processes,  1, 64      ),
    ROW( "logins",     NUMBER, logins,     1, 100000  ),
    ROW( "ramp",       NUMBER, ramp,       0, 1000000 ),
    ROW( "seconds",    NUMBER, seconds,    1, 3600    ),
    ROW( "rest",       NUMBER, rest_s,     0, 600     ),
    ROW( "pause",      NUMBER, pause_ms,   0, 3600000 ),
    ROW( "threads",    NUMBER, threads,    1, 64      ),
    ROW( "deaf",       NUMBER, deaf,       0, 100000  ),
    ROW( "newcomers",  NUMBER, newcomers,  0, 100000  ),
    ROW( "resumers",   NUMBER, resumers,   0, 100000  ),
    ROW( "within",     NUMBER, storm_s,    1, 3600    ),
    ROW( "door",       SWITCH, door,       0, 1       ),
    ROW( "msdp",       SWITCH, msdp,       0, 1       ),
    ROW( "moves",      SWITCH, moves,      0, 1       ),
    ROW( "mix",        WORD,   mix,        0, 0       ),
    ROW( "areas",      WORD,   areas,      0, 0       ),
    ROW( "keeper",     WORD,   keeper,     0, 0       ),
#undef ROW
};
enum { ROWS = sizeof rows / sizeof rows[0] };

static bool set_row(const struct reading *reading, struct setting *setting, const struct setting_row *row, const char *value)
{
    void *place = (char *)setting + row->place;
    uint64_t number;
    char reason[80];
    if (row->kind == WORD) {
        *(const char **)place = value;
        return (value[0] != '\0' && strpbrk(value, BLANKS) == NULL) || refuse(reading, "not one word", value);
    }
    if (row->kind == SWITCH) {
        *(uint32_t *)place = strcmp(value, "yes") == 0;
        return strcmp(value, "yes") == 0 || strcmp(value, "no") == 0 || refuse(reading, "neither yes nor no", value);
    }
    snprintf(reason, sizeof reason, "no number from %u to %u", row->least, row->most);
    if (!read_number(value, row->least, row->most, &number))
        return refuse(reading, reason, value);
    *(uint32_t *)place = (uint32_t)number;
    return true;
}

/* "rate 5000", "rate 1 each" */
static bool set_rate(const struct reading *reading, struct setting *setting, char *value)
{
    uint64_t number;
    char *each = cut_word(value);
    if ((each[0] != '\0' && strcmp(each, "each") != 0) || !read_number(value, 0, 1000000, &number))
        return refuse(reading, "no number of orders a second, or of each", value);
    setting->rate = each[0] == '\0' ? (uint32_t)number : 0;
    setting->rate_each = each[0] == '\0' ? 0 : (uint32_t)number;
    return true;
}

static bool set_against(const struct reading *reading, struct setting *setting, char *value)
{
    static const char *const names[] = { [AGAINST_SERVER] = "server", [AGAINST_ANSWERS] = "answers", [AGAINST_HEARD] = "heard" };
    for (unsigned at = 0; at < sizeof names / sizeof names[0]; at++)
        if (strcmp(value, names[at]) == 0) {
            setting->against = at;
            return true;
        }
    return refuse(reading, "neither server nor answers nor heard", value);
}

/* Our option table says whether there is such a thing. */
static bool is_option(const struct reading *reading, const char *name, const char *value)
{
    static struct options options;
    char reason[200];
    thread_role_begin(&main_role);
    options_begin(&options);
    bool good = options_set(&options, name, value, reason);
    thread_role_end(&main_role);
    return good || refuse(reading, reason, name);
}

static bool set_option(const struct reading *reading, struct setting *setting, const char *name, const char *value)
{
    if (!is_option(reading, name, value))
        return false;
    unsigned at = 0;
    while (at < setting->option_count && strcmp(setting->options[at].name, name) != 0)
        at++;
    if (at == SERVER_OPTIONS_MAX)
        return refuse(reading, "too many options of the server", name);
    setting->option_count += at == setting->option_count;
    setting->options[at].name = name;
    setting->options[at].value = value;
    return true;
}

/* "server threads.zone 2" */
static bool set_server(const struct reading *reading, struct setting *setting, char *name)
{
    const char *value = cut_word(name);
    return set_option(reading, setting, name, value);
}

/* "beside redis-cli -s {data}/redis.sock" */
static bool set_beside(const struct reading *reading, struct setting *setting, char *value)
{
    setting->beside = value;
    return value[0] != '\0' || refuse(reading, "no command", value);
}

/* "midway bgrewriteaof" */
static bool set_midway(const struct reading *reading, struct setting *setting, char *value)
{
    setting->midway = value;
    return value[0] != '\0' || refuse(reading, "no line", value);
}

/* "swap 5 checkpoint.interval_ms 1000 600000" */
static bool set_swap(const struct reading *reading, struct setting *setting, char *value)
{
    uint64_t number;
    char *option = cut_word(value), *first = cut_word(option), *second = cut_word(first);
    if (!read_number(value, SWAP_SETTLES_S + 1, 3600, &number))
        return refuse(reading, "no seconds that leave something to measure", value);
    if (!is_option(reading, option, first) || !is_option(reading, option, second))
        return false;
    if (!options_at_run_time(option))
        return refuse(reading, "this option cannot be changed while the server runs", option);
    setting->swap_s = (uint32_t)number;
    setting->swap_option = option;
    setting->swap_values[0] = first;
    setting->swap_values[1] = second;
    return true;
}

static const struct { const char *word; bool (*set)(const struct reading *, struct setting *, char *); bool again; } special[] = {
    { "rate", set_rate, false }, { "against", set_against, false }, { "server", set_server, true }, { "beside", set_beside, false },
    { "midway", set_midway, false }, { "swap", set_swap, false },
};
enum { SPECIAL = sizeof special / sizeof special[0] };

/* -- what is the scenario's as a whole --------------------------------------------------------------------- */

static bool read_about(struct reading *reading, char *value)
{
    reading->scenario->about = value;
    return value[0] != '\0' || refuse(reading, "nothing about it", value);
}

static bool read_seed(struct reading *reading, char *value)
{
    return read_number(value, 0, UINT64_MAX, &reading->scenario->seed) || refuse(reading, "no number", value);
}

static bool read_turns(struct reading *reading, char *value)
{
    uint64_t number;
    if (!read_number(value, 1, TURNS_MAX, &number))
        return refuse(reading, "no number of turns", value);
    reading->scenario->turns = (uint32_t)number;
    return true;
}

/* "bots 100 1000 5000", "bots most" */
static bool read_bots(struct reading *reading, char *value)
{
    struct scenario *scenario = reading->scenario;
    scenario->size_count = 0;
    for (char *rest; *value != '\0'; value = rest) {
        uint64_t number = AS_MANY_AS_CAN_BE;
        rest = cut_word(value);
        if (scenario->size_count == SIZES_MAX || (strcmp(value, "most") != 0 && !read_number(value, 1, BOTS_MAX - 1, &number)))
            return refuse(reading, "no number of bots, or one too many", value);
        scenario->sizes[scenario->size_count++] = (uint32_t)number;
    }
    return scenario->size_count > 0 || refuse(reading, "no number of bots", value);
}

static bool read_variant(struct reading *reading, char *name)
{
    struct scenario *scenario = reading->scenario;
    if (name[0] == '\0' || strpbrk(name, BLANKS "/") != NULL || scenario_variant(scenario, name) >= 0)
        return refuse(reading, "no name of a variant, or one that is taken", name);
    if (scenario->variant_count == VARIANTS_MAX)
        return refuse(reading, "one variant too many", name);
    scenario->variants[scenario->variant_count++] = (struct variant){ name, scenario->base };
    reading->said = 0;
    return true;
}

/* "sweep threads.zone 1 2 4": a variant for each, made when all has been read. */
static bool read_sweep(struct reading *reading, char *name)
{
    reading->scenario->sweep_values = cut_word(name);
    reading->scenario->sweep = name;
    return reading->scenario->sweep_values[0] != '\0' || refuse(reading, "a sweep over nothing", name);
}

static bool sweep_expand(struct reading *reading)
{
    struct scenario *scenario = reading->scenario;
    char *value = scenario->sweep_values;
    if (scenario->variant_count > 0)
        return refuse(reading, "a sweep beside other variants", scenario->sweep);
    for (char *rest; *value != '\0'; value = rest) {
        uint64_t number;
        rest = cut_word(value);
        if (!read_number(value, 1, 64, &number))
            return refuse(reading, "no number of threads", value);
        if (!read_variant(reading, value)
            || !set_option(reading, &scenario->variants[scenario->variant_count - 1].setting, scenario->sweep, value))
            return false;
    }
    return scenario->variant_count > 1 || refuse(reading, "a sweep over fewer than two", scenario->sweep);
}

static bool read_claim(struct reading *reading, enum claim_kind kind, char *words)
{
    struct scenario *scenario = reading->scenario;
    if (scenario->claim_count == CLAIMS_MAX)
        return refuse(reading, "one report, comparison or goal too many", words);
    struct claim *claim = &scenario->claims[scenario->claim_count++];
    const char *reason = claim_read(claim, kind, words);
    claim->line = reading->line;
    return reason == NULL || refuse(reading, reason, words);
}

static bool read_report(struct reading *reading, char *words) { return read_claim(reading, CLAIM_REPORT, words); }
static bool read_compare(struct reading *reading, char *words) { return read_claim(reading, CLAIM_COMPARE, words); }
static bool read_goal(struct reading *reading, char *words) { return read_claim(reading, CLAIM_GOAL, words); }

static const struct { const char *word; bool (*read)(struct reading *, char *); bool again; } whole[] = {
    { "about", read_about, false }, { "seed", read_seed, false }, { "turns", read_turns, false }, { "bots", read_bots, false },
    { "sweep", read_sweep, false }, { "variant", read_variant, true }, { "report", read_report, true },
    { "compare", read_compare, true }, { "goal", read_goal, true },
};
enum { WHOLE = sizeof whole / sizeof whole[0] };
_Static_assert(ROWS + SPECIAL + WHOLE <= 64, "a bit for each word");

/* -- a line ------------------------------------------------------------------------------------------------ */

static bool once(struct reading *reading, unsigned bit, bool again, const char *word)
{
    bool before = (reading->said >> bit & 1) != 0;
    reading->said |= UINT64_C(1) << bit;
    return again || !before || refuse(reading, "said twice", word);
}

/* A line of a setting; `known` says whether it was one. */
static bool read_setting(struct reading *reading, struct setting *setting, const char *word, char *value, bool *known)
{
    *known = true;
    for (unsigned at = 0; at < ROWS; at++)
        if (strcmp(word, rows[at].word) == 0)
            return once(reading, at, false, word) && set_row(reading, setting, &rows[at], value);
    for (unsigned at = 0; at < SPECIAL; at++)
        if (strcmp(word, special[at].word) == 0)
            return once(reading, ROWS + at, special[at].again, word) && special[at].set(reading, setting, value);
    *known = false;
    return true;
}

static bool read_whole(struct reading *reading, const char *word, char *value)
{
    for (unsigned at = 0; at < WHOLE; at++)
        if (strcmp(word, whole[at].word) == 0)
            return once(reading, ROWS + SPECIAL + at, whole[at].again, word) && whole[at].read(reading, value);
    return refuse(reading, "no such word", word);
}

/* "30  say number {number} => You say, ", "at homes": as in a mix */
static bool read_row(struct reading *reading, char *words)
{
    reading->scenario->has_rows = true;
    if (reading->rows == NULL)
        return refuse(reading, "no place for rows of a mix", words);
    return mix_read_line(reading->rows, reading->path, reading->line, words, mix_deed_find, reading->trouble);
}

static bool read_line(struct reading *reading, char *words)
{
    struct scenario *scenario = reading->scenario;
    bool known;
    words = words_trim(words);
    if (words[0] == '\0' || words[0] == '#')
        return true;
    if (mix_is_row(words))
        return read_row(reading, words);
    char *value = cut_word(words);
    struct setting *setting = scenario->variant_count == 0 ? &scenario->base : &scenario->variants[scenario->variant_count - 1].setting;
    return read_setting(reading, setting, words, value, &known) && (known || read_whole(reading, words, value));
}

static bool read_lines(struct reading *reading, char *text)
{
    for (char *end; text != NULL; text = end) {
        end = strchr(text, '\n');
        if (end != NULL)
            *end++ = '\0';
        reading->line++;
        if (!read_line(reading, text))
            return false;
    }
    return true;
}

/* -- the whole of it --------------------------------------------------------------------------------------- */

int scenario_variant(const struct scenario *scenario, const char *name)
{
    for (unsigned at = 0; at < scenario->variant_count; at++)
        if (strcmp(scenario->variants[at].name, name) == 0)
            return (int)at;
    return -1;
}

static bool check_claims(struct reading *reading)
{
    const struct scenario *scenario = reading->scenario;
    for (unsigned at = 0; at < scenario->claim_count; at++) {
        const char *names[] = { scenario->claims[at].one, scenario->claims[at].over };
        reading->line = scenario->claims[at].line;
        for (unsigned name = 0; name < 2; name++)
            if (names[name] != NULL && scenario_variant(scenario, names[name]) < 0)
                return refuse(reading, "there is no such variant", names[name]);
    }
    return true;
}

/* What only the whole file can tell. */
static bool check(struct reading *reading)
{
    static char plain[] = "plain";
    struct scenario *scenario = reading->scenario;
    if (scenario->sweep != NULL && !sweep_expand(reading))
        return false;
    if (scenario->variant_count == 0 && !read_variant(reading, plain))
        return false;
    if (scenario->size_count == 0)
        return refuse(reading, "does not say how many bots", "bots");
    for (unsigned at = 0; at < scenario->variant_count; at++) {
        const struct setting *setting = &scenario->variants[at].setting;
        if (setting->mix == NULL && !scenario->has_rows)
            return refuse(reading, "neither a mix nor rows of its own", scenario->variants[at].name);
        if (setting->mix != NULL && scenario->has_rows)
            return refuse(reading, "a mix, and rows of its own", setting->mix);
        if (setting->newcomers > 0 && setting->resumers > 0)
            return refuse(reading, "newcomers and resumers at once", scenario->variants[at].name);
        if (setting->midway != NULL && (setting->beside == NULL || setting->swap_s == 0))
            return refuse(reading, "midway, and nothing beside that would read it, or nothing swapped", setting->midway);
        if (setting->mix != NULL && mix_find(setting->mix) == NULL)
            return refuse(reading, "no such mix, or a wrong one", setting->mix);
    }
    return check_claims(reading);
}

/* NULL after a word in `trouble`, but for a file that need not be there. */
static char *text_read(struct scenario *scenario, const char *path, bool must_be, FILE *trouble)
{
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        if (must_be)
            fprintf(trouble, "%s: %s\n", path, strerror(errno));
        return NULL;
    }
    char *text = scenario->texts[scenario->text_count++] = memory_get(SCENARIO_BYTES_MAX + 1);
    size_t length = fread(text, 1, SCENARIO_BYTES_MAX, file);
    fclose(file);
    if (length < SCENARIO_BYTES_MAX)
        return text;
    fprintf(trouble, "%s: longer than a scenario may be\n", path);
    return NULL;
}

static bool read_both(struct scenario *scenario, const char *folder, FILE *trouble)
{
    char path[256];
    struct reading reading = { .scenario = scenario, .path = path, .trouble = trouble };
    snprintf(path, sizeof path, "%s/defaults", folder);
    char *text = text_read(scenario, path, false, trouble);
    if (text != NULL && !read_lines(&reading, text))
        return false;
    text = text_read(scenario, scenario->path, true, trouble);
    reading = (struct reading){ .scenario = scenario, .path = scenario->path, .trouble = trouble, .rows = memory_get(sizeof(struct mix)) };
    bool good = text != NULL && read_lines(&reading, text) && check(&reading);
    memory_free(reading.rows);
    return good;
}

struct scenario *scenario_read(const char *folder, const char *name, FILE *trouble)
{
    struct scenario *scenario = memory_get(sizeof *scenario);
    snprintf(scenario->name, sizeof scenario->name, "%s", name);
    snprintf(scenario->path, sizeof scenario->path, "%s/%s.scenario", folder, name);
    scenario->about = "";
    scenario->turns = 1;
    if (!read_both(scenario, folder, trouble))
        scenario_free(&scenario);
    return scenario;
}

void scenario_free(struct scenario **scenario)
{
    for (unsigned at = 0; at < (*scenario)->text_count; at++)
        memory_free((*scenario)->texts[at]);
    memory_free(*scenario);
    *scenario = NULL;
}

/* A setting cuts its words up, and points into them: each variant has some of its own. */
static char *words_copied(struct scenario *scenario, const char *words)
{
    return scenario->text_count == TEXTS_MAX ? NULL : (scenario->texts[scenario->text_count++] = memory_string(words));
}

/* Another sweep makes other variants. */
static bool override_whole(struct reading *reading, const char *word, char *value)
{
    if (strcmp(word, "sweep") != 0)
        return read_whole(reading, word, value);
    if (reading->scenario->sweep == NULL)
        return refuse(reading, "not a sweep", reading->scenario->name);
    reading->scenario->variant_count = 0;
    return read_sweep(reading, value) && sweep_expand(reading);
}

bool scenario_override(struct scenario *scenario, const char *words, FILE *trouble)
{
    struct reading reading = { .scenario = scenario, .path = "command line", .line = 1, .trouble = trouble };
    bool known = true;
    for (unsigned at = 0; at <= scenario->variant_count && known; at++) {
        char *word = words_copied(scenario, words);
        if (word == NULL)
            return refuse(&reading, "too much of this", words);
        char *value = cut_word(word);
        reading.said = 0;
        if (!read_setting(&reading, at == 0 ? &scenario->base : &scenario->variants[at - 1].setting, word, value, &known)
            || (!known && !override_whole(&reading, word, value)))
            return false;
    }
    return true;
}
