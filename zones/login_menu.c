/* zones/login_menu.c -- the menu of an account, and what can be asked there.
 *
 * Entered by the worker that runs the zone. */
#include "zones/login_state.h"

#include "core/markup.h"
#include "zones/world/newborn.h"

#include <limits.h>
#include <string.h>
#include <strings.h>

/* -- the menu ---------------------------------------------------------------------------------------- */

void menu_say(struct zone *zone, const struct dialogue *dialogue)
{
    static const struct {
        const char *typed, *does;
    } choices[] = {
        { "1", "enter the game" }, { "2", "create a character" }, { "3 name", "choose another character" },
        { "4 name", "delete a character" }, { "5", "change the password" }, { "6", "have a token made, for `resume`" },
        { "0", "leave" },
    };
    zone_say(zone, "\nActive Character: %s\n", dialogue->active[0] == '\0' ? "none yet" : dialogue->active);
    char name[NAME_SIZE];
    for (unsigned at = 0; characters_get(dialogue->characters, at, name); at++)
        zone_say(zone, "%s%s", at == 0 ? "Your characters: " : ", ", name);
    if (characters_get(dialogue->characters, 0, name))
        zone_say(zone, "\n");
    zone_say(zone, "\n");
    for (size_t at = 0; at < sizeof choices / sizeof choices[0]; at++)
        zone_say(zone, M_ART "  %-10s%s\n" M_ART_END M_SPOKEN "%s: %s.\n" M_SPOKEN_END, choices[at].typed, choices[at].does,
                 choices[at].typed, choices[at].does);
    zone_say(zone, "\n");
}

void heard_pause(struct zone *zone, struct dialogue *dialogue, const struct slot *slot)
{
    (void)slot;                         /* whatever else was typed, nothing was asked */
    dialogue_answer(zone, dialogue, LOGIN_MENU, NULL);
}

ZONE_THREAD static void menu_enter(struct zone *zone, struct dialogue *dialogue, const char *words)
{
    (void)words;
    if (dialogue->active[0] == '\0')
        dialogue_again(zone, dialogue, "There is no character to play yet: create one with 2.\n");
    else
        dialogue_ask(zone, dialogue, REGISTRY_ENTER, dialogue->active, NULL);
}

ZONE_THREAD static void menu_create(struct zone *zone, struct dialogue *dialogue, const char *words)
{
    (void)words;
    bool known = dialogue->aloud || dialogue->slot->reader;
    dialogue_answer(zone, dialogue, known ? LOGIN_NAME : LOGIN_READER, NULL);
}

/* The character those words name; false, and it has been said why, when there is none. */
ZONE_THREAD static bool menu_name(struct zone *zone, struct dialogue *dialogue, const char *words, const char *which,
                                  char name[NAME_SIZE])
{
    if (words[0] == '\0')
        dialogue_again(zone, dialogue, which);
    else if (!characters_find(dialogue->characters, words, name))
        dialogue_again(zone, dialogue, "You have no character of that name.\n");
    else
        return true;
    return false;
}

ZONE_THREAD static void menu_choose(struct zone *zone, struct dialogue *dialogue, const char *words)
{
    char name[NAME_SIZE];
    if (!menu_name(zone, dialogue, words, "Choose whom? Type 3 and a name.\n", name))
        return;
    memcpy(dialogue->active, name, NAME_SIZE);
    dialogue_again(zone, dialogue, NULL);
}

ZONE_THREAD static void menu_delete(struct zone *zone, struct dialogue *dialogue, const char *words)
{
    char name[NAME_SIZE];
    if (!menu_name(zone, dialogue, words, "Delete whom? Type 4 and a name.\n", name))
        return;
    memcpy(dialogue->naming, name, NAME_SIZE);
    dialogue_answer(zone, dialogue, LOGIN_DELETE,
                    text_printf("%s would be gone for good, with everything carried, and anybody could take the name.\n", name));
}

/* The registry lends a try and the hash to compare with: guessing here is no easier than at the door. */
ZONE_THREAD static void menu_change_password(struct zone *zone, struct dialogue *dialogue, const char *words)
{
    (void)words;
    dialogue_ask(zone, dialogue, REGISTRY_FIND_ACCOUNT, "", NULL);
}

ZONE_THREAD static void menu_token(struct zone *zone, struct dialogue *dialogue, const char *words)
{
    (void)words;
    dialogue_answer(zone, dialogue, LOGIN_TOKEN,
                    text_string("A token logs this account in once, without the password: keep it as you keep that.\n"));
}

ZONE_THREAD static void menu_leave(struct zone *zone, struct dialogue *dialogue, const char *words)
{
    (void)words;
    dialogue_close(zone, dialogue, "Until the next time.\n");
}

/* A digit, or a word somebody would try; what is neither is no choice at all. */
static unsigned choice_of(const char *word, size_t length)
{
    static const struct {
        const char *word;
        unsigned    choice;
    } words[] = {
        { "leave", 0 }, { "quit", 0 }, { "exit", 0 }, { "enter", 1 }, { "play", 1 }, { "create", 2 }, { "new", 2 },
        { "choose", 3 }, { "delete", 4 }, { "password", 5 }, { "token", 6 },
    };
    if (length == 1 && word[0] >= '0' && word[0] <= '9')
        return (unsigned)(word[0] - '0');
    for (size_t at = 0; at < sizeof words / sizeof words[0]; at++)
        if (strlen(words[at].word) == length && strncasecmp(words[at].word, word, length) == 0)
            return words[at].choice;
    return UINT_MAX;
}

void heard_menu(struct zone *zone, struct dialogue *dialogue, const struct slot *slot)
{
    static void (*const choices[])(struct zone *zone, struct dialogue *dialogue, const char *words) = {
        menu_leave, menu_enter, menu_create, menu_choose, menu_delete, menu_change_password, menu_token,
    };
    enum { CHOICES = sizeof choices / sizeof choices[0] };
    char line[SLOT_LINE_SIZE] = "";
    bool fits = line_word(slot->line, line, sizeof line);
    size_t first = strcspn(line, " ");
    unsigned choice = fits ? choice_of(line, first) : CHOICES;
    if (choice < CHOICES)
        choices[choice](zone, dialogue, line + first + strspn(line + first, " "));
    else
        dialogue_again(zone, dialogue, line[0] == '\0' ? NULL : "That is none of the choices. Type the number in front of one.\n");
}

/* -- a new character --------------------------------------------------------------------------------- */

/* From here on, or not; written down with the character. */
void heard_reader(struct zone *zone, struct dialogue *dialogue, const struct slot *slot)
{
    static const struct {
        const char *word;
        bool        aloud;
    } answers[] = { { "", false }, { "no", false }, { "n", false }, { "yes", true }, { "y", true } };
    char word[8] = "?";
    if (line_word(slot->line, word, sizeof word))
        for (size_t at = 0; at < sizeof answers / sizeof answers[0]; at++)
            if (strcasecmp(word, answers[at].word) == 0) {
                dialogue->aloud = answers[at].aloud;
                dialogue_answer(zone, dialogue, LOGIN_NAME, NULL);
                return;
            }
    dialogue_again(zone, dialogue, "Please answer yes or no.\n");
}

void heard_name(struct zone *zone, struct dialogue *dialogue, const struct slot *slot)
{
    char word[SLOT_LINE_SIZE];
    if (!line_word(slot->line, word, sizeof word) || word[0] == '\0')
        dialogue_answer(zone, dialogue, LOGIN_MENU, NULL);
    else if (!name_fits(word))
        dialogue_again(zone, dialogue, "A name has 3 to 12 letters, and nothing but letters.\n");
    else if (name_reserved(word))
        dialogue_again(zone, dialogue, "That word means something else here; please think of another name.\n");
    else {
        name_show(dialogue->naming, word);
        dialogue_answer(zone, dialogue, LOGIN_CHOICES, NULL);
    }
}

void answered_new_character(struct zone *zone, struct dialogue *dialogue, const struct message *message)
{
    if (message->answer.verdict != REGISTRY_YES) {
        dialogue_refused(zone, dialogue, message, "");
        return;
    }
    dialogue_take_characters(dialogue, message, dialogue->naming);
    dialogue_answer(zone, dialogue, LOGIN_MENU, text_printf("%s is ready to enter the game.\n", dialogue->naming));
}

/* -- a character less -------------------------------------------------------------------------------- */

void heard_delete(struct zone *zone, struct dialogue *dialogue, const struct slot *slot)
{
    char word[SLOT_LINE_SIZE] = "";
    if (line_word(slot->line, word, sizeof word) && strcasecmp(word, dialogue->naming) == 0)
        dialogue_ask(zone, dialogue, REGISTRY_DELETE_CHARACTER, dialogue->naming, NULL);
    else
        dialogue_answer(zone, dialogue, LOGIN_MENU, text_printf("%s stays.\n", dialogue->naming));
}

/* Who was active stays active, unless it was the one who is gone. */
void answered_delete(struct zone *zone, struct dialogue *dialogue, const struct message *message)
{
    if (message->answer.verdict != REGISTRY_YES) {
        dialogue_refused(zone, dialogue, message, "");
        return;
    }
    dialogue_take_characters(dialogue, message, dialogue->active);
    dialogue_answer(zone, dialogue, LOGIN_MENU, text_printf("%s is no more.\n", dialogue->naming));
}

/* -- another password -------------------------------------------------------------------------------- */

void heard_old_password(struct zone *zone, struct dialogue *dialogue, const struct slot *slot)
{
    switch (slot->verdict) {
    case VERDICT_RIGHT:
        dialogue_return_try(zone, dialogue);
        dialogue_answer(zone, dialogue, LOGIN_CHANGE, NULL);
        return;
    case VERDICT_EMPTY:
        dialogue_return_try(zone, dialogue);
        dialogue_answer(zone, dialogue, LOGIN_MENU, text_string("The password stays as it was.\n"));
        return;
    case VERDICT_BUSY:
        dialogue_again(zone, dialogue, login_busy);
        return;
    default:
        break;
    }
    if (!dialogue_wrong(zone, dialogue, "Wrong password.\n"))
        dialogue_ask(zone, dialogue, REGISTRY_FIND_ACCOUNT, "", NULL);
}

void answered_new_password(struct zone *zone, struct dialogue *dialogue, const struct message *message)
{
    text_unref(&dialogue->hash);
    if (message->answer.verdict == REGISTRY_YES)
        dialogue_answer(zone, dialogue, LOGIN_MENU, text_string("From now on the new password is asked for. "
                                                                "Tokens made before are void.\n"));
    else
        dialogue_refused(zone, dialogue, message, "");
}

/* -- a token ----------------------------------------------------------------------------------------- */

void heard_token(struct zone *zone, struct dialogue *dialogue, const struct slot *slot)
{
    if (slot->verdict == VERDICT_NEW)
        dialogue_ask(zone, dialogue, REGISTRY_NEW_TOKEN, "", text_string(slot->secret));
    else
        dialogue_answer(zone, dialogue, LOGIN_MENU, text_string(login_busy));
}

/* Net shows the token itself, which is in the slot and nowhere else. */
void answered_new_token(struct zone *zone, struct dialogue *dialogue, const struct message *message)
{
    if (message->answer.verdict != REGISTRY_YES) {
        dialogue_refused(zone, dialogue, message, "");
        return;
    }
    dialogue->slot->show_token = true;
    dialogue_answer(zone, dialogue, LOGIN_PAUSE,
                    text_printf("For the next %lld hours, type `resume` and this token where the account name is asked for:\n",
                                (long long)zone->setting->options->login_token_hours));
}

/* -- into the game ----------------------------------------------------------------------------------- */

void answered_enter(struct zone *zone, struct dialogue *dialogue, const struct message *message)
{
    if (dialogue->slot == NULL)
        dialogue_drop(zone, dialogue);      /* the slot is with the character: the session is in the game */
    else
        dialogue_refused(zone, dialogue, message, "");
}
