/* zones/login_state.h -- what a login zone holds; private to zones/login*.c.
 *
 *   login.c           the zone kind, dialogues, answering, the state as bytes
 *   login_account.c   from "Account name:" to the menu: accounts, passwords, tokens
 *   login_menu.c      the menu and what can be asked there
 *   login_birth.c     a new character: pronoun, race, path
 *   login_words.c     greeting, news, lines typed, names */
#ifndef ZONES_LOGIN_STATE_H
#define ZONES_LOGIN_STATE_H

#include "zones/login_words.h"
#include "zones/registry.h"
#include "zones/tries.h"
#include "zones/zone.h"

/* In front of the pause nobody is logged in, from there on somebody is. */
enum login_state {
    LOGIN_ACCOUNT, LOGIN_CONFIRM, LOGIN_NEW_PASSWORD, LOGIN_NEW_AGAIN, LOGIN_PASSWORD,
    LOGIN_PAUSE, LOGIN_MENU, LOGIN_READER, LOGIN_NAME, LOGIN_CHOICES, LOGIN_RACE, LOGIN_PATH, LOGIN_DELETE, LOGIN_OLD_PASSWORD, LOGIN_CHANGE, LOGIN_CHANGE_AGAIN,
    LOGIN_TOKEN, LOGIN_STATES,
};

enum { LOGIN_RACE_SIZE = 32 };
struct dialogue {
    session_id   session;
    char         address[TRIES_KEY_SIZE];
    uint8_t      state;                /* enum login_state */
    uint8_t      asked;                /* enum registry_request under way, or 0 */
    uint8_t      tries;                /* wrong passwords and tokens so far */
    bool         granted;              /* the registry lent it a try of the account, which is not used yet */
    bool         gone;                 /* the connection ended while a request was under way */
    bool         aloud;                /* the account says, or he just did, that a screen reader reads */
    char         account[NAME_SIZE];   /* folded */
    char         active[NAME_SIZE];    /* the character `1` enters the game with; empty for none */
    char         naming[NAME_SIZE];    /* the character being created, or deleted */
    uint8_t      pronoun;              /* of the one being created: enum pronoun ... */
    char         race[LOGIN_RACE_SIZE]; /* ... and its race's key */
    struct text *hash;                 /* of the account's password, or of the one being chosen */
    struct text *characters;           /* names, one a line */
    struct slot *slot;                 /* in flight: kept while the registry is asked */
};

struct login {
    struct sorted dialogues;           /* by session */
    struct tries  tries;               /* wrong passwords, by address */
};

static inline bool dialogue_inside(const struct dialogue *dialogue)
{
    return dialogue->state >= LOGIN_PAUSE;
}

typedef void login_heard(struct zone *zone, struct dialogue *dialogue, const struct slot *slot);
typedef void login_answered(struct zone *zone, struct dialogue *dialogue, const struct message *message);

/* -- login.c -- */
/* Says `words` (a reference, taken over; NULL says nothing) and asks the question of `state`. */
ZONE_THREAD void dialogue_answer(struct zone *zone, struct dialogue *dialogue, enum login_state state, struct text *words);
/* The same question again. */
ZONE_THREAD void dialogue_again(struct zone *zone, struct dialogue *dialogue, const char *words);
/* Hangs up. The dialogue is gone afterwards. */
ZONE_THREAD void dialogue_close(struct zone *zone, struct dialogue *dialogue, const char *words);
/* Forgets it: its slot is elsewhere. */
ZONE_THREAD void dialogue_drop(struct zone *zone, struct dialogue *dialogue);
/* Asks the registry; value: a reference, taken over.  The slot stays here, or goes along to enter the game. */
ZONE_THREAD void dialogue_ask(struct zone *zone, struct dialogue *dialogue, enum registry_request request, const char *name,
                              struct text *value);
/* The try that was lent was not used, or used well. */
ZONE_THREAD void dialogue_return_try(struct zone *zone, struct dialogue *dialogue);
/* A wrong password or token: true when that was one time too many, and the dialogue is gone. */
ZONE_THREAD bool dialogue_wrong(struct zone *zone, struct dialogue *dialogue, const char *words);
/* After a refusal the dialogue goes on where another try makes sense; `before` is said first. */
ZONE_THREAD void dialogue_refused(struct zone *zone, struct dialogue *dialogue, const struct message *message, const char *before);
/* The list of characters came with an answer; the active one is `active`, or the first if he is not among them. */
void dialogue_take_characters(struct dialogue *dialogue, const struct message *message, const char *active);
/* What is said when the secret thread had no time for a line. */
extern const char login_busy[];

/* -- login_account.c -- */
ZONE_THREAD login_heard heard_account, heard_confirm, heard_new_password, heard_new_again, heard_password;
ZONE_THREAD login_answered answered_find, answered_new_account, answered_characters, answered_resume;

/* -- login_menu.c -- */
ZONE_THREAD login_heard heard_pause, heard_menu, heard_reader, heard_name, heard_delete, heard_old_password, heard_token;
ZONE_THREAD login_answered answered_new_character, answered_delete, answered_new_password, answered_new_token, answered_enter;
/* The menu, in front of its question. */
ZONE_THREAD void menu_say(struct zone *zone, const struct dialogue *dialogue);

/* -- login_birth.c -- */
ZONE_THREAD login_heard heard_choices, heard_race, heard_path;

#endif
