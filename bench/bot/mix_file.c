/* bench/bot/mix_file.c -- reading a mix, choosing from it, filling in its blanks.  Any thread; what deeds do
 * and where bots walk is mix.c's. */
#include "bench/bot/mix.h"
#include "bench/bot/words.h"
#include "core/bytes.h"
#include "core/memory.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { MIX_BYTES_MAX = 16384 };

/* What is being read, for complaints. */
struct reading {
    struct mix *mix;
    const char *path;
    unsigned    line;
    FILE       *trouble;
    bool        among;                  /* lines that are no rows are another's */
    mix_deed *(*deed_find)(const char *name);
};

static bool refuse(const struct reading *reading, const char *reason, const char *word)
{
    fprintf(reading->trouble, "%s:%u: %s: \"%s\"\n", reading->path, reading->line, reason, word);
    return false;
}

/* -- a line of the file ------------------------------------------------------------------------------ */

/* "one | another": each an answer. */
static bool read_answers(const struct reading *reading, struct mix_row *row, char *words)
{
    unsigned count = 0;
    for (char *end; words != NULL; words = end) {
        end = strchr(words, '|');
        if (end != NULL)
            *end++ = '\0';
        char *answer = words_trim(words);
        if (answer[0] == '\0' || count == MIX_ANSWERS_MAX)
            return refuse(reading, "an empty answer, or too many", answer);
        row->answers[count++] = strcmp(answer, "{title}") == 0 ? answers_walk[0] : answer;
    }
    return true;
}

/* "30  say number {number}  => You say, " or "8  do beckon" */
static bool read_row(const struct reading *reading, char *words)
{
    struct mix *mix = reading->mix;
    char *rest, *arrow = strstr(words, "=>");
    unsigned long weight = strtoul(words, &rest, 10);
    if (mix->row_count == MIX_ROWS_MAX || weight == 0 || weight > UINT16_MAX || strchr(BLANKS, *rest) == NULL)
        return refuse(reading, "neither a setting nor a weight with a line behind it, or one row too many", words);
    struct mix_row *row = &mix->rows[mix->row_count++];
    if (arrow != NULL) {
        *arrow = '\0';
        if (!read_answers(reading, row, arrow + 2))
            return false;
    }
    row->weight = (uint32_t)weight;
    row->line = words_trim(rest);
    mix->weights += row->weight;
    if (row->line[0] == '\0' || strlen(row->line) > MIX_WORDS_MAX)
        return refuse(reading, "no line, or a long one", row->line);
    if (strncmp(row->line, "do ", 3) != 0)
        return true;
    row->line = words_trim((char *)row->line + 3);
    row->deed = reading->deed_find(row->line);
    return row->deed != NULL || refuse(reading, "no such deed", row->line);
}

/* "3001 5301" */
static bool read_places(const struct reading *reading, char *words)
{
    struct mix *mix = reading->mix;
    for (char *rest; *words != '\0'; words = rest + strspn(rest, BLANKS)) {
        unsigned long number = strtoul(words, &rest, 10);
        if (rest == words || number == 0 || number >= UINT32_MAX || mix->place_count == MIX_PLACES_MAX)
            return refuse(reading, "neither borders nor lairs nor homes nor rooms nor numbers of rooms", words);
        mix->places[mix->place_count++] = (room_id){ (uint32_t)number };
    }
    return mix->place_count > 0 || refuse(reading, "nowhere", words);
}

/* "at borders", "pause 150" */
static bool read_setting(const struct reading *reading, char *words, bool *known)
{
    struct mix *mix = reading->mix;
    size_t length = strcspn(words, BLANKS);
    char *value = words_trim(words + length);
    *known = true;
    if (length == 2 && strncmp(words, "at", 2) == 0) {
        mix->at_borders = strcmp(value, "borders") == 0;
        mix->at_lairs = strcmp(value, "lairs") == 0;
        mix->at_homes = strcmp(value, "homes") == 0;
        mix->place_count = 0;
        return mix->at_borders || mix->at_lairs || mix->at_homes || strcmp(value, "rooms") == 0 || read_places(reading, value);
    }
    if (length == 5 && strncmp(words, "pause", 5) == 0) {
        mix->pause_ms = (uint32_t)strtoul(value, NULL, 10);
        return (value[0] != '\0' && strspn(value, "0123456789") == strlen(value)) || refuse(reading, "no number of ms", value);
    }
    *known = false;
    return true;
}

static bool read_line(const struct reading *reading, char *words)
{
    bool known;
    words = words_trim(words);
    if (words[0] == '\0' || words[0] == '#')
        return true;
    return read_setting(reading, words, &known) && (known || read_row(reading, words));
}

bool mix_read_line(struct mix *mix, const char *path, unsigned line, char *words, mix_deed *(*deed_find)(const char *name), FILE *trouble)
{
    struct reading reading = { .mix = mix, .path = path, .line = line, .trouble = trouble, .deed_find = deed_find };
    return read_line(&reading, words);
}

/* -- the file ---------------------------------------------------------------------------------------- */

/* "30  look", "at homes": the rest of a scenario is not for us. */
bool mix_is_row(const char *words)
{
    return (words[0] >= '0' && words[0] <= '9') || (line_begins(words, "at") && words[2] != '\0' && strchr(BLANKS, words[2]) != NULL);
}

static bool read_lines(struct reading *reading, char *text)
{
    for (char *end; text != NULL; text = end) {
        end = strchr(text, '\n');
        if (end != NULL)
            *end++ = '\0';
        reading->line++;
        text += strspn(text, BLANKS);
        if ((!reading->among || mix_is_row(text)) && !read_line(reading, text))
            return false;
    }
    return true;
}

static struct mix *read_file(const char *path, const char *name, bool among, mix_deed *(*deed_find)(const char *name), FILE *trouble)
{
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        fprintf(trouble, "%s: %s\n", path, strerror(errno));
        return NULL;
    }
    struct mix *mix = memory_get(sizeof *mix);
    size_t name_size = strlen(name) + 1;
    mix->text = memory_get(name_size + MIX_BYTES_MAX);
    mix->name = memcpy(mix->text, name, name_size);
    size_t length = fread(mix->text + name_size, 1, MIX_BYTES_MAX, file);
    fclose(file);
    struct reading reading = { .mix = mix, .path = path, .trouble = trouble, .deed_find = deed_find, .among = among };
    bool whole = length < MIX_BYTES_MAX || refuse(&reading, "longer than a mix may be", name);
    mix->text[name_size + length - (length == MIX_BYTES_MAX)] = '\0';
    if (!whole || !read_lines(&reading, mix->text + name_size))
        mix_free(&mix);
    return mix;
}

struct mix *mix_read(const char *folder, const char *name, mix_deed *(*deed_find)(const char *name), FILE *trouble)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s.mix", folder, name);
    return read_file(path, name, false, deed_find, trouble);
}

struct mix *mix_read_among(const char *path, mix_deed *(*deed_find)(const char *name), FILE *trouble)
{
    return read_file(path, path, true, deed_find, trouble);
}

void mix_free(struct mix **mix)
{
    memory_free((*mix)->text);
    memory_free(*mix);
    *mix = NULL;
}

/* -- what comes next --------------------------------------------------------------------------------- */

const struct mix_row *mix_choose(const struct mix *mix, struct dice *dice)
{
    uint32_t number = dice_below(dice, mix->weights);
    const struct mix_row *row = mix->rows;
    while (number >= row->weight)
        number -= (row++)->weight;
    return row;
}

/* Anybody but the bot itself, in the game or not, of this swarm or another. */
static void blank_somebody(const struct swarm *swarm, unsigned bot, struct dice *dice, char value[NAME_SIZE])
{
    uint32_t other = swarm->all < 2 ? bot : dice_below(dice, swarm->all - 1);
    bot_name(value, swarm->prefix, swarm->all < 2 || other < bot ? other : other + 1);
}

/* {somebody}, {me}, {direction}, {number}; anything else stays as it is. */
static size_t blank_fill(const char *blank, const struct swarm *swarm, unsigned bot, uint32_t number, struct dice *dice,
                         char value[NAME_SIZE])
{
    static const char *const ways[] = { "north", "east", "south", "west" };
    if (line_begins(blank, "{somebody}"))
        blank_somebody(swarm, bot, dice, value);
    else if (line_begins(blank, "{me}"))
        bot_name(value, swarm->prefix, bot);
    else if (line_begins(blank, "{direction}"))
        snprintf(value, NAME_SIZE, "%s", ways[dice_below(dice, 4)]);
    else if (line_begins(blank, "{number}"))
        snprintf(value, NAME_SIZE, "%u", number);
    else
        return 0;
    return strcspn(blank, "}") + 1;
}

bool mix_line(const struct mix_row *row, const struct swarm *swarm, unsigned bot, uint32_t number, struct dice *dice,
              char line[MIX_LINE_SIZE])
{
    size_t length = 0;
    for (const char *at = row->line; *at != '\0' && length + NAME_SIZE < MIX_LINE_SIZE;) {
        size_t used = *at == '{' ? blank_fill(at, swarm, bot, number, dice, line + length) : 0;
        if (used == 0)
            line[length++] = *at++;
        else
            length += strlen(line + length);
        at += used;
    }
    line[length] = '\0';
    return strstr(row->line, "{number}") != NULL;
}

static void put_plan(struct bytes_writer *plan, const struct bot *bot, unsigned lines)
{
    struct dice dice = bot->dice;
    uint32_t number = 1;
    for (unsigned done = 0; done < lines; done++) {
        char line[MIX_LINE_SIZE];
        const struct mix_row *row = mix_choose(bot->mix, &dice);
        if (row->deed != NULL)
            snprintf(line, sizeof line, "do %s", row->line);
        else
            number += mix_line(row, bot->swarm, bot->number, number, &dice, line);
        put_string(plan, line);
    }
}

uint64_t mix_traffic(const struct swarm *swarm, unsigned lines)
{
    struct bytes_writer plan = { 0 };
    uint64_t sum = 0;
    for (unsigned at = 0; at < swarm->count; at++) {
        const struct bot *bot = &swarm->bots[at];
        if (bot->mix == NULL || bot->mix->weights == 0 || bot->manner != BOT_ACTS)
            continue;
        bytes_clear(&plan);
        put_u32(&plan, bot->number);
        put_plan(&plan, bot, lines);
        sum += bytes_hash(plan.bytes, plan.length);
    }
    bytes_free(&plan);
    return sum;
}
