/* zones/grow/say.c -- see say.h. */
#include "zones/grow/say.h"

#include "zones/world/world.h"

#include <ctype.h>
#include <string.h>

/* -- pieces of text ---------------------------------------------------------------------------------- */

static char *join(char *text, char *more)
{
    if (more == NULL || more[0] == '\0') {
        memory_free(more);
        return text;
    }
    size_t length = strlen(text), size = length + strlen(more) + 2;
    text = memory_resize(text, size);
    snprintf(text + length, size - length, "%s%s", length == 0 ? "" : " ", more);
    memory_free(more);
    return text;
}

enum { DRAWS = 8 };

static unsigned known(const struct said_before *before, const char *text)
{
    return before == NULL ? 0 : before->known(before->memory, text);
}

/* Drawn again while it was said before; what the draw that is kept has bound stays bound. */
static char *say_new(struct prose *prose, const struct wording *wording, const struct said_before *before)
{
    unsigned bound = prose->count;
    char *said = prose_say(prose, wording);
    for (unsigned draws = 1; draws < DRAWS && known(before, said) > 0; draws++) {
        memory_free(said);
        prose_forget(prose, bound);
        said = prose_say(prose, wording);
    }
    return said;
}

/* What need not be said at all: NULL when it has nothing new to say. */
static char *say_or_null(struct prose *prose, const struct wording *wording, const struct said_before *before)
{
    char *said = wording == NULL ? NULL : say_new(prose, wording, before);
    if (said != NULL && (said[0] == '\0' || known(before, said) > 0)) {
        memory_free(said);
        return NULL;
    }
    return said;
}

static const struct wording *usual(const struct prose *prose, const struct wording *own, const char *rule)
{
    return own != NULL ? own : grammar_rule(prose->grammar, rule);
}

static bool once_in(struct prose *prose, uint32_t times)
{
    return dice_below(prose->dice, times) == 0;
}

/* -- sights ------------------------------------------------------------------------------------------ */

static bool key_taken(const struct said *said, const char *key)
{
    for (unsigned n = 0; n < said->extra_count; n++)
        for (char *const *other = said->extras[n].keys; *other != NULL; other++)
            if (strcmp(*other, key) == 0)
                return true;
    return false;
}

/* Both drawn again while either was said before: what looking closer shows may use what was bound in what is seen.  False:
 * what is seen is nothing new. */
static bool draw_sight(struct prose *prose, const struct sight *sight, const struct said_before *before, char **seen, char **near)
{
    unsigned bound = prose->count;
    for (unsigned draws = 0;; draws++) {
        *seen = prose_say(prose, sight->seen);
        *near = prose_say(prose, sight->near);
        prose_forget(prose, bound);
        bool fresh = known(before, *seen) == 0 && (draws * 2 >= DRAWS || known(before, *near) == 0);
        if (fresh || draws + 1 == DRAWS)
            return fresh;
        memory_free(*seen);
        memory_free(*near);
    }
}

/* One more sentence of the text, and what looking closer shows.  Nothing at all when none of its keys is in the sentence, or,
 * if only what is fresh will do, when that was seen before. */
static void add_sight(struct prose *prose, const struct sight *sight, const struct said_before *before, bool only_fresh, struct said *said)
{
    struct said_extra *extra = &said->extras[said->extra_count];
    unsigned keys = 0;
    char *seen, *near;
    if (!draw_sight(prose, sight, before, &seen, &near) && only_fresh) {
        memory_free(seen);
        memory_free(near);
        return;
    }
    for (unsigned n = 0; sight->keys[n] != NULL && keys < SAID_KEYS_MOST; n++)
        if (text_names(seen, sight->keys[n]) && !key_taken(said, sight->keys[n]))
            extra->keys[keys++] = memory_string(sight->keys[n]);
    extra->keys[keys] = NULL;
    if (keys > 0) {
        said->text = join(said->text, seen);
        extra->text = near;
        said->extra_count++;
        return;
    }
    bool taken = false;
    for (unsigned n = 0; sight->keys[n] != NULL; n++)
        taken = taken || key_taken(said, sight->keys[n]);
    if (prose->fault[0] == '\0' && !taken)
        snprintf(prose->fault, sizeof prose->fault, "no key of the sight is in what is seen: %.28s", sight->key);
    memory_free(seen);
    memory_free(near);
}

/* Of `count` numbers up to `most`, in the order of the dice, those not in `avoid`. */
static unsigned draw(struct prose *prose, const unsigned *from, unsigned most, unsigned count, const bool *avoid, unsigned *drawn)
{
    unsigned *rest = memory_get((most + 1) * sizeof *rest), left = 0, got = 0;
    for (unsigned n = 0; n < most; n++) {
        unsigned number = from == NULL ? n : from[n];
        if (avoid == NULL || !avoid[number])
            rest[left++] = number;
    }
    while (got < count && left > 0) {
        unsigned at = dice_below(prose->dice, left);
        drawn[got++] = rest[at];
        rest[at] = rest[--left];
    }
    memory_free(rest);
    return got;
}

/* -- rooms ------------------------------------------------------------------------------------------- */

static char *say_way(struct prose *prose, const struct theme *theme, const struct said_way *way, const struct said_before *before)
{
    const struct wording *wording = strcmp(way->direction, "up") == 0 ? theme->ways_up
        : strcmp(way->direction, "down") == 0 ? theme->ways_down : theme->ways;
    prose_bind(prose, "direction", way->direction, way->direction);
    prose_bind(prose, "next", way->next, way->next);
    return say_or_null(prose, wording, before);
}

char *say_called(struct prose *prose, const struct place *place)
{
    unsigned bound = prose->count;
    char *called = place->called == NULL ? memory_string("") : prose_word(prose, place->called, NULL);
    prose_forget(prose, bound);
    return called;
}

enum { SPARE_SIGHTS = 6, SIGHTS_LEAST = 2 };

/* Of more than are wanted those that have something new to show; old ones only if there would be hardly any. */
static void add_sights(struct prose *prose, const struct theme *theme, const struct place *place, unsigned sights, const bool *avoid,
                       const struct said_before *before, struct said *said)
{
    unsigned drawn[SAID_EXTRAS_MOST + SPARE_SIGHTS];
    unsigned count = draw(prose, place->sights.list, place->sights.count, sights + (before == NULL ? 0 : SPARE_SIGHTS), avoid, drawn);
    for (unsigned pass = 0; pass < 2; pass++)
        for (unsigned n = 0; n < count && said->extra_count < (pass == 0 || sights < SIGHTS_LEAST ? sights : SIGHTS_LEAST); n++) {
            unsigned had = said->extra_count;
            if (drawn[n] == UINT32_MAX)
                continue;
            add_sight(prose, &theme->sights.list[drawn[n]], before, pass == 0 && before != NULL, said);
            if (said->extra_count > had)
                drawn[n] = UINT32_MAX;
        }
}

void say_room(struct prose *prose, const struct theme *theme, const struct place *place, unsigned sights, const bool *avoid,
              const struct said_way *ways, unsigned way_count, const struct said_before *before, struct said *said)
{
    unsigned bound = prose->count;
    *said = (struct said){ .name = prose_say(prose, place->name) };
    said->text = say_new(prose, place->open, before);
    add_sights(prose, theme, place, sights > SAID_EXTRAS_MOST ? SAID_EXTRAS_MOST : sights, avoid, before, said);
    if (once_in(prose, 2))
        said->text = join(said->text, say_or_null(prose, place->more, before));
    if (way_count > 0 && once_in(prose, 2))
        said->text = join(said->text, say_way(prose, theme, &ways[dice_below(prose->dice, way_count)], before));
    said->by_day = once_in(prose, 3) ? say_or_null(prose, place->by_day, before) : NULL;
    said->by_night = once_in(prose, 3) ? say_or_null(prose, place->by_night, before) : NULL;
    said->in_rain = once_in(prose, 3) ? say_or_null(prose, place->in_rain, before) : NULL;
    prose_forget(prose, bound);
}

/* -- folk and goods ---------------------------------------------------------------------------------- */

static bool is_key(const struct said *said, unsigned count, const char *word)
{
    for (unsigned n = 0; n < count; n++)
        if (strcmp(said->keys[n], word) == 0)
            return true;
    return false;
}

/* The words of a name, in small letters, but for those that are none. */
static void keys_from(const char *words, struct said *said)
{
    static const char *const small[] = { "a", "an", "the", "of", "and", "with", "in", "on", "for", "from", "to", "by", "at", "who", NULL };
    unsigned count = 0;
    while (said->keys[count] != NULL)
        count++;
    for (const char *at = words; *at != '\0' && count < SAID_KEYS_MOST;) {
        char word[40];
        size_t length = 0;
        for (; *at != '\0' && *at != ' ' && *at != '-'; at++)
            if (isalnum((unsigned char)*at) && length < sizeof word - 1)
                word[length++] = (char)tolower((unsigned char)*at);
        word[length] = '\0';
        bool none = length < 2;
        for (unsigned n = 0; small[n] != NULL; n++)
            none = none || strcmp(small[n], word) == 0;
        if (!none && !is_key(said, count, word))
            said->keys[count++] = memory_string(word);
        at += *at != '\0';
    }
    said->keys[count] = NULL;
}

static void bind_pronouns(struct prose *prose, const char *is)
{
    static const struct { const char *he, *him, *his, *himself; } forms[] = {
        { "he", "him", "his", "himself" }, { "she", "her", "her", "herself" }, { "they", "them", "their", "themselves" },
        { "it", "it", "its", "itself" },
    };
    unsigned n = 0;
    while (n < 3 && strcmp(forms[n].he, is) != 0)
        n++;
    prose_bind(prose, "he", forms[n].he, forms[n].he);
    prose_bind(prose, "him", forms[n].him, forms[n].him);
    prose_bind(prose, "his", forms[n].his, forms[n].his);
    prose_bind(prose, "himself", forms[n].himself, forms[n].himself);
}

/* Own ones first; then those of the theme and the common ones, as if they were one list. */
static void add_marks(struct prose *prose, const struct sights *own, const struct sights *theme, const struct sights *common, unsigned count,
                      const struct said_before *before, struct said *said)
{
    const struct sights *first = own != NULL && own->count > 0 ? own : theme;
    unsigned own_count = first->count, all = own == first && own_count >= count ? own_count : own_count + common->count;
    unsigned drawn[SAID_EXTRAS_MOST], got = draw(prose, NULL, all, count > SAID_EXTRAS_MOST ? SAID_EXTRAS_MOST : count, NULL, drawn);
    for (unsigned n = 0; n < got; n++)
        add_sight(prose, drawn[n] < own_count ? &first->list[drawn[n]] : &common->list[drawn[n] - own_count], before, false, said);
}

/* Its noun and name, bound for what follows. */
static void name_it(struct prose *prose, const struct wording *nouns, const struct wording *name, struct said *said)
{
    said->noun = prose_word(prose, nouns, &said->nouns);
    prose_bind(prose, "noun", said->noun, said->nouns);
    said->name = prose_word(prose, name, NULL);
    prose_bind(prose, "name", said->name, NULL);
    keys_from(said->noun, said);
    keys_from(said->name, said);
}

static bool is_beast(const struct folk *folk)
{
    return folk->is.count == 1 && strcmp(folk->is.list[0], "it") == 0;
}

void say_folk(struct prose *prose, const struct theme *theme, const struct theme_common *common, const struct folk *folk, unsigned marks,
              const struct said_before *before, struct said *said)
{
    static const struct sights none = { NULL, 0 };
    unsigned bound = prose->count;
    *said = (struct said){ .is = folk->is.count == 0 ? "they" : folk->is.list[dice_below(prose->dice, folk->is.count)] };
    bind_pronouns(prose, said->is);
    said->trait = prose_word(prose, usual(prose, folk->traits, is_beast(folk) ? "beast_trait" : "trait"), NULL);
    prose_bind(prose, "trait", said->trait, NULL);
    name_it(prose, folk->nouns, usual(prose, folk->name, "folk_name"), said);
    said->line = prose_say(prose, folk->line);
    said->text = say_new(prose, folk->text, before);
    add_marks(prose, &folk->marks, is_beast(folk) ? &none : &theme->marks, is_beast(folk) ? &common->beast_marks : &common->marks, marks, before, said);
    prose_forget(prose, bound);
}

void say_good(struct prose *prose, const struct theme *theme, const struct theme_common *common, const struct good *good, unsigned details,
              const struct said_before *before, struct said *said)
{
    unsigned bound = prose->count;
    *said = (struct said){ .is = "it" };
    said->trait = prose_word(prose, grammar_rule(prose->grammar, "made"), NULL);
    prose_bind(prose, "made", said->trait, NULL);
    name_it(prose, good->nouns, usual(prose, good->name, "good_name"), said);
    said->line = prose_say(prose, good->line);
    said->text = say_new(prose, good->text, before);
    add_marks(prose, NULL, &theme->details, &common->details, details, before, said);
    prose_forget(prose, bound);
}

char *say_name(struct prose *prose, const struct wording *name, const char *is)
{
    bool he = strcmp(is, "he") == 0, she = strcmp(is, "she") == 0;
    prose_tag(prose, "he", he);
    prose_tag(prose, "she", she);
    char *said = prose_say(prose, name);
    prose_tag(prose, "he", false);
    prose_tag(prose, "she", false);
    return said;
}

void say_person(struct prose *prose, const struct theme *theme, const struct person *person, const char *name, struct said *said)
{
    unsigned bound = prose->count;
    const struct wording *named = person->name != NULL ? person->name : grammar_rule(theme->grammar, theme->culture);
    *said = (struct said){ .is = person->is };
    bind_pronouns(prose, person->is);
    said->name = name != NULL ? memory_string(name) : say_name(prose, named, person->is);
    prose_bind(prose, "name", said->name, NULL);
    for (unsigned n = 0; person->keys != NULL && person->keys[n] != NULL && n < SAID_KEYS_MOST / 2; n++)
        said->keys[n] = memory_string(person->keys[n]);
    keys_from(said->name, said);
    said->line = prose_say(prose, person->line);
    said->text = prose_say(prose, person->text);
    prose_forget(prose, bound);
}

/* -- the end ----------------------------------------------------------------------------------------- */

static void keys_free(char **keys)
{
    for (; *keys != NULL; keys++) {
        memory_free(*keys);
        *keys = NULL;
    }
}

void said_free(struct said *said)
{
    char **all[] = { &said->name, &said->noun, &said->nouns, &said->trait, &said->line, &said->text, &said->by_day, &said->by_night, &said->in_rain };
    for (unsigned n = 0; n < sizeof all / sizeof *all; n++) {
        memory_free(*all[n]);
        *all[n] = NULL;
    }
    keys_free(said->keys);
    for (unsigned n = 0; n < said->extra_count; n++) {
        keys_free(said->extras[n].keys);
        memory_free(said->extras[n].text);
    }
    said->extra_count = 0;
}
