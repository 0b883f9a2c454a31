/* zones/login_account.c -- from "Account name:" to the menu: accounts, passwords, tokens.
 *
 * Entered by the worker that runs the zone. */
#include "zones/login_state.h"

#include <string.h>
#include <strings.h>

static void text_keep(struct text **place, struct text *text)
{
    text_unref(place);
    *place = text_ref(text);
}

/* -- the account ------------------------------------------------------------------------------------- */

/* `resume TOKEN`: the secret thread has read it. */
ZONE_THREAD static void heard_resume(struct zone *zone, struct dialogue *dialogue, const struct slot *slot)
{
    if (slot->verdict == VERDICT_BUSY) {
        dialogue_again(zone, dialogue, login_busy);
        return;
    }
    if (!name_fits(slot->line)) {
        if (!dialogue_wrong(zone, dialogue, "That is no token.\n"))
            dialogue_again(zone, dialogue, "That is no token.\n");
        return;
    }
    name_fold(dialogue->account, slot->line);
    dialogue_ask(zone, dialogue, REGISTRY_RESUME, "", text_string(slot->secret));
}

/* The answer to somebody whose address has guessed too often; NULL when he may go on. */
ZONE_THREAD static struct text *address_waits(struct zone *zone, const struct dialogue *dialogue)
{
    struct login *login = zone->state;
    int64_t wait = tries_wait(&login->tries, dialogue->address, zone->now);
    if (wait == 0)
        return NULL;
    return text_printf("Too many wrong passwords came from your address. Please wait %lld seconds.\n",
                       (long long)(wait + 999) / 1000);
}

/* What other games want here from somebody who has no account yet. */
static bool asks_how(const char *word)
{
    static const char *const words[] = { "new", "create", "help" };
    for (size_t at = 0; at < sizeof words / sizeof words[0]; at++)
        if (strcasecmp(words[at], word) == 0)
            return true;
    return false;
}

void heard_account(struct zone *zone, struct dialogue *dialogue, const struct slot *slot)
{
    char word[SLOT_LINE_SIZE];
    struct text *waits = NULL;
    if (slot->verdict != VERDICT_NONE)
        heard_resume(zone, dialogue, slot);
    else if (!line_word(slot->line, word, sizeof word) || !name_fits(word))
        dialogue_again(zone, dialogue, "Illegal account name. Please choose an original name that would fit a world of "
                                       "fantasy: 3 to 12 letters, nothing else.\n");
    else if (asks_how(word))
        dialogue_again(zone, dialogue, "Just type the name you would like your account to have. If nobody has it yet, it is yours.\n");
    else if ((waits = address_waits(zone, dialogue)) != NULL)
        dialogue_answer(zone, dialogue, LOGIN_ACCOUNT, waits);
    else {
        name_fold(dialogue->account, word);
        dialogue_ask(zone, dialogue, REGISTRY_FIND_ACCOUNT, "", NULL);
    }
}

void heard_confirm(struct zone *zone, struct dialogue *dialogue, const struct slot *slot)
{
    char word[8] = "";
    bool fits = line_word(slot->line, word, sizeof word);
    if (fits && (strcasecmp(word, "yes") == 0 || strcasecmp(word, "y") == 0))
        dialogue_answer(zone, dialogue, LOGIN_NEW_PASSWORD, NULL);
    else if (fits && (strcasecmp(word, "no") == 0 || strcasecmp(word, "n") == 0))
        dialogue_answer(zone, dialogue, LOGIN_ACCOUNT, NULL);
    else
        dialogue_again(zone, dialogue, "Please answer yes or no.\n");
}

/* -- a new password, of a new account or of one that has another ------------------------------------- */

ZONE_THREAD static void password_given_up(struct zone *zone, struct dialogue *dialogue)
{
    if (dialogue_inside(dialogue))
        dialogue_answer(zone, dialogue, LOGIN_MENU, text_string("The password stays as it was.\n"));
    else
        dialogue_answer(zone, dialogue, LOGIN_ACCOUNT, text_string("No account was made.\n"));
}

void heard_new_password(struct zone *zone, struct dialogue *dialogue, const struct slot *slot)
{
    switch (slot->verdict) {
    case VERDICT_NEW:
        text_unref(&dialogue->hash);
        dialogue->hash = text_string(slot->secret);
        dialogue_answer(zone, dialogue, dialogue_inside(dialogue) ? LOGIN_CHANGE_AGAIN : LOGIN_NEW_AGAIN, NULL);
        return;
    case VERDICT_EMPTY:
        password_given_up(zone, dialogue);
        return;
    case VERDICT_BUSY:
        dialogue_again(zone, dialogue, login_busy);
        return;
    default:
        dialogue_again(zone, dialogue, "That password is too short or too long.\n");
    }
}

void heard_new_again(struct zone *zone, struct dialogue *dialogue, const struct slot *slot)
{
    bool inside = dialogue_inside(dialogue);
    switch (slot->verdict) {
    case VERDICT_RIGHT:
        dialogue_ask(zone, dialogue, inside ? REGISTRY_NEW_PASSWORD : REGISTRY_NEW_ACCOUNT, "", text_ref(dialogue->hash));
        return;
    case VERDICT_EMPTY:
        password_given_up(zone, dialogue);
        return;
    case VERDICT_BUSY:
        dialogue_again(zone, dialogue, login_busy);
        return;
    default:
        dialogue_answer(zone, dialogue, inside ? LOGIN_CHANGE : LOGIN_NEW_PASSWORD, text_string("The two were not the same.\n"));
    }
}

/* -- the password ------------------------------------------------------------------------------------ */

static const char wrong[] = "Wrong password.\n";

void heard_password(struct zone *zone, struct dialogue *dialogue, const struct slot *slot)
{
    switch (slot->verdict) {
    case VERDICT_RIGHT:
        dialogue->granted = false;      /* the registry forgets all wrong ones */
        dialogue_ask(zone, dialogue, REGISTRY_CHARACTERS, "", text_ref(dialogue->hash));
        return;
    case VERDICT_EMPTY:
        dialogue_return_try(zone, dialogue);
        dialogue_answer(zone, dialogue, LOGIN_ACCOUNT, NULL);
        return;
    case VERDICT_BUSY:
        dialogue_again(zone, dialogue, login_busy);
        return;
    default:
        break;
    }
    if (dialogue_wrong(zone, dialogue, wrong))
        return;
    struct text *waits = address_waits(zone, dialogue);
    if (waits != NULL)
        dialogue_answer(zone, dialogue, LOGIN_ACCOUNT, text_printf("%s%s", wrong, text_bytes(waits)));
    else
        dialogue_ask(zone, dialogue, REGISTRY_FIND_ACCOUNT, "", NULL);  /* another try, if there is one left */
    text_unref(&waits);
}

/* -- what the registry answers ----------------------------------------------------------------------- */

void answered_find(struct zone *zone, struct dialogue *dialogue, const struct message *message)
{
    bool again = dialogue->state == LOGIN_PASSWORD || dialogue->state == LOGIN_OLD_PASSWORD;
    enum login_state ask = dialogue_inside(dialogue) ? LOGIN_OLD_PASSWORD : LOGIN_PASSWORD;
    char shown[NAME_SIZE];
    name_show(shown, dialogue->account);
    if (message->answer.verdict == REGISTRY_YES) {
        text_keep(&dialogue->hash, message->answer.value);
        dialogue_answer(zone, dialogue, ask, again ? text_string(wrong) : NULL);
    } else if (message->answer.verdict == REGISTRY_NO && dialogue->state == LOGIN_ACCOUNT)
        dialogue_answer(zone, dialogue, LOGIN_CONFIRM, text_printf("There is no account named %s yet.\n", shown));
    else
        dialogue_refused(zone, dialogue, message, again ? wrong : "");
}

void answered_new_account(struct zone *zone, struct dialogue *dialogue, const struct message *message)
{
    if (message->answer.verdict != REGISTRY_YES) {
        dialogue_refused(zone, dialogue, message, "");
        return;
    }
    text_unref(&dialogue->hash);
    dialogue_answer(zone, dialogue, LOGIN_MENU, text_string("Your account is made. Now create a character: 2.\n"));
}

/* The hash is not needed here any more. */
void answered_characters(struct zone *zone, struct dialogue *dialogue, const struct message *message)
{
    text_unref(&dialogue->hash);
    if (message->answer.verdict != REGISTRY_YES) {
        dialogue_refused(zone, dialogue, message, "");
        return;
    }
    dialogue_take_characters(dialogue, message, message->answer.name);
    dialogue_answer(zone, dialogue, LOGIN_PAUSE, login_news(zone->setting->options->game_name));
}

/* The token is used up: straight on into the game, or to the menu when nobody is there to play. */
void answered_resume(struct zone *zone, struct dialogue *dialogue, const struct message *message)
{
    static const char not_good[] = "That token is not good, or is no longer.\n";
    if (message->answer.verdict == REGISTRY_YES) {
        dialogue_take_characters(dialogue, message, message->answer.name);
        dialogue->state = LOGIN_MENU;
        if (dialogue->active[0] != '\0')
            dialogue_ask(zone, dialogue, REGISTRY_ENTER, dialogue->active, NULL);
        else
            dialogue_answer(zone, dialogue, LOGIN_MENU, NULL);
    } else if (message->answer.verdict != REGISTRY_NO)
        dialogue_refused(zone, dialogue, message, "");
    else if (!dialogue_wrong(zone, dialogue, not_good))
        dialogue_answer(zone, dialogue, LOGIN_ACCOUNT, text_string(not_good));
}
