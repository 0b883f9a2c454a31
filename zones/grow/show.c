/* zones/grow/show.c -- a theme for its writer: what is wrong with it, what it says too often, and how it reads. */
#include "zones/grow/grow.h"
#include "zones/grow/say.h"
#include "zones/prose/english.h"
#include "zones/grow/world.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DRAWS = 300, SHOWN = 8, SEED = 1 };

/* -- reading ----------------------------------------------------------------------------------------- */

struct opened { struct theme_common *common; struct theme *theme; };

static bool theme_open(const char *path, struct opened *opened)
{
    struct mistakes common = { .file = GROW_FOLDER "/common.yaml", .out = stderr }, own = { .file = path, .out = stderr };
    *opened = (struct opened){ .common = theme_common_read(common.file, &common) };
    if (opened->common != NULL)
        opened->theme = theme_read(path, opened->common, &own);
    return opened->theme != NULL && common.count == 0 && own.count == 0;
}

static void theme_close(struct opened *opened)
{
    theme_free(&opened->theme);
    theme_common_free(&opened->common);
}

static void prose_open(struct prose *prose, const struct theme *theme, struct dice *dice, uint64_t seed)
{
    dice_seed(dice, seed);
    prose_begin(prose, theme->grammar, dice);
    prose_bind(prose, "area", "the Area", NULL);
    prose_bind(prose, "boss", "the Boss", NULL);
    prose_bind(prose, "lair", "the lair", NULL);
    prose_bind(prose, "secret", "the secret place", NULL);
    prose_bind(prose, "beside_secret", "the room beside it", NULL);
    prose_bind(prose, "quarry", "enemy", NULL);
    prose_bind(prose, "quarries", "enemies", NULL);
    prose_bind(prose, "ware", "a thing", NULL);
    prose_bind(prose, "other", "the other one", NULL);
    prose_bind(prose, "giver", "the giver", NULL);
    prose_bind(prose, "count", "three", NULL);
    prose_bind(prose, "level", "ten", NULL);
    prose_bind(prose, "direction", "north", NULL);
    prose_bind(prose, "next", "the next room", NULL);
}

/* -- lint -------------------------------------------------------------------------------------------- */

static int string_order(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

struct linting { const struct theme *theme; const char *path; struct prose prose; unsigned faults; };

static void lint_wording(struct linting *linting, const char *what, const char *key, const struct wording *wording, unsigned least)
{
    char *said[DRAWS];
    const char *slipped = NULL, *slipped_in = NULL;
    unsigned distinct = 0;
    if (wording == NULL)
        return;
    linting->prose.fault[0] = '\0';
    for (unsigned n = 0; n < DRAWS; n++) {
        unsigned bound = linting->prose.count;
        said[n] = prose_say(&linting->prose, wording);
        prose_forget(&linting->prose, bound);
        if (slipped == NULL && (slipped = slip_of(said[n], NULL)) != NULL)
            slipped_in = said[n];
    }
    if (linting->prose.fault[0] != '\0')
        printf("%s: %s %s: %s\n", linting->path, key, what, linting->prose.fault);
    if (slipped != NULL)
        printf("%s: %s %s: %s: %s\n", linting->path, key, what, slipped, slipped_in);
    linting->faults += (slipped != NULL) + (linting->prose.fault[0] != '\0');
    qsort(said, DRAWS, sizeof *said, string_order);
    for (unsigned n = 0; n < DRAWS; n++)
        distinct += n == 0 || strcmp(said[n], said[n - 1]) != 0;
    if (distinct < least)
        printf("%s: %s %s: only %u different in %d\n", linting->path, key, what, distinct, DRAWS);
    linting->faults += distinct < least;
    for (unsigned n = 0; n < DRAWS; n++)
        memory_free(said[n]);
}

/* `near` may use what `seen` has bound. */
static void lint_sights(struct linting *linting, const struct sights *sights, unsigned least)
{
    for (unsigned n = 0; n < sights->count; n++) {
        const struct sight *sight = &sights->list[n];
        unsigned bound = linting->prose.count;
        lint_wording(linting, "seen", sight->key, sight->seen, least);
        memory_free(prose_say(&linting->prose, sight->seen));
        lint_wording(linting, "near", sight->key, sight->near, least / 2);
        prose_forget(&linting->prose, bound);
    }
}

static void lint_person(struct linting *linting, const struct person *person)
{
    lint_wording(linting, "line", person->key, person->line, 1);
    lint_wording(linting, "text", person->key, person->text, 2);
    lint_wording(linting, "says", person->key, person->says, 2);
    lint_wording(linting, "knows", person->key, person->knows, 1);
}

/* Everything once more as it would be grown, for what only shows together. */
static void lint_said(struct linting *linting, const struct theme_common *common)
{
    const struct theme *theme = linting->theme;
    struct said said;
    static const struct said_way ways[] = { { "north", "the next room" }, { "up", "the next room" }, { "down", "the next room" } };
    for (unsigned n = 0; n < DRAWS; n++) {
        linting->prose.fault[0] = '\0';
        const struct place *place = &theme->places[n % theme->place_count];
        say_room(&linting->prose, theme, place, 2, NULL, ways, 3, NULL, &said);
        bool long_name = strlen(said.name) > 40;
        if (linting->prose.fault[0] != '\0' || long_name || said.name[0] == '\0')
            printf("%s: %s: %s%s\n", linting->path, place->key, long_name ? "a name longer than 40: " : "", long_name ? said.name : linting->prose.fault);
        linting->faults += linting->prose.fault[0] != '\0' || long_name;
        said_free(&said);
        linting->prose.fault[0] = '\0';
        say_folk(&linting->prose, theme, common, &theme->folk[n % theme->folk_count], 1, NULL, &said);
        if (linting->prose.fault[0] != '\0')
            printf("%s: %s: %s\n", linting->path, theme->folk[n % theme->folk_count].key, linting->prose.fault);
        linting->faults += linting->prose.fault[0] != '\0';
        said_free(&said);
        linting->prose.fault[0] = '\0';
        say_good(&linting->prose, theme, common, &theme->goods[n % theme->good_count], 1, NULL, &said);
        if (linting->prose.fault[0] != '\0')
            printf("%s: %s: %s\n", linting->path, theme->goods[n % theme->good_count].key, linting->prose.fault);
        linting->faults += linting->prose.fault[0] != '\0';
        said_free(&said);
    }
}

static void bind_folk(struct linting *linting)
{
    static const char *const names[] = { "he", "him", "his", "himself", "name", "noun", "trait", "made" };
    for (unsigned n = 0; n < sizeof names / sizeof *names; n++)
        prose_bind(&linting->prose, names[n], names[n], NULL);
}

/* Words that the game's tables must know: roles, races, families, terrains, layouts. */
static unsigned lint_words(const char *path, const struct theme *theme)
{
    struct mistakes mistakes = { .file = path, .out = stderr };
    unsigned rules_mistakes = 0;
    struct rules *rules = rules_load("zones/tables", stderr, &rules_mistakes);
    if (rules != NULL)
        theme_words_check(theme, rules, &mistakes);
    rules_free(&rules);
    return mistakes.count;
}

static unsigned lint(const char *path)
{
    struct opened opened;
    struct linting linting = { .path = path };
    struct dice dice;
    if (!theme_open(path, &opened)) {
        theme_close(&opened);
        return 1;
    }
    const struct theme *theme = linting.theme = opened.theme;
    linting.faults += lint_words(path, theme);
    prose_open(&linting.prose, theme, &dice, SEED);
    lint_wording(&linting, "names", "theme", theme->names, theme->areas + theme->areas / 2);
    lint_wording(&linting, "ways", "theme", theme->ways, 5);
    for (unsigned n = 0; n <= theme->place_count; n++) {
        const struct place *place = n < theme->place_count ? &theme->places[n] : &theme->secret;
        lint_wording(&linting, "name", place->key, place->name, 2);
        lint_wording(&linting, "open", place->key, place->open, n < theme->place_count ? 40 : 6);
        lint_wording(&linting, "more", place->key, place->more, 4);
        lint_wording(&linting, "by_night", place->key, place->by_night, 2);
    }
    lint_sights(&linting, &theme->sights, 12);
    lint_said(&linting, opened.common);
    bind_folk(&linting);
    for (unsigned n = 0; n < theme->folk_count; n++) {
        lint_wording(&linting, "nouns", theme->folk[n].key, theme->folk[n].nouns, 2);
        lint_wording(&linting, "line", theme->folk[n].key, theme->folk[n].line, 2);
        lint_wording(&linting, "text", theme->folk[n].key, theme->folk[n].text, 6);
        lint_wording(&linting, "says", theme->folk[n].key, theme->folk[n].says, 2);
    }
    lint_sights(&linting, &theme->marks, 3);
    lint_sights(&linting, &theme->details, 3);
    for (unsigned n = 0; n < theme->good_count; n++) {
        lint_wording(&linting, "line", theme->goods[n].key, theme->goods[n].line, 1);
        lint_wording(&linting, "text", theme->goods[n].key, theme->goods[n].text, 4);
    }
    for (unsigned n = 0; n < theme->named_count; n++)
        lint_person(&linting, &theme->named[n]);
    for (unsigned n = 0; n < theme->shop_count; n++)
        lint_person(&linting, &theme->shops[n]);
    lint_person(&linting, &theme->boss);
    printf("%s: %u places, %u sights, %u kinds of folk, %u of goods, %u quests; %u to mend\n", path, theme->place_count, theme->sights.count,
           theme->folk_count, theme->good_count, theme->quest_count, linting.faults);
    prose_end(&linting.prose);
    theme_close(&opened);
    return linting.faults;
}

int grow_lint(int count, char **words)
{
    unsigned faults = 0;
    for (int n = 0; n < count; n++)
        faults += lint(words[n]);
    return faults > 0;
}

/* -- show -------------------------------------------------------------------------------------------- */

static void print_extras(const struct said *said)
{
    for (unsigned n = 0; n < said->extra_count; n++) {
        printf("    [");
        for (char *const *key = said->extras[n].keys; *key != NULL; key++)
            printf("%s%s", key == said->extras[n].keys ? "" : " ", *key);
        printf("] %s\n", said->extras[n].text);
    }
}

static void print_said(const struct said *said, const char *what)
{
    printf("\n%s (%s)\n", said->name, what);
    if (said->line != NULL)
        printf("  %s\n", said->line);
    printf("  %s\n", said->text);
    if (said->by_night != NULL)
        printf("  (by night) %s\n", said->by_night);
    if (said->in_rain != NULL)
        printf("  (in rain) %s\n", said->in_rain);
    print_extras(said);
}

int grow_show(int count, char **words)
{
    static const char *const winds[] = { "north", "east", "south", "west" };
    struct opened opened;
    struct prose prose;
    struct dice dice;
    struct said said;
    unsigned shown = count > 2 ? (unsigned)atoi(words[2]) : SHOWN;
    if (count < 1 || !theme_open(words[0], &opened)) {
        if (count > 0)
            theme_close(&opened);
        return 1;
    }
    const struct theme *theme = opened.theme;
    prose_open(&prose, theme, &dice, count > 1 ? (uint64_t)atoll(words[1]) : SEED);
    char *area = prose_say(&prose, theme->names);
    printf("%s\n", area);
    prose_bind(&prose, "area", area, NULL);
    memory_free(area);
    for (unsigned n = 0; n < shown; n++) {
        const struct place *place = &theme->places[dice_below(&dice, theme->place_count)];
        char *next = say_called(&prose, &theme->places[dice_below(&dice, theme->place_count)]);
        struct said_way way = { winds[dice_below(&dice, 4)], next };
        say_room(&prose, theme, place, 1 + dice_below(&dice, 3), NULL, &way, 1, NULL, &said);
        print_said(&said, place->key);
        said_free(&said);
        memory_free(next);
    }
    say_room(&prose, theme, &theme->secret, 1, NULL, NULL, 0, NULL, &said);
    print_said(&said, "the secret");
    said_free(&said);
    for (unsigned n = 0; n < shown; n++) {
        const struct folk *folk = &theme->folk[dice_below(&dice, theme->folk_count)];
        say_folk(&prose, theme, opened.common, folk, 1, NULL, &said);
        print_said(&said, folk->key);
        said_free(&said);
    }
    for (unsigned n = 0; n < shown; n++) {
        const struct good *good = &theme->goods[dice_below(&dice, theme->good_count)];
        say_good(&prose, theme, opened.common, good, 1, NULL, &said);
        print_said(&said, good->key);
        said_free(&said);
    }
    for (unsigned n = 0; n <= theme->named_count; n++) {
        const struct person *person = n < theme->named_count ? &theme->named[n] : &theme->boss;
        say_person(&prose, theme, person, NULL, &said);
        print_said(&said, person->key);
        said_free(&said);
        char *knows = person->knows == NULL ? NULL : prose_say(&prose, person->knows);
        if (knows != NULL)
            printf("  \"%s\"\n", knows);
        memory_free(knows);
    }
    if (prose.fault[0] != '\0')
        printf("\nfault: %s\n", prose.fault);
    prose_end(&prose);
    theme_close(&opened);
    return 0;
}
