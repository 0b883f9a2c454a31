/* zones/commands/help.c -- help: the topics of the book, found by keyword, by its beginning, or by what they say;
 * the list of commands.  Entered by the zone's worker; the checks by main. */
#include "zones/commands/command.h"

#include "config/yaml.h"
#include "core/log.h"
#include "core/markup.h"
#include "core/memory.h"
#include "zones/skills/skill_help.h"
#include "zones/skills/skills.h"

#include <string.h>
#include <strings.h>

enum { QUERY_SIZE = 64, CANDIDATES_MOST = 30 };

/* -- the list of commands ---------------------------------------------------------------------------- */

ZONE_THREAD static void row_show(struct character *who, const struct command_row *row)
{
    const char *gap = strstr(row->help, "  ");
    assert(gap != NULL);
    tell(who, M_LINK "help %s" M_LINK_TEXT "%.*s" M_LINK_END ": %s.\n", row->name, (int)(gap - row->help), row->help,
         gap + strspn(gap, " "));
}

static bool row_is_shown(const struct command *command, const struct command_row *row)
{
    return (row->flags & KEEPERS) == 0 || character_is_keeper(command->zone, command->actor);
}

/* Those whose name begins so; gives how many. */
ZONE_THREAD static unsigned rows_show(struct command *command, const char *beginning)
{
    unsigned shown = 0;
    for (unsigned at = 0; at < command_count; at++)
        if (row_is_shown(command, &command_rows[at]) && strncasecmp(command_rows[at].name, beginning, strlen(beginning)) == 0) {
            row_show(command->actor, &command_rows[at]);
            shown++;
        }
    return shown;
}

void do_commands(struct command *command)
{
    char word[32];
    word_take(command->words, word, sizeof word);
    if (rows_show(command, word) == 0)
        tell(command->actor, "No command begins with '%s'.\n", word);
    else if (word[0] == '\0')
        tell(command->actor, "Every command may be shortened as long as it is clear what you mean.\n");
}

/* -- words of lists ----------------------------------------------------------------------------------- */

static void put_words(struct bytes_writer *writer, const char *words)
{
    put_bytes(writer, words, strlen(words));
}

/* The next name of a list, a link to its help. */
static void put_name(struct bytes_writer *writer, unsigned at, const char *name)
{
    put_words(writer, at == 0 ? M_LINK "help " : ", " M_LINK "help ");
    put_words(writer, name);
    put_words(writer, M_LINK_TEXT);
    put_words(writer, name);
    put_words(writer, M_LINK_END);
}

ZONE_THREAD static void list_tell(struct character *who, const char *lead, struct bytes_writer *names)
{
    struct text *list = bytes_text(names);
    tell(who, "%s%s.\n", lead, text_bytes(list));
    text_unref(&list);
    bytes_free(names);
}

ZONE_THREAD static void words_list(struct character *who, const char *lead, const char *const *words)
{
    struct bytes_writer names = {0};
    for (unsigned at = 0; words[at] != NULL; at++)
        put_name(&names, at, words[at]);
    list_tell(who, lead, &names);
}

/* -- races, paths and classes: what the tables say ------------------------------------------------------ */

ZONE_THREAD static void races_list(struct character *who, const struct rules *rules)
{
    struct bytes_writer names = {0};
    unsigned count = 0;
    for (unsigned at = 0; at < rules->race_count; at++)
        if (rules->races[at].playable)
            put_name(&names, count++, rules->races[at].key);
    list_tell(who, "These are the peoples one can be born to: ", &names);
}

/* A line for each path, with the classes it leads to. */
ZONE_THREAD static void classes_list(struct character *who, const struct rules *rules)
{
    for (unsigned path = 0; path < rules->path_count; path++) {
        struct bytes_writer names = {0};
        unsigned count = 0;
        for (unsigned at = rules->path_count; at < rules->class_count; at++)
            if (rules->classes[at].path == path)
                put_name(&names, count++, rules->classes[at].key);
        struct text *lead = text_printf(M_LINK "help %s" M_LINK_TEXT "%s" M_LINK_END ": ", rules->classes[path].key,
                                        rules->classes[path].name);
        list_tell(who, text_bytes(lead), &names);
        text_unref(&lead);
    }
}

ZONE_THREAD static void race_show(struct character *who, const struct rules *rules, const struct race *race)
{
    struct bytes_writer barred = {0};
    unsigned count = 0;
    tell(who, "%s\n%s\n", race->name, race->about);
    for (unsigned at = 0; at < rules->class_count; at++)
        if ((race->barred & 1u << at) != 0)
            put_name(&barred, count++, rules->classes[at].key);
    if (count > 0)
        list_tell(who, "Not for them: ", &barred);
    bytes_free(&barred);
    tell(who, "See also: " M_LINK "help races" M_LINK_TEXT "races" M_LINK_END ".\n");
}

ZONE_THREAD static void class_show(struct character *who, const struct rules *rules, const struct class_rule *class)
{
    const char *path = rules->classes[class->path].key;
    tell(who, "%s\n%s\n", class->name, class->about);
    if (class != &rules->classes[class->path])
        tell(who, "It is a class of the path of the " M_LINK "help %s" M_LINK_TEXT "%s" M_LINK_END ", from level %u on.\n", path, path,
             class->level);
    tell(who, "See also: " M_LINK "help classes" M_LINK_TEXT "classes" M_LINK_END ".\n");
}

/* -- one topic --------------------------------------------------------------------------------------- */

static bool topic_has(const struct topic *topic, const char *word)
{
    for (const char **keyword = topic->keywords; *keyword != NULL; keyword++)
        if (strcasecmp(*keyword, word) == 0)
            return true;
    return false;
}

ZONE_THREAD static void topic_show(struct command *command, const struct topic *topic)
{
    struct character *who = command->actor;
    tell(who, "%s\n", topic->title);
    for (unsigned at = 0; at < command_count; at++)
        if (topic_has(topic, command_rows[at].name) && row_is_shown(command, &command_rows[at]))
            row_show(who, &command_rows[at]);
    tell(who, "%s\n", topic->text);
    if (topic_has(topic, "races"))
        races_list(who, command->zone->setting->rules);
    if (topic_has(topic, "classes"))
        classes_list(who, command->zone->setting->rules);
    if (topic->see != NULL)
        words_list(who, "See also: ", (const char *const *)topic->see);
}

/* -- finding one ------------------------------------------------------------------------------------- */

/* What is looked for, and by whom. */
struct query {
    struct command    *command;
    const struct book *book;
    char               words[QUERY_SIZE];
    bool               keepers;
};

/* The word to list the topic by, if it passes; else NULL. */
typedef const char *topic_test(const struct topic *topic, const char *words);

static const char *topic_begins(const struct topic *topic, const char *words)
{
    for (const char **keyword = topic->keywords; *keyword != NULL; keyword++)
        if (strncasecmp(*keyword, words, strlen(words)) == 0)
            return *keyword;
    return NULL;
}

static bool topic_speaks_of(const struct topic *topic, const char *words)
{
    if (text_names(topic->title, words) || text_names(topic->text, words))
        return true;
    for (const char **keyword = topic->keywords; *keyword != NULL; keyword++)
        if (text_names(*keyword, words))
            return true;
    return false;
}

/* "how do I eat?" asks about eating. */
static bool word_only_asks(const char *word)
{
    static const char *const words[] = {
        "a", "about", "an", "are", "at", "can", "do", "does", "find", "for", "how", "i", "in", "is", "me", "my", "of", "on", "please",
        "the", "there", "to", "what", "where", "which", "who", "with", "you",
    };
    for (size_t at = 0; at < sizeof words / sizeof words[0]; at++)
        if (strcasecmp(words[at], word) == 0)
            return true;
    return false;
}

/* Leaves the words that say about what; all of them, if none does.  Who asks with a sign alone asks for help. */
static void query_strip(char words[QUERY_SIZE])
{
    char word[QUERY_SIZE], kept[QUERY_SIZE] = "";
    size_t length = strlen(words), at = 0;
    while (length > 0 && strchr("?!. ", words[length - 1]) != NULL)
        words[--length] = '\0';
    if (length == 0)
        snprintf(words, QUERY_SIZE, "help");
    for (const char *rest = words; rest[0] != '\0';) {
        rest = word_take(rest, word, sizeof word);
        if (!word_only_asks(word))
            at += (size_t)snprintf(kept + at, sizeof kept - at, "%s%s", at == 0 ? "" : " ", word);
    }
    if (kept[0] != '\0')
        memcpy(words, kept, sizeof kept);
}

/* Every word of the query, in whatever order. */
static const char *topic_speaks_of_all(const struct topic *topic, const char *words)
{
    char word[QUERY_SIZE];
    while (words[0] != '\0') {
        words = word_take(words, word, sizeof word);
        if (!topic_speaks_of(topic, word))
            return NULL;
    }
    return topic->keywords[0];
}

/* Shows the only topic that passes, or names them all; false when there is none. */
ZONE_THREAD static bool query_show(const struct query *query, topic_test *test, const char *lead)
{
    const struct topic *found[CANDIDATES_MOST];
    const char *names[CANDIDATES_MOST + 1];
    unsigned count = 0;
    for (unsigned at = 0; at < query->book->topic_count && count < CANDIDATES_MOST; at++) {
        const struct topic *topic = &query->book->topics[at];
        names[count] = topic->keepers && !query->keepers ? NULL : test(topic, query->words);
        if (names[count] != NULL)
            found[count++] = topic;
    }
    names[count] = NULL;
    if (count == 1)
        topic_show(query->command, found[0]);
    else if (count > 1)
        words_list(query->command->actor, lead, names);
    return count > 0;
}

ZONE_THREAD static bool query_names(const struct query *query)
{
    struct character *who = query->command->actor;
    const struct channel_proto *channel = book_channel(query->book, query->words);
    const struct social_proto *social = book_social(query->book, query->words);
    if (channel != NULL && strcasecmp(channel->name, query->words) == 0)
        tell(who, "%s is a channel. %s\nSee also: channels.\n", channel->name, channel->about);
    else if (social != NULL && strcasecmp(social->name, query->words) == 0)
        tell(who, "%s is a social: type it alone, or with somebody's name.\nSee also: socials.\n", social->name);
    else
        return false;
    return true;
}

/* One of the races, paths or classes that one can be, by its whole name. */
ZONE_THREAD static bool query_kind(const struct query *query)
{
    const struct rules *rules = query->command->zone->setting->rules;
    const struct race *race = rules_race(rules, query->words);
    int class = rules_class(rules, query->words);
    if (race != NULL && race->playable)
        race_show(query->command->actor, rules, race);
    else if (class >= 0)
        class_show(query->command->actor, rules, &rules->classes[class]);
    else
        return false;
    return true;
}

enum { BEGINNING_LEAST = 4 };

/* A skill, by its name or its command; whole: by no beginning of either. */
ZONE_THREAD static bool query_skill(const struct query *query, bool whole)
{
    const struct rules *rules = query->command->zone->setting->rules;
    const char *words = query->words;
    uint16_t skill = skill_named(rules, query->command->actor, &words);
    if (skill == NO_SKILL || words[0] != '\0' || (!whole && strlen(query->words) < BEGINNING_LEAST))
        return false;
    const struct skill *row = &rules->skills[skill];
    if (whole && strcasecmp(row->name, query->words) != 0 && (row->command == NULL || strcasecmp(row->command, query->words) != 0))
        return false;
    struct text *text = skill_help(rules, skill);
    tell(query->command->actor, "%s", text_bytes(text));
    text_unref(&text);
    return true;
}

/* By its words as they were typed, then by those that say about what. */
static const struct topic *query_topic(struct query *query)
{
    const struct topic *topic = book_topic(query->book, query->words, query->keepers);
    if (topic != NULL)
        return topic;
    query_strip(query->words);
    return book_topic(query->book, query->words, query->keepers);
}

ZONE_THREAD static void query_answer(struct query *query)
{
    char words[100];
    const struct topic *topic = query_topic(query);
    if (topic != NULL)
        topic_show(query->command, topic);
    else if (!query_names(query) && !query_kind(query) && !query_skill(query, true) && !query_show(query, topic_begins, "Topics that begin so: ")
             && !query_show(query, topic_speaks_of_all, "Topics that speak of it: ") && !query_skill(query, false)) {
        tell(query->command->actor, "There is no help on '%s'. Help topics lists what there is.\n", query->words);
        log_limited("help_missing word=\"%s\"", log_quotable(query->words, words, sizeof words));
    }
}

/* Chapter by chapter; topics of one chapter stand together. */
ZONE_THREAD static void topics_list(const struct query *query)
{
    const struct book *book = query->book;
    const char **names = memory_get((book->topic_count + 1) * sizeof *names);
    for (unsigned at = 0; at < book->topic_count;) {
        const char *chapter = book->topics[at].chapter;
        unsigned count = 0;
        for (; at < book->topic_count && strcmp(book->topics[at].chapter, chapter) == 0; at++)
            if (!book->topics[at].keepers || query->keepers)
                names[count++] = book->topics[at].keywords[0];
        names[count] = NULL;
        if (count == 0)
            continue;
        struct text *lead = text_printf("%s: ", chapter);
        words_list(query->command->actor, text_bytes(lead), names);
        text_unref(&lead);
    }
    memory_free(names);
}

void do_help(struct command *command)
{
    struct query query = { .command = command, .book = command->zone->setting->book };
    query.keepers = character_is_keeper(command->zone, command->actor);
    snprintf(query.words, sizeof query.words, "%s", command->words[0] == '\0' ? "help" : command->words);
    if (query.book == NULL || query.book->topic_count == 0) {
        if (rows_show(command, command->words) == 0)
            tell(command->actor, "There is no help on '%s'.\n", query.words);
    } else if (strcasecmp(query.words, "topics") == 0) {
        topics_list(&query);
    } else {
        query_answer(&query);
    }
}

/* -- the book and the commands together -------------------------------------------------------------- */

static void check_row(struct mistakes *mistakes, const struct book *book, const struct command_row *row, FILE *out)
{
    const struct topic *topic = book_topic(book, row->name, true);
    bool keepers = (row->flags & KEEPERS) != 0;
    if (topic == NULL) {
        mistake_at(mistakes, NULL, "no topic has the keyword '%s', which is a command", row->name);
        return;
    }
    if (topic->keepers == keepers)
        return;
    struct mistakes own = { .file = topic->file, .out = out };
    struct yaml_node place = { .line = topic->at_line, .column = topic->at_column };
    mistake_at(&own, &place, "the topic of the command '%s' must %sbe for keepers", row->name, keepers ? "" : "not ");
    mistakes->count += own.count;
}

/* A name that is the beginning of a command's can never be typed. */
static void check_name(struct mistakes *mistakes, const char *name, unsigned line, unsigned column)
{
    struct yaml_node place = { .line = line, .column = column };
    for (unsigned at = 0; at < command_count; at++)
        if (strncasecmp(command_rows[at].name, name, strlen(name)) == 0) {
            mistake_at(mistakes, &place, "'%s' can never be typed: it means the command '%s'", name, command_rows[at].name);
            return;
        }
}

unsigned commands_check(const struct book *book, FILE *out)
{
    struct mistakes help = { .file = book->help_folder, .out = out };
    struct mistakes channels = { .file = book->channels_file, .out = out };
    struct mistakes socials = { .file = book->socials_file, .out = out };
    for (unsigned at = 0; at < command_count; at++)
        check_row(&help, book, &command_rows[at], out);
    for (unsigned at = 0; at < book->channel_count; at++)
        check_name(&channels, book->channels[at].name, book->channels[at].at_line, book->channels[at].at_column);
    for (unsigned at = 0; at < book->social_count; at++)
        check_name(&socials, book->socials[at].name, book->socials[at].at_line, book->socials[at].at_column);
    return help.count + channels.count + socials.count;
}

/* A command that steps back for who has learned the skill of its name. */
static bool done_by_command(const char *name)
{
    for (unsigned at = 0; at < command_count; at++)
        if ((command_rows[at].flags & SKILLED) != 0 && strcasecmp(command_rows[at].name, name) == 0)
            return true;
    return false;
}

unsigned commands_check_skills(const struct rules *rules, FILE *out)
{
    unsigned count = 0;
    for (unsigned at = 0; at < rules->skill_count; at++) {
        const struct skill *skill = &rules->skills[at];
        struct mistakes mistakes = { .file = skill->file, .out = out };
        if (skill->command != NULL && !done_by_command(skill->command))
            check_name(&mistakes, skill->command, skill->at_line, skill->at_column);
        count += mistakes.count;
    }
    return count;
}
