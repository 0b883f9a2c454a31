/* zones/dump.c -- see dump.h.  Entered by any thread; nothing here is shared.
 *
 * Fields are taken and printed in one go: the first that does not read is not printed, nor is anything behind it. */
#include "zones/dump.h"

#include "core/bytes.h"
#include "core/habits.h"
#include "core/slot.h"
#include "zones/boxes.h"
#include "zones/world/item_head.h"
#include "zones/world/land.h"

#include <string.h>

enum { BODY_WITH_EARS = 2, BODY_WITH_TOGGLES = 3, BODY_WITH_HABITS = 4, BODY_WITH_GROWTH = 5, BODY_WITH_QUESTS = 7, ACCOUNT_WITH_TOKENS = 2, ACCOUNT_WITH_ALOUD = 3 };
enum { HOLDINGS_WITH_PURSES = 2, HOLDINGS_WITH_KEPT = 3, LIST_MOST = 100000, WORD_SIZE = 64 };

struct dump {
    FILE               *out;
    struct bytes_reader reader;
    unsigned            depth;         /* how far lines are set in */
    bool                begun;         /* something stands in this object or list already */
    const char         *unknown;       /* a reason that is not just bytes */
};

/* -- JSON -------------------------------------------------------------------------------------------- */

/* How many bytes a letter has that is well-formed UTF-8, else 0. */
static size_t letter_length(const unsigned char *bytes, size_t left)
{
    size_t length = bytes[0] < 0x80 ? 1 : bytes[0] >= 0xc2 && bytes[0] < 0xe0 ? 2 : bytes[0] >= 0xe0 && bytes[0] < 0xf0 ? 3
                  : bytes[0] >= 0xf0 && bytes[0] < 0xf5 ? 4 : 0;
    if (length == 0 || length > left)
        return 0;
    for (size_t at = 1; at < length; at++)
        if ((bytes[at] & 0xc0) != 0x80)
            return 0;
    bool overlong = (bytes[0] == 0xe0 && bytes[1] < 0xa0) || (bytes[0] == 0xf0 && bytes[1] < 0x90);
    bool no_letter = (bytes[0] == 0xed && bytes[1] >= 0xa0) || (bytes[0] == 0xf4 && bytes[1] >= 0x90);
    return overlong || no_letter ? 0 : length;
}

static void json_string(FILE *out, const char *string, size_t length)
{
    const unsigned char *bytes = (const unsigned char *)string;
    fputc('"', out);
    for (size_t at = 0; at < length;) {
        size_t letter = letter_length(bytes + at, length - at);
        if (letter == 0)
            fputs("\\ufffd", out);
        else if (bytes[at] == '"' || bytes[at] == '\\')
            fprintf(out, "\\%c", bytes[at]);
        else if (bytes[at] < ' ' || bytes[at] == 127)
            fprintf(out, "\\u%04x", bytes[at]);
        else
            fwrite(bytes + at, 1, letter, out);
        at += letter == 0 ? 1 : letter;
    }
    fputc('"', out);
}

static void next(struct dump *dump)
{
    fprintf(dump->out, "%s\n%*s", dump->begun ? "," : "", (int)(2 * dump->depth), "");
    dump->begun = true;
}

static void key(struct dump *dump, const char *name)
{
    next(dump);
    json_string(dump->out, name, strlen(name));
    fputs(": ", dump->out);
}

static void open_with(struct dump *dump, char bracket)
{
    fputc(bracket, dump->out);
    dump->depth++;
    dump->begun = false;
}

static void close_with(struct dump *dump, char bracket)
{
    dump->depth--;
    if (dump->begun)
        fprintf(dump->out, "\n%*s", (int)(2 * dump->depth), "");
    fputc(bracket, dump->out);
    dump->begun = true;
}

static void say_number(struct dump *dump, const char *name, int64_t number)
{
    if (dump->reader.failed)
        return;
    key(dump, name);
    fprintf(dump->out, "%lld", (long long)number);
}

static void say_words(struct dump *dump, const char *name, const char *words)
{
    if (dump->reader.failed)
        return;
    key(dump, name);
    json_string(dump->out, words, strlen(words));
}

static void say_truth(struct dump *dump, const char *name, bool truth)
{
    if (dump->reader.failed)
        return;
    key(dump, name);
    fputs(truth ? "true" : "false", dump->out);
}

/* -- fields ------------------------------------------------------------------------------------------ */

static void field_u32(struct dump *dump, const char *name) { say_number(dump, name, take_u32(&dump->reader)); }
static void field_i64(struct dump *dump, const char *name) { say_number(dump, name, take_i64(&dump->reader)); }
static void field_flag(struct dump *dump, const char *name) { say_truth(dump, name, take_u8(&dump->reader) != 0); }

static void field_entity(struct dump *dump, const char *name)
{
    char id[48];
    say_words(dump, name, entity_text(take_entity(&dump->reader), id));
}

static void field_string(struct dump *dump, const char *name, size_t size)
{
    char words[ITEM_WORDS_SIZE] = "";
    assert(size <= sizeof words);
    take_string(&dump->reader, words, size);
    say_words(dump, name, words);
}

static void field_text(struct dump *dump, const char *name, size_t most)
{
    struct text *text = take_text(&dump->reader, most);
    if (text == NULL)
        dump->reader.failed = true;
    else {
        key(dump, name);
        json_string(dump->out, text_bytes(text), text_length(text));
    }
    text_unref(&text);
}

/* A number that stands for a word of a table. */
static void field_choice(struct dump *dump, const char *name, const char *const *words, unsigned count)
{
    uint8_t choice = take_u8(&dump->reader);
    if (choice >= count)
        dump->reader.failed = true;
    else
        say_words(dump, name, words[choice]);
}

static void field_secret(struct dump *dump, const char *name)
{
    char hash[SECRET_HASH_SIZE];
    take_string(&dump->reader, hash, sizeof hash);
    say_words(dump, name, "hidden");
}

/* Of the content; false, and nothing more is read, when it is one that is not known here. */
static uint8_t field_version(struct dump *dump, uint8_t newest)
{
    uint8_t version = take_u8(&dump->reader);
    say_number(dump, "format", version);
    if (!dump->reader.failed && (version < 1 || version > newest)) {
        dump->unknown = "unknown version of the content";
        dump->reader.failed = true;
    }
    return version;
}

/* So many of one kind. */
static void elements(struct dump *dump, const char *name, uint32_t count, void (*element)(struct dump *dump))
{
    if (count > LIST_MOST)
        dump->reader.failed = true;
    if (dump->reader.failed)
        return;
    key(dump, name);
    open_with(dump, '[');
    for (uint32_t at = 0; at < count && !dump->reader.failed; at++) {
        next(dump);
        open_with(dump, '{');
        element(dump);
        close_with(dump, '}');
    }
    close_with(dump, ']');
}

/* -- things ------------------------------------------------------------------------------------------ */

static const char *const lids[] = {
    [DOOR_NONE] = "none", [DOOR_OPEN] = "open", [DOOR_CLOSED] = "closed", [DOOR_LOCKED] = "locked",
};

static void things(struct dump *dump, const char *name, unsigned depth);

static void thing(struct dump *dump, unsigned depth)
{
    struct item_head head;
    char id[48];
    if (!item_head_take(&dump->reader, &head))
        return;
    say_words(dump, "id", entity_text(head.id, id));
    say_words(dump, "prototype", head.key);
    say_words(dump, "name", head.name);
    say_words(dump, "kind", item_kind_words[head.kind]);
    say_truth(dump, "durable", head.durable);
    if (head.door != DOOR_NONE)
        say_words(dump, "lid", lids[head.door]);
    if (head.worn != WEAR_NOWHERE)
        say_words(dump, "worn", wear_words[head.worn]);
    if (head.wear != WEAR_NOWHERE)
        say_words(dump, "wear", wear_words[head.wear]);
    if (head.reset >= 0)
        say_number(dump, "reset", head.reset);
    say_number(dump, "weight", head.weight);
    say_number(dump, "value", head.value);
    say_number(dump, "capacity", head.capacity);
    if (head.is_corpse) {
        say_words(dump, "corpse_of", head.corpse.whose[0] == '\0' ? "a creature" : head.corpse.whose);
        say_words(dump, "consents", head.corpse.consents);
        say_words(dump, "race", head.corpse.race);
        say_number(dump, "level", head.corpse.level);
        say_number(dump, "used", head.corpse.used);
        say_number(dump, "made_ms", head.corpse.made);
        say_number(dump, "coins", head.corpse.coins);
    }
    things(dump, "contents", depth + 1);
}

static void things(struct dump *dump, const char *name, unsigned depth)
{
    uint32_t count = item_list_take(&dump->reader, depth);
    if (dump->reader.failed || (count == 0 && depth > 0))
        return;                                             /* most hold nothing: not said of each */
    key(dump, name);
    open_with(dump, '[');
    for (uint32_t at = 0; at < count && !dump->reader.failed; at++) {
        next(dump);
        open_with(dump, '{');
        thing(dump, depth);
        close_with(dump, '}');
    }
    close_with(dump, ']');
}

/* -- the three parts of a character ------------------------------------------------------------------ */

static const char *const positions[POSITIONS] = {
    [SLEEPING] = "sleeping", [RESTING] = "resting", [SITTING] = "sitting", [STANDING] = "standing",
};
static const char *const pronouns[PRONOUN_IT] = { [PRONOUN_HE] = "he", [PRONOUN_SHE] = "she", [PRONOUN_THEY] = "they" };

static void pool(struct dump *dump, const char *name)
{
    if (dump->reader.failed)
        return;
    key(dump, name);
    open_with(dump, '{');
    field_i64(dump, "value");
    field_i64(dump, "most");
    field_i64(dump, "since_ms");
    close_with(dump, '}');
}

static void place(struct dump *dump)
{
    field_version(dump, 1);
    field_u32(dump, "room");
    field_choice(dump, "position", positions, POSITIONS);
    pool(dump, "health");
    pool(dump, "mana");
    pool(dump, "stamina");
}

static void ignored(struct dump *dump)
{
    field_string(dump, "name", NAME_SIZE);
}

static void ears(struct dump *dump)
{
    field_u32(dump, "channels_switched");
    elements(dump, "ignores", take_u32(&dump->reader), ignored);
}

static void toggles(struct dump *dump)
{
    struct toggles toggles;
    toggles_take(&dump->reader, &toggles);
    if (dump->reader.failed)
        return;
    key(dump, "toggles");
    open_with(dump, '{');
    for (unsigned at = 0; at < TOGGLE_COUNT; at++)
        if ((toggles.set & 1u << at) != 0)
            say_truth(dump, toggle_rows[at].word, (toggles.on & 1u << at) != 0);
    close_with(dump, '}');
    say_words(dump, "colours", paint_words[toggles.paint]);
    say_words(dump, "prompt", toggles.prompt);
}

/* NULL stands for: nothing chosen. */
static void habits(struct dump *dump)
{
    struct text *habits = take_text(&dump->reader, HABITS_BYTES_MAX);
    struct alias alias;
    if (!habits_sound(habits))
        dump->reader.failed = true;
    if (!dump->reader.failed && habits_pager(habits) != PAGER_AUTO)
        say_number(dump, "page_lines", habits_pager(habits));
    if (!dump->reader.failed) {
        key(dump, "aliases");
        open_with(dump, '{');
        for (size_t at = 0; habits_next(habits, &at, &alias);) {
            next(dump);
            json_string(dump->out, alias.name, alias.name_length);
            fputs(": ", dump->out);
            json_string(dump->out, alias.text, alias.text_length);
        }
        close_with(dump, '}');
    }
    text_unref(&habits);
}

static void lap(struct dump *dump)
{
    field_string(dump, "class", WORD_SIZE);
    field_u32(dump, "level");
}

static void recent_kill(struct dump *dump)
{
    say_number(dump, "sort", (int64_t)take_u64(&dump->reader));
}

static void learned(struct dump *dump)
{
    field_string(dump, "skill", ITEM_WORDS_SIZE);
    say_number(dump, "percent", take_u8(&dump->reader));
    say_number(dump, "rank", take_u8(&dump->reader));
    say_number(dump, "trained", take_u8(&dump->reader));
    field_flag(dump, "locked");
    field_i64(dump, "ready_ms");
}

static void affect(struct dump *dump)
{
    field_string(dump, "skill", ITEM_WORDS_SIZE);
    say_number(dump, "effect", take_u8(&dump->reader));
    field_i64(dump, "power");
    field_u32(dump, "level");
    field_i64(dump, "until_ms");
    field_i64(dump, "tick_ms");
    field_entity(dump, "by");
}

/* One number for each pool: "health_" and its kin in front. */
static void of_pools(struct dump *dump, const char *what, bool narrow)
{
    for (unsigned pool = 0; pool < POOLS; pool++) {
        char name[WORD_SIZE];
        snprintf(name, sizeof name, "%s_%s", pool_words[pool], what);
        say_number(dump, name, narrow ? take_u32(&dump->reader) : take_i64(&dump->reader));
    }
}

/* His bloodline. */
static void kin(struct dump *dump)
{
    field_string(dump, "heir", NAME_SIZE);
    field_string(dump, "ancestor", NAME_SIZE);
    field_i64(dump, "due_to_ancestor");
    field_i64(dump, "legacy");
    field_flag(dump, "severed");
}

/* What he has become (zones/body/growth.c). */
static void growth(struct dump *dump)
{
    static const char *const numbers[] = { "practices", "raises", "quest_points" };
    static const char *const life[] = { "alignment", "wimpy", "fed_until_ms", "watered_until_ms", "safe_until_ms" };
    uint8_t version = take_u8(&dump->reader);
    if (version < 1 || version > GROWTH_WITH_KIN)
        dump->reader.failed = true;
    if (version >= GROWTH_WITH_KIN)
        kin(dump);
    field_string(dump, "race", ITEM_WORDS_SIZE);
    field_string(dump, "class", ITEM_WORDS_SIZE);
    field_u32(dump, "paragon");
    field_i64(dump, "experience");
    field_i64(dump, "hero_points");
    field_i64(dump, "noble_points");
    field_u32(dump, "nobility");
    for (size_t at = 0; at < sizeof numbers / sizeof numbers[0]; at++)
        field_u32(dump, numbers[at]);
    for (unsigned at = 0; at < ATTRIBUTES; at++)
        field_i64(dump, figure_words[at]);
    of_pools(dump, "most", false);
    of_pools(dump, "sessions", true);
    field_u32(dump, "laps");
    elements(dump, "lap_list", BLOODLINE_MOST, lap);
    for (size_t at = 0; at < sizeof life / sizeof life[0]; at++)
        field_i64(dump, life[at]);
    say_number(dump, "flags", take_u8(&dump->reader));
    field_i64(dump, "owed");
    of_pools(dump, "owed", false);
    field_u32(dump, "kills");
    elements(dump, "recent_kills", KILLS_KEPT, recent_kill);
    if (version < GROWTH_WITH_KIN) {
        field_string(dump, "heir", NAME_SIZE);
        field_string(dump, "ancestor", NAME_SIZE);
    }
    elements(dump, "learned", take_u32(&dump->reader), learned);
}

static void quest(struct dump *dump)
{
    field_string(dump, "quest", QUEST_KEY_SIZE);
    field_flag(dump, "going");
    say_number(dump, "step", take_u8(&dump->reader));
    field_u32(dump, "count");
    field_u32(dump, "done");
    field_i64(dump, "done_at_ms");
}

static void body(struct dump *dump)
{
    uint8_t version = field_version(dump, 7);
    field_entity(dump, "id");
    field_string(dump, "name", NAME_SIZE);
    field_string(dump, "account", NAME_SIZE);
    field_u32(dump, "level");
    field_choice(dump, "pronoun", pronouns, PRONOUN_IT);
    field_flag(dump, "brief_once");
    field_string(dump, "title", PLAYER_TITLE_SIZE);
    field_i64(dump, "played_ms");
    if (version >= BODY_WITH_EARS)
        ears(dump);
    if (version >= BODY_WITH_TOGGLES)
        toggles(dump);
    if (version >= BODY_WITH_HABITS)
        habits(dump);
    if (version >= BODY_WITH_GROWTH) {
        growth(dump);
        elements(dump, "affects", take_u32(&dump->reader), affect);
    }
    if (version >= BODY_WITH_QUESTS)
        elements(dump, "quests", take_u16(&dump->reader), quest);
}

static void holdings(struct dump *dump)
{
    uint8_t version = field_version(dump, 3);
    if (version >= HOLDINGS_WITH_PURSES) {
        field_flag(dump, "newcomer");
        field_i64(dump, "coins");
        field_i64(dump, "coins_in_bank");
    }
    if (version >= HOLDINGS_WITH_KEPT) {
        field_u32(dump, "versions_kept");
        field_i64(dump, "kept_ms");
    }
    things(dump, "things", 0);
}

static void version_part(struct dump *dump, const char *name, void (*print)(struct dump *dump))
{
    uint32_t length = take_u32(&dump->reader);
    const uint8_t *bytes = take_bytes(&dump->reader, length);
    struct bytes_reader outer = dump->reader;
    if (dump->reader.failed)
        return;
    key(dump, name);
    open_with(dump, '{');
    dump->reader = bytes_read(bytes, length);
    print(dump);
    bool sound = !dump->reader.failed && bytes_left(&dump->reader) == 0;
    dump->reader = outer;
    dump->reader.failed = !sound;
    close_with(dump, '}');
}

/* An earlier version of somebody (version.h). */
static void version(struct dump *dump)
{
    field_version(dump, 1);
    field_u32(dump, "number");
    field_i64(dump, "kept_ms");
    version_part(dump, "place", place);
    version_part(dump, "body", body);
    version_part(dump, "holdings", holdings);
}

/* -- what nobody carries ----------------------------------------------------------------------------- */

static void floor_thing(struct dump *dump)
{
    int64_t within = take_i64(&dump->reader);
    if (take_u32(&dump->reader) != 1)
        dump->reader.failed = true;
    if (within >= 0)
        say_number(dump, "in_container_of_reset", within);
    if (!dump->reader.failed)
        thing(dump, 0);
}

static void floor_things(struct dump *dump)
{
    elements(dump, "things", take_u32(&dump->reader), floor_thing);
}

static void flow(struct dump *dump)
{
    static const char *const ways[] = { "out", "in" };
    field_string(dump, "flow", WORD_SIZE);
    field_choice(dump, "way", ways, 2);
    field_i64(dump, "coins");
}

static void experience_flow(struct dump *dump)
{
    static const char *const ways[] = { "out", "in" };
    field_string(dump, "flow", WORD_SIZE);
    field_choice(dump, "way", ways, 2);
    field_i64(dump, "points");
}

static void books(struct dump *dump)
{
    uint8_t version = field_version(dump, 2);
    field_i64(dump, "things_used");
    elements(dump, "flows", take_u16(&dump->reader), flow);
    if (version >= BOOKS_WITH_EXPERIENCE)
        elements(dump, "experience", take_u16(&dump->reader), experience_flow);
}

/* -- accounts, names --------------------------------------------------------------------------------- */

static void account_character(struct dump *dump)
{
    field_string(dump, "name", NAME_SIZE);
    field_entity(dump, "id");
}

static void account_token(struct dump *dump)
{
    field_secret(dump, "token");
    field_i64(dump, "expires_ms");
}

static void account(struct dump *dump)
{
    uint8_t version = field_version(dump, 3);
    field_string(dump, "name", NAME_SIZE);
    field_secret(dump, "password");
    field_i64(dump, "made_s");
    elements(dump, "characters", take_u16(&dump->reader), account_character);
    if (version >= ACCOUNT_WITH_TOKENS) {
        field_string(dump, "played_last", NAME_SIZE);
        elements(dump, "tokens", take_u8(&dump->reader), account_token);
    }
    if (version >= ACCOUNT_WITH_ALOUD)
        field_flag(dump, "read_aloud");
}

static void name_of(struct dump *dump)
{
    field_version(dump, 1);
    field_string(dump, "account", NAME_SIZE);
    field_entity(dump, "id");
}

/* -- boxes ------------------------------------------------------------------------------------------- */

static void box_letter(struct dump *dump)
{
    field_u32(dump, "number");
    field_flag(dump, "read");
}

static void box(struct dump *dump)
{
    field_version(dump, 1);
    field_u32(dump, "last_number");
    elements(dump, "letters", take_u32(&dump->reader), box_letter);
}

static void letter(struct dump *dump)
{
    field_version(dump, 1);
    field_string(dump, "author", NAME_SIZE);
    field_string(dump, "account", NAME_SIZE);
    field_text(dump, "subject", SUBJECT_MOST);
    field_text(dump, "text", LETTER_BYTES_MOST);
    field_i64(dump, "written_ms");
}

/* -- records ----------------------------------------------------------------------------------------- */

static void aside(struct dump *dump)
{
    take_bytes(&dump->reader, bytes_left(&dump->reader));   /* another record as it was found, shown beside */
}

static const struct {
    const char *word;
    void (*print)(struct dump *dump);
} kinds[] = {
    { "place", place },     { "body", body },   { "holdings", holdings }, { "floor", floor_things }, { "books", books },
    { "account", account }, { "name", name_of }, { "box", box },          { "letter", letter },      { "aside", aside },
    { "was", version },
};

/* NULL, or what is wrong. */
static const char *content_print(struct dump *dump, const char *name, const struct text *content)
{
    size_t length = strcspn(name, ":");
    for (size_t at = 0; at < sizeof kinds / sizeof kinds[0]; at++) {
        if (name[length] == '\0' || strlen(kinds[at].word) != length || strncmp(kinds[at].word, name, length) != 0)
            continue;
        dump->reader = bytes_read(text_bytes(content), text_length(content));
        kinds[at].print(dump);
        if (dump->unknown != NULL)
            return dump->unknown;
        if (dump->reader.failed)
            return "the content ends early, or holds what cannot be";
        return bytes_left(&dump->reader) > 0 ? "there is something behind its end" : NULL;
    }
    return "it is of no known kind";
}

static bool object_print(struct dump *dump, const struct dump_record *record)
{
    const char *wrong = NULL;
    dump->reader.failed = false;
    open_with(dump, '{');
    say_words(dump, "record", record->name);
    say_number(dump, "epoch", (int64_t)record->epoch);
    say_number(dump, "version", (int64_t)record->version);
    say_truth(dump, "checksum", record->checksum);
    if (record->content != NULL)
        wrong = content_print(dump, record->name, record->content);
    if (record->damaged != NULL)
        wrong = record->damaged;                            /* that comes first */
    dump->reader.failed = false;
    if (wrong != NULL)
        say_words(dump, "damaged", wrong);
    if (record->within != NULL) {
        key(dump, "holds");
        struct dump inner = { .out = dump->out, .depth = dump->depth };
        object_print(&inner, record->within);
    }
    close_with(dump, '}');
    return wrong == NULL;
}

bool dump_print(FILE *out, const struct dump_record *record)
{
    struct dump dump = { .out = out };
    bool whole = object_print(&dump, record);
    fputc('\n', out);
    return whole;
}

/* -- which ------------------------------------------------------------------------------------------- */

unsigned dump_patterns(const char *wanted, char patterns[DUMP_PATTERNS_MOST][KEY_SIZE])
{
    static const char *const of_character[] = { "place:%s", "body:%s", "holdings:%s", "name:%s", "was:%s:*",
                                                "box:mail.%s", "letter:mail.%s.*" };
    static const char character[] = "character:";
    size_t length = strlen(wanted);
    if (length == 0 || length >= KEY_SIZE || strchr(wanted, ' ') != NULL)
        return 0;
    if (strncmp(wanted, character, strlen(character)) != 0) {
        memcpy(patterns[0], wanted, length + 1);
        return 1;
    }
    char folded[NAME_SIZE];
    const char *name = wanted + strlen(character);
    if (!name_fits(name))
        return 0;
    name_fold(folded, name);
    unsigned count = sizeof of_character / sizeof of_character[0];
    for (unsigned at = 0; at < count; at++)
        snprintf(patterns[at], KEY_SIZE, of_character[at], folded);
    return count;
}

bool dump_fits(const char *pattern, const char *name)
{
    size_t length = strlen(pattern);
    if (length > 0 && pattern[length - 1] == '*')
        return strncmp(pattern, name, length - 1) == 0;
    return strcmp(pattern, name) == 0;
}
