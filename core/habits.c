/* core/habits.c -- aliases and pages as one text (see habits.h).  Entered by any thread: nothing here has state. */
#include "core/habits.h"

#include "core/bytes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { PAGER_MARK = '|', PAGER_LINE_SIZE = 16 };

static size_t length_of(const struct text *habits)
{
    return habits == NULL ? 0 : text_length(habits);
}

/* How many bytes the line about pages has, with its end; 0 when there is none. */
static size_t pager_length(const struct text *habits)
{
    if (length_of(habits) == 0 || text_bytes(habits)[0] != PAGER_MARK) {
        return 0;
    }
    const char *end = strchr(text_bytes(habits), '\n');
    return end == NULL ? length_of(habits) : (size_t)(end - text_bytes(habits)) + 1;
}

int habits_pager(const struct text *habits)
{
    return pager_length(habits) == 0 ? PAGER_AUTO : atoi(text_bytes(habits) + 1);
}

bool habits_next(const struct text *habits, size_t *at, struct alias *alias)
{
    if (*at == 0) {
        *at = pager_length(habits);
    }
    if (*at >= length_of(habits)) {
        return false;
    }
    const char *line = text_bytes(habits) + *at;
    size_t length = strcspn(line, "\n");
    alias->name = line;
    alias->name_length = strcspn(line, " \n");
    bool has_text = alias->name_length < length;
    alias->text = line + alias->name_length + has_text;
    alias->text_length = length - alias->name_length - has_text;
    *at += length + 1;
    return true;
}

bool habits_find(const struct text *habits, const char *name, size_t length, struct alias *alias)
{
    for (size_t at = 0; habits_next(habits, &at, alias);) {
        if (alias->name_length == length && strncasecmp(alias->name, name, length) == 0) {
            return true;
        }
    }
    return false;
}

unsigned habits_aliases(const struct text *habits)
{
    struct alias alias;
    unsigned count = 0;
    for (size_t at = 0; habits_next(habits, &at, &alias);) {
        count++;
    }
    return count;
}

bool alias_name_fits(const char *name, size_t length)
{
    if (length == 0 || length >= ALIAS_NAME_SIZE) {
        return false;
    }
    for (size_t at = 0; at < length; at++) {
        if (!((name[at] >= 'a' && name[at] <= 'z') || (name[at] >= 'A' && name[at] <= 'Z') || (name[at] >= '0' && name[at] <= '9'))) {
            return false;
        }
    }
    return true;
}

/* -- new ones ---------------------------------------------------------------------------------------- */

static void put_pager(struct bytes_writer *writer, int lines)
{
    char line[PAGER_LINE_SIZE];
    if (lines != PAGER_AUTO) {
        put_bytes(writer, line, (size_t)snprintf(line, sizeof line, "%c%d\n", PAGER_MARK, lines));
    }
}

static void put_alias(struct bytes_writer *writer, const char *name, size_t name_length, const char *text, size_t text_length)
{
    for (size_t at = 0; at < name_length; at++) {
        put_u8(writer, (uint8_t)(name[at] >= 'A' && name[at] <= 'Z' ? name[at] - 'A' + 'a' : name[at]));
    }
    put_bytes(writer, " ", 1);
    put_bytes(writer, text, text_length);
    put_bytes(writer, "\n", 1);
}

static struct text *written(struct bytes_writer *writer)
{
    struct text *habits = bytes_text(writer);
    bytes_free(writer);
    return habits;
}

struct text *habits_with_pager(const struct text *habits, int lines)
{
    struct bytes_writer writer = {0};
    size_t from = pager_length(habits);
    put_pager(&writer, lines);
    if (length_of(habits) > from) {
        put_bytes(&writer, text_bytes(habits) + from, length_of(habits) - from);
    }
    return written(&writer);
}

/* Negative, 0 or positive, as the alias's name comes before the other one, is it, or comes after it. */
static int name_order(const struct alias *alias, const char *name, size_t length)
{
    size_t common = alias->name_length < length ? alias->name_length : length;
    int order = strncasecmp(alias->name, name, common);
    return order != 0 ? order : (alias->name_length > length) - (alias->name_length < length);
}

struct text *habits_with_alias(const struct text *habits, const char *name, const char *text)
{
    struct bytes_writer writer = {0};
    struct alias alias;
    size_t length = strlen(name);
    put_pager(&writer, habits_pager(habits));
    for (size_t at = 0; habits_next(habits, &at, &alias);) {
        int order = name_order(&alias, name, length);
        if (order > 0 && text != NULL) {
            put_alias(&writer, name, length, text, strlen(text));
            text = NULL;
        }
        if (order != 0) {
            put_alias(&writer, alias.name, alias.name_length, alias.text, alias.text_length);
        }
    }
    if (text != NULL) {
        put_alias(&writer, name, length, text, strlen(text));
    }
    return written(&writer);
}

/* -- which, and whether ------------------------------------------------------------------------------ */

uint64_t habits_mark(const struct text *habits)
{
    return length_of(habits) == 0 ? 0 : bytes_hash(text_bytes(habits), length_of(habits));
}

static bool alias_sound(const struct alias *alias)
{
    if (!alias_name_fits(alias->name, alias->name_length) || alias->text_length == 0 || alias->text_length >= ALIAS_TEXT_SIZE) {
        return false;
    }
    for (size_t at = 0; at < alias->text_length; at++) {
        if ((unsigned char)alias->text[at] < ' ' || alias->text[at] == 0x7f) {
            return false;
        }
    }
    return true;
}

bool habits_sound(const struct text *habits)
{
    struct alias alias, before = {0};
    size_t length = length_of(habits), pager = pager_length(habits);
    int lines = habits_pager(habits);
    char own[PAGER_LINE_SIZE];
    if (length == 0) {
        return true;
    }
    if (text_bytes(habits)[length - 1] != '\n' || strlen(text_bytes(habits)) != length || lines < PAGER_AUTO
            || lines > PAGER_LINES_MAX) {
        return false;
    }
    if (pager > 0 && ((size_t)snprintf(own, sizeof own, "%c%d\n", PAGER_MARK, lines) != pager
            || memcmp(own, text_bytes(habits), pager) != 0)) {
        return false;
    }
    for (size_t at = 0; habits_next(habits, &at, &alias); before = alias) {
        if (!alias_sound(&alias) || (before.name != NULL && name_order(&before, alias.name, alias.name_length) >= 0)) {
            return false;
        }
    }
    return true;
}
