/* zones/world/prompt.c -- the prompt of a player.  Entered by the zone's worker.
 *
 * Clients know it by its shape: one line, ESC[0m ESC[0;32m< Name | anything >, with no other < or > in it.  Read aloud it is
 * as short as can be: no name, no signs but the one at its end. */
#include "zones/world/land.h"

#include "core/markup.h"
#include "zones/fight/fight.h"

#include <string.h>

static const char usual[] = "%hh %mm %ss";

/* -- blanks ------------------------------------------------------------------------------------------ */

static int64_t number_health(const struct character *who)      { return pool_has(who, POOL_HEALTH); }
static int64_t number_health_most(const struct character *who) { return pool_most(who, POOL_HEALTH); }
static int64_t number_mana(const struct character *who)        { return pool_has(who, POOL_MANA); }
static int64_t number_mana_most(const struct character *who)   { return pool_most(who, POOL_MANA); }
static int64_t number_stamina(const struct character *who)     { return pool_has(who, POOL_STAMINA); }
static int64_t number_stamina_most(const struct character *who) { return pool_most(who, POOL_STAMINA); }
static int64_t number_level(const struct character *who)       { return who->player->level; }
static int64_t number_coins(const struct character *who)       { return who->player->coins[PURSE_CARRIED]; }

static int64_t number_experience(const struct character *who)
{
    int64_t lacks = level_price(who) - who->player->growth.experience;
    return lacks > 0 ? lacks : 0;
}

static const char *words_opponent(const struct character *who)
{
    return who->opponent == NULL ? "" : condition_words_of(who->opponent);
}

static const char *words_sign(const struct character *who)
{
    (void)who;
    return "%";
}

const struct prompt_blank prompt_blanks[] = {
    { 'h', "hit points",              number_health,       NULL },
    { 'H', "the most of hit points",  number_health_most,  NULL },
    { 'm', "mana",                    number_mana,         NULL },
    { 'M', "the most of mana",        number_mana_most,    NULL },
    { 's', "stamina",                 number_stamina,      NULL },
    { 'S', "the most of stamina",     number_stamina_most, NULL },
    { 'l', "level",                   number_level,        NULL },
    { 'x', "experience that the next level still asks", number_experience, NULL },
    { 'c', "coins you carry",         number_coins,        NULL },
    { 'o', "how your opponent is, in a fight", NULL, words_opponent },
    { '%', "the sign % itself",       NULL,                words_sign },
    { 0, NULL, NULL, NULL },
};

static const struct prompt_blank *blank_find(char letter)
{
    for (const struct prompt_blank *blank = prompt_blanks; blank->letter != 0; blank++)
        if (blank->letter == letter)
            return blank;
    return NULL;
}

const char *prompt_refuse(const char *words)
{
    if (strlen(words) > PROMPT_MOST)
        return "That prompt is too long.";
    if (strpbrk(words, "<>") != NULL)
        return "The signs < and > stand around the prompt and cannot stand in it.";
    for (const char *at = words; *at != '\0'; at++) {
        if ((unsigned char)*at < ' ' || *at == 0x7f)
            return "That cannot be a prompt.";
        if (*at == '%' && blank_find(*++at) == NULL)
            return "A % in a prompt needs one of its letters behind it, or a second %.";
    }
    return NULL;
}

/* -- filled in --------------------------------------------------------------------------------------- */

static void put_words(struct bytes_writer *writer, const char *words)
{
    put_bytes(writer, words, strlen(words));
}

static void put_filled(struct bytes_writer *writer, const struct character *who, const char *words)
{
    while (*words != '\0') {
        size_t plain = 0;
        while (words[plain] != '%' && words[plain] != '\0')
            plain++;
        put_bytes(writer, words, plain);
        words += plain;
        if (*words == '\0')
            return;
        const struct prompt_blank *blank = blank_find(words[1]);
        if (blank == NULL)
            put_u8(writer, '%');
        else if (blank->number != NULL)
            put_decimal(writer, blank->number(who));
        else
            put_words(writer, blank->words(who));
        words += blank == NULL ? 1 : 2;
    }
}

static bool is_stunned(const struct character *who)
{
    return who->stunned_until > who->zone->now;
}

/* On his knees in the middle of a fight; unable to do anything. */
const char *prompt_flags(const struct character *who)
{
    bool knees = who->opponent != NULL && who->position < STANDING, bashed = is_stunned(who);
    return knees && bashed ? "-Knees- >BASH<" : knees ? "-Knees-" : bashed ? ">BASH<" : "";
}

static void put_prompt(struct bytes_writer *writer, const struct character *who)
{
    static const char *const marks[POSITIONS] = {
        [SLEEPING] = " Sleeping", [RESTING] = " Resting", [SITTING] = " Sitting", [STANDING] = "",
    };
    const struct toggles *toggles = &who->player->toggles;
    const struct draft *draft = who->player->draft;
    put_words(writer, M_PLAIN M_PROMPT);
    if (!toggle_is(toggles, TOGGLE_SCREENREADER)) {
        put_words(writer, "< ");
        put_words(writer, who->name);
        put_words(writer, " | ");
    }
    if (draft != NULL) {
        put_printf(writer, "writing line %lld; . sends, ~q gives up > " M_PLAIN, (long long)draft->lines + 1);
        return;
    }
    put_filled(writer, who, toggles->prompt[0] == '\0' ? usual : toggles->prompt);
    put_words(writer, marks[who->position]);
    if (is_stunned(who))
        put_words(writer, " Stunned");
    put_words(writer, " > " M_PLAIN);
}

static struct prompt_key key_of(const struct character *who)
{
    const struct player *player = who->player;
    if (player->draft != NULL || player->toggles.prompt[0] != '\0')
        return (struct prompt_key){ .usual = false };
    return (struct prompt_key){
        .health = pool_has(who, POOL_HEALTH), .mana = pool_has(who, POOL_MANA), .stamina = pool_has(who, POOL_STAMINA),
        .position = who->position, .stunned = is_stunned(who), .aloud = toggle_is(&player->toggles, TOGGLE_SCREENREADER),
        .usual = true,
    };
}

static bool key_same(const struct prompt_key *a, const struct prompt_key *b)
{
    return a->usual && b->usual && a->health == b->health && a->mana == b->mana && a->stamina == b->stamina
        && a->position == b->position && a->stunned == b->stunned && a->aloud == b->aloud;
}

struct text *character_prompt(struct character *who)
{
    struct text **last = &who->player->prompt;
    struct bytes_writer *writer = &who->zone->phrase;
    struct prompt_key key = key_of(who);
    if (*last != NULL && key_same(&key, &who->player->prompt_key))
        return text_ref(*last);
    who->player->prompt_key = key;
    bytes_clear(writer);
    put_prompt(writer, who);
    bool same = *last != NULL && text_length(*last) == writer->length && memcmp(text_bytes(*last), writer->bytes, writer->length) == 0;
    if (!same) {
        text_unref(last);
        *last = bytes_text(writer);
    }
    return text_ref(*last);
}
