/* config/options.c -- reads the option table's values from a file and a command line, and prints the
 * table.  Only the main thread comes in here, before the others start; what an option means is left to
 * whoever reads its member. */
#include "config/options.h"
#include "config/setting.h"
#include "config/value.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <sched.h>
#include <stdarg.h>
#include <string.h>

enum { CONFIG_LINE_SIZE = 1024 };
#define BYTE_ORDER_MARK "\xef\xbb\xbf"       /* some editors begin a file with it, and do not show it */

#define OPTION(member, name, initial, least, most, unit, decides) \
    _Static_assert((least) <= (initial) && (initial) <= (most), name ": the initial value is out of its own bounds");
#define SETTING(member, name, initial, decides) \
    _Static_assert(sizeof(initial) <= SETTING_SIZE, name ": the initial value is too long");
#include "config/options.def"
#undef OPTION
#undef SETTING

struct row {
    const char *name;
    size_t      offset;        /* of the member in struct options */
    const char *word;          /* the initial value of a setting; NULL makes it a number */
    int64_t     initial, least, most;
    const char *unit;
    const char *decides;
};

static const struct row rows[] = {
    { "data", offsetof(struct options, data), "var", 0, 0, 0, "", "the folder of the store, its lock and its socket" },
#define OPTION(member, name, initial, least, most, unit, decides) \
    { name, offsetof(struct options, member), NULL, initial, least, most, unit, decides },
#define SETTING(member, name, initial, decides) \
    { name, offsetof(struct options, member), initial, 0, 0, 0, "", decides },
#include "config/options.def"
#undef OPTION
#undef SETTING
};
enum { ROWS = sizeof rows / sizeof *rows };

/* What only the command line knows: flags, and words that are kept in a member of SETTING_SIZE bytes (0: read elsewhere). */
static const struct { const char *name, *value, *says; size_t member; } words_alone[] = {
    { "port",   "N",    "short for --net.port, here and in a file", 0 },
    { "config", "FILE", "reads options from a file: lines `name value`, # begins a comment", 0 },
    { "check",  NULL,   "reads everything, reports every mistake, starts nothing", offsetof(struct options, check) },
    { "fsck",   NULL,   "checks every record of the store, changes nothing", offsetof(struct options, fsck) },
    { "mend",   NULL,   "takes what is there of a damaged store for whole, so that it opens again", offsetof(struct options, mend) },
    { "dump",   "NAME", "prints a record of the store as JSON: holdings:ada, floor:*, or character:ada for all of her",
      offsetof(struct options, dump) },
    { "restore", "NAME:N", "brings a character back to its version N; the server must be stopped",
      offsetof(struct options, restore) },
    { "help",   NULL,   "prints this", offsetof(struct options, help) },
};
enum { WORDS_ALONE = sizeof words_alone / sizeof *words_alone };

/* One run of options_read(). */
struct reading {
    struct options *options;
    FILE           *mistakes;
    unsigned        count;
    const char     *file;      /* NULL: the command line */
    unsigned        line;
};

MAIN_THREAD static void mistake(struct reading *reading, const char *format, ...) PRINTF_LIKE(2, 3);
static void mistake(struct reading *reading, const char *format, ...)
{
    if (reading->file == NULL)
        fputs("command line: ", reading->mistakes);
    else if (reading->line == 0)
        fprintf(reading->mistakes, "%s: ", reading->file);
    else
        fprintf(reading->mistakes, "%s:%u: ", reading->file, reading->line);
    va_list arguments;
    va_start(arguments, format);
    vfprintf(reading->mistakes, format, arguments);
    va_end(arguments);
    fputc('\n', reading->mistakes);
    reading->count++;
}

static int64_t *row_number(const struct row *row, struct options *options)
{
    return (int64_t *)(void *)((char *)options + row->offset);
}

static char *row_word(const struct row *row, struct options *options)
{
    return (char *)options + row->offset;
}

void options_begin(struct options *options)
{
    memset(options, 0, sizeof *options);
    for (const struct row *row = rows; row < rows + ROWS; row++) {
        if (row->word != NULL)
            memcpy(row_word(row, options), row->word, strlen(row->word) + 1);
        else
            *row_number(row, options) = row->initial;
    }
}

static const struct row *row_find(const char *name)
{
    if (strcmp(name, "port") == 0)
        name = "net.port";
    for (const struct row *row = rows; row < rows + ROWS; row++)
        if (strcmp(row->name, name) == 0)
            return row;
    return NULL;
}

/* The known name that `name` may have been meant to be: the whole of it, or what stands behind the dot. */
static const char *name_nearest(const char *name)
{
    const char *nearest = NULL;
    for (const struct row *row = rows; row < rows + ROWS; row++) {
        const char *dot = strchr(row->name, '.');
        if (dot != NULL && strcmp(dot + 1, name) == 0)
            return row->name;
        value_nearer(name, row->name, &nearest);
    }
    return nearest;
}

static bool has_control(const char *value)
{
    for (; *value != '\0'; value++)
        if ((unsigned char)*value < ' ' || *value == 127)
            return true;
    return false;
}

static bool set_word(const struct row *row, struct options *options, const char *value, char reason[200])
{
    if (strlen(value) >= SETTING_SIZE)
        snprintf(reason, 200, "%s: longer than %d bytes", row->name, SETTING_SIZE - 1);
    else if (has_control(value))
        snprintf(reason, 200, "%s: holds a control character", row->name);
    else if (setting_fits(row->name, value, reason)) {
        memcpy(row_word(row, options), value, strlen(value) + 1);
        return true;
    }
    return false;
}

bool options_set(struct options *options, const char *name, const char *value, char reason[200])
{
    const struct row *row = row_find(name);
    if (row == NULL) {
        const char *nearest = name_nearest(name);
        snprintf(reason, 200, "unknown option '%.60s'%s%s%s", name, nearest != NULL ? ", did you mean " : "",
                 nearest != NULL ? nearest : "", nearest != NULL ? "?" : "");
        return false;
    }
    if (row->word != NULL)
        return set_word(row, options, value, reason);
    char why[VALUE_REASON_SIZE];
    if (value_number(value, row->least, row->most, row_number(row, options), why))
        return true;
    snprintf(reason, 200, "%s: %s", row->name, why);
    return false;
}

MAIN_THREAD static void set_or_report(struct reading *reading, const char *name, const char *value)
{
    char reason[200];
    if (!options_set(reading->options, name, value, reason))
        mistake(reading, "%s", reason);
}

/* Cuts a value out of the rest of a line: what is between double quotes, or all up to a comment,
 * without blanks at its end.  NULL when a quote is not closed or something follows it. */
static char *value_cut(char *rest)
{
    if (*rest == '"') {
        char *end = strchr(rest + 1, '"');
        if (end == NULL)
            return NULL;
        *end = '\0';
        const char *after = end + 1 + strspn(end + 1, " \t\r\n");
        return *after == '\0' || *after == '#' ? rest + 1 : NULL;
    }
    char *end = rest;
    for (char *at = rest; *at != '\0' && !(*at == '#' && (at == rest || isspace((unsigned char)at[-1]))); at++)
        if (!isspace((unsigned char)*at))
            end = at + 1;
    *end = '\0';
    return rest;
}

MAIN_THREAD static void read_line(struct reading *reading, char *line)
{
    char *name = line + strspn(line, " \t\r\n");
    if (*name == '\0' || *name == '#')
        return;
    size_t length = strcspn(name, " \t\r\n");
    char *rest = name + length + strspn(name + length, " \t\r\n");
    name[length] = '\0';
    bool quoted = *rest == '"';
    char *value = value_cut(rest);
    if (strchr(name, '=') != NULL)
        mistake(reading, "%.60s: a line is a name, a blank and a value, without =", name);
    else if (value == NULL)
        mistake(reading, "%.60s: a quote that does not end the value", name);
    else if (*value == '\0' && !quoted)
        mistake(reading, "%.60s: has no value", name);
    else
        set_or_report(reading, name, value);
}

MAIN_THREAD static void read_file(struct reading *reading, const char *path)
{
    reading->file = path;
    reading->line = 0;
    FILE *file = fopen(path, "re");
    char line[CONFIG_LINE_SIZE];
    if (file == NULL) {
        mistake(reading, "%s", strerror(errno));
        reading->file = NULL;
        return;
    }
    while (fgets(line, sizeof line, file) != NULL) {
        bool marked = reading->line++ == 0 && strncmp(line, BYTE_ORDER_MARK, strlen(BYTE_ORDER_MARK)) == 0;
        if (strchr(line, '\n') == NULL && !feof(file)) {
            mistake(reading, "a line longer than %d bytes; nothing behind it was read", CONFIG_LINE_SIZE - 2);
            break;
        }
        read_line(reading, marked ? line + strlen(BYTE_ORDER_MARK) : line);
    }
    reading->line = 0;
    if (ferror(file))
        mistake(reading, "%s", strerror(errno));
    fclose(file);
    reading->file = NULL;
}

/* One `--name value`, `--name=value` or `--name` of the command line. */
struct argument {
    char        name[64];
    const char *value;         /* NULL: none was given */
    unsigned    words;         /* of the command line: 1 or 2 */
};

/* The bool of a word that takes no value, or NULL. */
static bool *flag_find(struct options *options, const char *name)
{
    for (unsigned n = 0; n < WORDS_ALONE; n++)
        if (words_alone[n].value == NULL && strcmp(words_alone[n].name, name) == 0)
            return (bool *)((char *)options + words_alone[n].member);
    return NULL;
}

/* The member of a word that takes a value, or NULL. */
static char *value_find(struct options *options, const char *name)
{
    for (unsigned n = 0; n < WORDS_ALONE; n++)
        if (words_alone[n].value != NULL && words_alone[n].member != 0 && strcmp(words_alone[n].name, name) == 0)
            return (char *)options + words_alone[n].member;
    return NULL;
}

static struct argument argument_take(int count, char **words)
{
    struct argument argument = { .words = 1 };
    const char *name = words[0] + 2;
    const char *equals = strchr(name, '=');
    snprintf(argument.name, sizeof argument.name, "%.*s", (int)(equals != NULL ? equals - name : (long)strlen(name)), name);
    struct options unused;
    bool alone = flag_find(&unused, argument.name) != NULL;
    if (equals != NULL)
        argument.value = equals + 1;
    else if (!alone && count > 1 && strncmp(words[1], "--", 2) != 0) {
        argument.value = words[1];
        argument.words = 2;
    }
    return argument;
}

MAIN_THREAD static void apply_value(struct reading *reading, const struct argument *argument, char *member)
{
    if (argument->value == NULL || argument->value[0] == '\0')
        mistake(reading, "--%s: has no value", argument->name);
    else if (strlen(argument->value) >= SETTING_SIZE)
        mistake(reading, "--%s: longer than %d bytes", argument->name, SETTING_SIZE - 1);
    else
        strcpy(member, argument->value);
}

MAIN_THREAD static void apply_argument(struct reading *reading, const struct argument *argument)
{
    char *member = value_find(reading->options, argument->name);
    if (member != NULL) {
        apply_value(reading, argument, member);
        return;
    }
    bool *flag = flag_find(reading->options, argument->name);
    if (flag != NULL) {
        if (argument->value != NULL)
            mistake(reading, "--%s takes no value", argument->name);
        *flag = true;
        return;
    }
    bool config = strcmp(argument->name, "config") == 0;   /* read before, by options_read() */
    const struct row *row = row_find(argument->name);
    if (argument->value == NULL && (config || row != NULL))
        mistake(reading, "%s: has no value", config ? "config" : row->name);
    else if (!config)
        set_or_report(reading, argument->name, argument->value != NULL ? argument->value : "");
}

static bool is_argument(const char *word)
{
    return strncmp(word, "--", 2) == 0 && word[2] != '\0';
}

/* words[0] is the program's name.  Files first, wherever they are named: the command line stands over them. */
unsigned options_read(struct options *options, int count, char **words, FILE *mistakes)
{
    struct reading reading = { .options = options, .mistakes = mistakes };
    for (int n = 1; n < count;) {
        struct argument argument = { .words = 1 };
        if (is_argument(words[n]))
            argument = argument_take(count - n, words + n);
        if (strcmp(argument.name, "config") == 0 && argument.value != NULL)
            read_file(&reading, argument.value);
        n += (int)argument.words;
    }
    for (int n = 1; n < count;) {
        struct argument argument = { .words = 1 };
        if (is_argument(words[n])) {
            argument = argument_take(count - n, words + n);
            apply_argument(&reading, &argument);
        } else
            mistake(&reading, "'%.60s' is not an option; they begin with --", words[n]);
        n += (int)argument.words;
    }
    return reading.count;
}

/* -- read again -- */

/* Main alone looks at these, and at its copy of the table. */
static const char *const at_run_time[] = {
    "threads.net", "threads.zone", "balance.every_ms", "balance.moves_per_s", "balance.busy_percent", "balance.gap_percent",
    "balance.crowd_percent", "balance.rest_s", "watch.slow_ms", "watch.zone_budget_percent", "log.level", "log.limited_per_s",
    "checkpoint.interval_ms",
};

bool options_at_run_time(const char *name)
{
    for (size_t at = 0; at < sizeof at_run_time / sizeof at_run_time[0]; at++)
        if (strcmp(at_run_time[at], name) == 0)
            return true;
    return false;
}

static void value_print(const struct row *row, const struct options *options, char words[SETTING_SIZE])
{
    if (row->word != NULL)
        memcpy(words, (const char *)options + row->offset, SETTING_SIZE);
    else
        snprintf(words, SETTING_SIZE, "%" PRId64, *(const int64_t *)(const void *)((const char *)options + row->offset));
}

void options_adopt(struct options *live, const struct options *fresh,
                   void (*differs)(void *who, const char *name, const char *was, const char *is, bool now), void *who)
{
    char was[SETTING_SIZE], is[SETTING_SIZE];
    for (const struct row *row = rows; row < rows + ROWS; row++) {
        value_print(row, live, was);
        value_print(row, fresh, is);
        if (strcmp(was, is) == 0)
            continue;
        bool now = options_at_run_time(row->name);
        if (now)
            *row_number(row, live) = *(const int64_t *)(const void *)((const char *)fresh + row->offset);
        if (strcmp(row->name, "web.token") == 0)
            differs(who, row->name, "one", "another", now);    /* nobody else should read it in a log */
        else
            differs(who, row->name, was, is, now);
    }
}

static size_t group_length(const struct row *row)
{
    return strcspn(row->name, ".");
}

static bool same_group(const struct row *a, const struct row *b)
{
    return group_length(a) == group_length(b) && strncmp(a->name, b->name, group_length(a)) == 0;
}

static bool begins_group(const struct row *row)
{
    for (const struct row *earlier = rows; earlier < row; earlier++)
        if (same_group(earlier, row))
            return false;
    return true;
}

/* Calls print for every row, those of one group together, in the order in which groups begin. */
static void for_each_row(FILE *out, void (*print)(FILE *out, const struct row *row, bool first))
{
    for (const struct row *group = rows; group < rows + ROWS; group++) {
        if (!begins_group(group))
            continue;
        for (const struct row *row = group; row < rows + ROWS; row++)
            if (same_group(group, row))
                print(out, row, row == group);
    }
}

static void print_bounds(FILE *out, const struct row *row)
{
    if (row->word == NULL)
        fprintf(out, " (%" PRId64 " to %" PRId64 " %s)", row->least, row->most, row->unit);
    fputc('\n', out);
}

static const char *reload_words(const struct row *row)
{
    return options_at_run_time(row->name) ? "; `kallisti ctl reload` changes it" : "";
}

static void help_row(FILE *out, const struct row *row, bool first)
{
    if (first)
        fputc('\n', out);
    char initial[SETTING_SIZE + 2];
    if (row->word != NULL)
        snprintf(initial, sizeof initial, "\"%s\"", row->word);
    else
        snprintf(initial, sizeof initial, "%" PRId64, row->initial);
    fprintf(out, "  --%-26s %-13s  %s%s", row->name, initial, row->decides, reload_words(row));
    print_bounds(out, row);
}

void options_help(FILE *out)
{
    fputs("kallisti [--NAME VALUE | --NAME=VALUE]...\n"
          "kallisti ctl [--data DIR] COMMAND...      says something to the server that runs there; `kallisti ctl help` lists what\n\n"
          "The command line stands over the file, the file over the initial values shown here.\n\n", out);
    for (unsigned n = 0; n < WORDS_ALONE; n++) {
        const char *value = words_alone[n].value != NULL ? words_alone[n].value : "";
        fprintf(out, "  --%s %-*s %s\n", words_alone[n].name, 13 - (int)strlen(words_alone[n].name), value,
                words_alone[n].says);
    }
    for_each_row(out, help_row);
}

static void sample_row(FILE *out, const struct row *row, bool first)
{
    if (first)
        fprintf(out, "\n# ---- %.*s ----\n", (int)group_length(row), row->name);
    fprintf(out, "# %s%s", row->decides, reload_words(row));
    print_bounds(out, row);
    if (row->word != NULL)
        fprintf(out, "%s \"%s\"\n", row->name, row->word);
    else
        fprintf(out, "%s %" PRId64 "\n", row->name, row->initial);
}

void options_sample(FILE *out)
{
    fputs("# Every option with its initial value.  Lines that are left out keep theirs.\n"
          "# Read with --config FILE; the command line stands over it.\n", out);
    for_each_row(out, sample_row);
}

/* Half of the processors this process may use: net and zones share them, and more threads than that cost. */
static unsigned threads_for_machine(void)
{
    cpu_set_t processors;
    if (sched_getaffinity(0, sizeof processors, &processors) != 0 || CPU_COUNT(&processors) < 2)
        return 1;
    return (unsigned)CPU_COUNT(&processors) / 2;
}

static unsigned threads_resolved(int64_t wanted, unsigned most)
{
    unsigned threads = wanted > 0 ? (unsigned)wanted : threads_for_machine();
    return threads < most ? threads : most;
}

unsigned options_net_threads(const struct options *options)
{
    return threads_resolved(options->threads_net, (unsigned)row_find("threads.net")->most);
}

unsigned options_zone_threads(const struct options *options)
{
    return threads_resolved(options->threads_zone, (unsigned)row_find("threads.zone")->most);
}
