/* zones/login.c -- the dialogue from "Account name:" to the menu, one for every connection not yet in the game.
 *
 *   ACCOUNT --known--> PASSWORD ------------right---------------.
 *      |                                                        v
 *      '----new----> CONFIRM --yes--> NEW_PASSWORD --> NEW_AGAIN --> MENU --1--> in the game
 *                                                                   ^  |2
 *                                                  CHOICES <-- NAME <--'
 *
 * Entered by the worker that runs the zone.  Words and names are login_words.c's; what is true of accounts
 * and characters is asked of the registry, and the slot is kept while it is; passwords are compared outside,
 * only verdicts come here. */
#include "core/memory.h"
#include "zones/login_words.h"
#include "zones/registry.h"
#include "zones/sorted.h"
#include "zones/zone.h"

#include <string.h>
#include <strings.h>

enum login_state {
    LOGIN_ACCOUNT, LOGIN_CONFIRM, LOGIN_NEW_PASSWORD, LOGIN_NEW_AGAIN, LOGIN_PASSWORD, LOGIN_MENU, LOGIN_NAME,
    LOGIN_CHOICES, LOGIN_STATES,
};
enum { CHARACTERS_BYTES_MOST = 4096, DIALOGUES_MOST = 1 << 20 };

struct dialogue {
    session_id   session;
    uint8_t      state;                /* enum login_state */
    uint8_t      asked;                /* enum registry_request under way, or 0 */
    uint8_t      tries;                /* wrong passwords so far */
    bool         gone;                 /* the connection ended while a request was under way */
    char         account[NAME_SIZE];   /* folded */
    char         active[NAME_SIZE];    /* the character `1` enters the game with; empty for none */
    char         creating[NAME_SIZE];
    struct text *hash;                 /* of the account's password, or of the one being chosen */
    struct text *characters;           /* names, one a line */
    struct slot *slot;                 /* in flight: kept while the registry is asked */
};

struct login {
    struct sorted dialogues;           /* by session */
};

struct login_step {
    const char    *prompt;
    enum slot_next next;
    void         (*heard)(struct zone *zone, struct dialogue *dialogue, const struct slot *slot);
};
static const struct login_step steps[LOGIN_STATES];

/* -- dialogues --------------------------------------------------------------------------------------- */

static int dialogue_order(const void *item, const void *key)
{
    const struct dialogue *dialogue = item;
    const session_id *session = key;
    return (dialogue->session.number > session->number) - (dialogue->session.number < session->number);
}

static struct dialogue *dialogue_find(const struct zone *zone, session_id session)
{
    const struct login *login = zone->state;
    return sorted_find(&login->dialogues, dialogue_order, &session, NULL);
}

static void dialogue_free(struct dialogue *dialogue)
{
    text_unref(&dialogue->hash);
    text_unref(&dialogue->characters);
    memory_free(dialogue);
}

static void dialogue_drop(struct zone *zone, struct dialogue *dialogue)
{
    struct login *login = zone->state;
    unsigned at;
    void *found = sorted_find(&login->dialogues, dialogue_order, &dialogue->session, &at);
    assert(found == dialogue);
    sorted_take(&login->dialogues, at);
    dialogue_free(dialogue);
}

static struct dialogue *dialogue_new(struct zone *zone, session_id session)
{
    struct login *login = zone->state;
    unsigned at;
    struct dialogue *old = sorted_find(&login->dialogues, dialogue_order, &session, &at);
    if (old != NULL)
        dialogue_free(sorted_take(&login->dialogues, at));
    struct dialogue *dialogue = memory_get(sizeof *dialogue);
    dialogue->session = session;
    sorted_insert(&login->dialogues, at, dialogue);
    return dialogue;
}

static void text_keep(struct text **place, struct text *text)
{
    text_unref(place);
    *place = text_ref(text);
}

/* -- answering --------------------------------------------------------------------------------------- */

ZONE_THREAD static void menu_say(struct zone *zone, const struct dialogue *dialogue)
{
    zone_say(zone, "\nActive Character: %s\n", dialogue->active[0] == '\0' ? "none yet" : dialogue->active);
    char name[NAME_SIZE];
    for (unsigned at = 0; characters_get(dialogue->characters, at, name); at++)
        zone_say(zone, "%s%s", at == 0 ? "Your characters: " : ", ", name);
    if (characters_get(dialogue->characters, 0, name))
        zone_say(zone, "\n");
    zone_say(zone, "\n"
             "  1         enter the game\n"
             "  2         create a character\n"
             "  3 name    choose another character\n"
             "  0         leave\n\n");
}

/* Says `words` (a reference, taken over; NULL says nothing) and asks the question of `state`. */
ZONE_THREAD static void dialogue_answer(struct zone *zone, struct dialogue *dialogue, enum login_state state, struct text *words)
{
    struct slot *slot = dialogue->slot;
    dialogue->slot = NULL;
    dialogue->state = (uint8_t)state;
    zone_answer_begin(zone, slot);
    if (words != NULL)
        zone_say_bytes(zone, text_bytes(words), text_length(words));
    text_unref(&words);
    if (state == LOGIN_MENU)
        menu_say(zone, dialogue);
    text_unref(&slot->next_secret);
    if (steps[state].next == NEXT_SECRET_CHECK)
        slot->next_secret = text_ref(dialogue->hash);
    zone_answer_end(zone, text_string(steps[state].prompt), steps[state].next, zone->id, NO_ENTITY);
}

ZONE_THREAD static void login_close(struct zone *zone, struct slot *slot, const char *words)
{
    zone_answer_begin(zone, slot);
    zone_say(zone, "%s", words);
    zone_answer_end(zone, NULL, NEXT_CLOSE, zone->id, NO_ENTITY);
}

ZONE_THREAD static void dialogue_close(struct zone *zone, struct dialogue *dialogue, const char *words)
{
    login_close(zone, dialogue->slot, words);
    dialogue_drop(zone, dialogue);
}

/* The same question again. */
ZONE_THREAD static void dialogue_again(struct zone *zone, struct dialogue *dialogue, const char *words)
{
    dialogue_answer(zone, dialogue, dialogue->state, words == NULL ? NULL : text_string(words));
}

/* Asks the registry; value: a reference, taken over.  The slot stays here, or goes along to enter the game. */
ZONE_THREAD static void dialogue_ask(struct zone *zone, struct dialogue *dialogue, enum registry_request request,
                                     const char *name, struct text *value)
{
    struct message *ask = zone_mail(zone, MSG_ASK, setting_registry(zone->setting, dialogue->account), NO_ENTITY);
    ask->ask.request = (uint8_t)request;
    ask->ask.session = dialogue->session;
    memcpy(ask->ask.account, dialogue->account, NAME_SIZE);
    snprintf(ask->ask.name, sizeof ask->ask.name, "%s", name);
    ask->ask.value = value;
    if (request == REGISTRY_ENTER) {
        ask->ask.slot = dialogue->slot;
        dialogue->slot = NULL;
    }
    dialogue->asked = (uint8_t)request;
    zone_emit(zone, ask);
}

/* -- what is heard, by state ------------------------------------------------------------------------- */

ZONE_THREAD static void heard_account(struct zone *zone, struct dialogue *dialogue, const struct slot *slot)
{
    char word[SLOT_LINE_SIZE];
    if (!line_word(slot->line, word, sizeof word) || word[0] == '\0')
        dialogue_again(zone, dialogue, NULL);
    else if (!name_fits(word))
        dialogue_again(zone, dialogue, "Illegal account name.\nPlease choose an original name that would fit a world of "
                                       "fantasy: 3 to 12 letters, nothing else.\n");
    else {
        name_fold(dialogue->account, word);
        dialogue_ask(zone, dialogue, REGISTRY_FIND_ACCOUNT, "", NULL);
    }
}

ZONE_THREAD static void heard_confirm(struct zone *zone, struct dialogue *dialogue, const struct slot *slot)
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

static const char too_many[] = "Too many people are logging in just now. Please try again in a moment.\n";

ZONE_THREAD static void heard_new_password(struct zone *zone, struct dialogue *dialogue, const struct slot *slot)
{
    switch (slot->verdict) {
    case VERDICT_NEW:
        text_unref(&dialogue->hash);
        dialogue->hash = text_string(slot->secret);
        dialogue_answer(zone, dialogue, LOGIN_NEW_AGAIN, NULL);
        return;
    case VERDICT_EMPTY:
        dialogue_answer(zone, dialogue, LOGIN_ACCOUNT, text_string("No account was made.\n"));
        return;
    case VERDICT_BUSY:
        dialogue_again(zone, dialogue, too_many);
        return;
    default:
        dialogue_again(zone, dialogue, "That password is too short or too long.\n");
    }
}

ZONE_THREAD static void heard_new_again(struct zone *zone, struct dialogue *dialogue, const struct slot *slot)
{
    switch (slot->verdict) {
    case VERDICT_RIGHT:
        dialogue_ask(zone, dialogue, REGISTRY_NEW_ACCOUNT, "", text_ref(dialogue->hash));
        return;
    case VERDICT_EMPTY:
        dialogue_answer(zone, dialogue, LOGIN_ACCOUNT, text_string("No account was made.\n"));
        return;
    case VERDICT_BUSY:
        dialogue_again(zone, dialogue, too_many);
        return;
    default:
        dialogue_answer(zone, dialogue, LOGIN_NEW_PASSWORD, text_string("The two were not the same.\n"));
    }
}

ZONE_THREAD static void heard_password(struct zone *zone, struct dialogue *dialogue, const struct slot *slot)
{
    switch (slot->verdict) {
    case VERDICT_RIGHT:
        dialogue_ask(zone, dialogue, REGISTRY_CHARACTERS, "", NULL);
        return;
    case VERDICT_EMPTY:
        dialogue_answer(zone, dialogue, LOGIN_ACCOUNT, NULL);
        return;
    case VERDICT_BUSY:
        dialogue_again(zone, dialogue, too_many);
        return;
    default:
        break;
    }
    /* Counted for the connection: naming another account in between wins nobody more tries. */
    if (++dialogue->tries >= zone->setting->options->login_tries)
        dialogue_close(zone, dialogue, "Wrong password.\nThat was one time too many.\n");
    else
        dialogue_again(zone, dialogue, "Wrong password.\n");
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
    dialogue_answer(zone, dialogue, LOGIN_NAME, NULL);
}

ZONE_THREAD static void menu_choose(struct zone *zone, struct dialogue *dialogue, const char *words)
{
    char name[NAME_SIZE];
    if (words[0] == '\0')
        dialogue_again(zone, dialogue, "Choose whom? Type 3 and a name.\n");
    else if (!characters_find(dialogue->characters, words, name))
        dialogue_again(zone, dialogue, "You have no character of that name.\n");
    else {
        memcpy(dialogue->active, name, NAME_SIZE);
        dialogue_again(zone, dialogue, NULL);
    }
}

ZONE_THREAD static void menu_leave(struct zone *zone, struct dialogue *dialogue, const char *words)
{
    (void)words;
    dialogue_close(zone, dialogue, "Until the next time.\n");
}

ZONE_THREAD static void heard_menu(struct zone *zone, struct dialogue *dialogue, const struct slot *slot)
{
    static void (*const choices[])(struct zone *zone, struct dialogue *dialogue, const char *words) = {
        menu_leave, menu_enter, menu_create, menu_choose,
    };
    char line[SLOT_LINE_SIZE] = "";
    bool fits = line_word(slot->line, line, sizeof line);
    bool one_digit = fits && line[0] >= '0' && line[0] <= '3' && (line[1] == '\0' || line[1] == ' ');
    if (one_digit)
        choices[line[0] - '0'](zone, dialogue, line + 1 + strspn(line + 1, " "));
    else
        dialogue_again(zone, dialogue, line[0] == '\0' ? NULL : "That is none of the choices.\n");
}

ZONE_THREAD static void heard_name(struct zone *zone, struct dialogue *dialogue, const struct slot *slot)
{
    char word[SLOT_LINE_SIZE];
    if (!line_word(slot->line, word, sizeof word) || word[0] == '\0')
        dialogue_answer(zone, dialogue, LOGIN_MENU, NULL);
    else if (!name_fits(word))
        dialogue_again(zone, dialogue, "A name has 3 to 12 letters, and nothing but letters.\n");
    else if (name_reserved(word))
        dialogue_again(zone, dialogue, "That word means something else here; please think of another name.\n");
    else {
        name_show(dialogue->creating, word);
        dialogue_answer(zone, dialogue, LOGIN_CHOICES, NULL);
    }
}

ZONE_THREAD static void heard_choices(struct zone *zone, struct dialogue *dialogue, const struct slot *slot)
{
    static const char *const choices[] = { "he", "she", "they" };
    char word[8] = "";
    if (line_word(slot->line, word, sizeof word))
        for (size_t at = 0; at < sizeof choices / sizeof choices[0]; at++)
            if (strcasecmp(word, choices[at]) == 0) {
                dialogue_ask(zone, dialogue, REGISTRY_NEW_CHARACTER, dialogue->creating, text_string(choices[at]));
                return;
            }
    dialogue_again(zone, dialogue, "Please answer he, she or they.\n");
}

static const struct login_step steps[LOGIN_STATES] = {
    [LOGIN_ACCOUNT]      = { "Account name: ", NEXT_RAW, heard_account },
    [LOGIN_CONFIRM]      = { "Shall it be made, yes or no? ", NEXT_RAW, heard_confirm },
    [LOGIN_NEW_PASSWORD] = { "Choose a password for it (5 characters or more): ", NEXT_SECRET_NEW, heard_new_password },
    [LOGIN_NEW_AGAIN]    = { "Type it once more: ", NEXT_SECRET_CHECK, heard_new_again },
    [LOGIN_PASSWORD]     = { "Please enter your account password (ENTER aborts): ", NEXT_SECRET_CHECK, heard_password },
    [LOGIN_MENU]         = { "Your choice: ", NEXT_RAW, heard_menu },
    [LOGIN_NAME]         = { "Name of the character (ENTER goes back): ", NEXT_RAW, heard_name },
    [LOGIN_CHOICES]      = { "Shall the world say he, she or they? ", NEXT_RAW, heard_choices },
};

/* -- what the registry answers ----------------------------------------------------------------------- */

/* Why it refused: its own words, or ours for that verdict. A new reference. */
static struct text *answer_reason(const struct message *message)
{
    static const char *const reasons[] = {
        [REGISTRY_NO] = "That cannot be done.\n",
        [REGISTRY_BUSY] = "That account is busy just now. Please try again in a moment.\n",
        [REGISTRY_AWAY] = "The book of names does not open just now, and nothing was changed. Please try again in a moment.\n",
        [REGISTRY_FULL] = "This account has room for no further character.\n",
    };
    if (message->answer.value != NULL)
        return text_ref(message->answer.value);
    unsigned verdict = message->answer.verdict;
    bool known = verdict < sizeof reasons / sizeof reasons[0] && reasons[verdict] != NULL;
    return text_string(reasons[known ? verdict : REGISTRY_NO]);
}

/* After a refusal the dialogue goes on where another try makes sense. */
ZONE_THREAD static void answer_refused(struct zone *zone, struct dialogue *dialogue, const struct message *message)
{
    static const uint8_t back[] = {
        [REGISTRY_FIND_ACCOUNT] = LOGIN_ACCOUNT, [REGISTRY_NEW_ACCOUNT] = LOGIN_ACCOUNT,
        [REGISTRY_CHARACTERS] = LOGIN_ACCOUNT, [REGISTRY_NEW_CHARACTER] = LOGIN_MENU, [REGISTRY_ENTER] = LOGIN_MENU,
    };
    enum login_state state = back[message->answer.request];
    if (message->answer.request == REGISTRY_NEW_CHARACTER && message->answer.verdict == REGISTRY_NO)
        state = LOGIN_NAME;
    dialogue_answer(zone, dialogue, state, answer_reason(message));
}

ZONE_THREAD static void answered_find(struct zone *zone, struct dialogue *dialogue, const struct message *message)
{
    char shown[NAME_SIZE];
    name_show(shown, dialogue->account);
    if (message->answer.verdict == REGISTRY_YES) {
        text_keep(&dialogue->hash, message->answer.value);
        dialogue_answer(zone, dialogue, LOGIN_PASSWORD, NULL);
    } else if (message->answer.verdict == REGISTRY_NO)
        dialogue_answer(zone, dialogue, LOGIN_CONFIRM, text_printf("There is no account named %s yet.\n", shown));
    else
        answer_refused(zone, dialogue, message);
}

/* The password was right, or has just been chosen: its hash is not needed here any more. */
ZONE_THREAD static void dialogue_open(struct zone *zone, struct dialogue *dialogue, struct text *characters, const char *words)
{
    text_unref(&dialogue->hash);
    text_keep(&dialogue->characters, characters);
    characters_get(characters, 0, dialogue->active);
    dialogue_answer(zone, dialogue, LOGIN_MENU, words == NULL ? NULL : text_string(words));
}

ZONE_THREAD static void answered_new_account(struct zone *zone, struct dialogue *dialogue, const struct message *message)
{
    if (message->answer.verdict == REGISTRY_YES)
        dialogue_open(zone, dialogue, NULL, "Your account is made. Now create a character: 2.\n");
    else
        answer_refused(zone, dialogue, message);
}

ZONE_THREAD static void answered_characters(struct zone *zone, struct dialogue *dialogue, const struct message *message)
{
    if (message->answer.verdict == REGISTRY_YES)
        dialogue_open(zone, dialogue, message->answer.value, NULL);
    else
        answer_refused(zone, dialogue, message);
}

ZONE_THREAD static void answered_new_character(struct zone *zone, struct dialogue *dialogue, const struct message *message)
{
    if (message->answer.verdict != REGISTRY_YES) {
        answer_refused(zone, dialogue, message);
        return;
    }
    text_keep(&dialogue->characters, message->answer.value);
    memcpy(dialogue->active, dialogue->creating, NAME_SIZE);
    dialogue_answer(zone, dialogue, LOGIN_MENU, text_printf("%s is ready to enter the game.\n", dialogue->creating));
}

ZONE_THREAD static void answered_enter(struct zone *zone, struct dialogue *dialogue, const struct message *message)
{
    if (dialogue->slot == NULL)
        dialogue_drop(zone, dialogue);      /* the slot is with the character: the session is in the game */
    else
        answer_refused(zone, dialogue, message);
}

ZONE_THREAD static void login_answered(struct zone *zone, struct message *message)
{
    static void (*const answered[])(struct zone *zone, struct dialogue *dialogue, const struct message *message) = {
        [REGISTRY_FIND_ACCOUNT] = answered_find, [REGISTRY_NEW_ACCOUNT] = answered_new_account,
        [REGISTRY_CHARACTERS] = answered_characters, [REGISTRY_NEW_CHARACTER] = answered_new_character,
        [REGISTRY_ENTER] = answered_enter,
    };
    struct dialogue *dialogue = dialogue_find(zone, message->answer.session);
    if (dialogue == NULL || dialogue->asked == 0 || dialogue->asked != message->answer.request) {
        if (message->answer.slot != NULL)
            login_close(zone, message->answer.slot, "This connection has lost its thread. Please connect again.\n");
        return;
    }
    dialogue->asked = 0;
    if (message->answer.request == REGISTRY_ENTER)
        dialogue->slot = message->answer.slot;
    if (!dialogue->gone)
        answered[message->answer.request](zone, dialogue, message);
    else if (dialogue->slot != NULL)
        dialogue_close(zone, dialogue, "");
    else
        dialogue_drop(zone, dialogue);
}

/* -- what net says ----------------------------------------------------------------------------------- */

ZONE_THREAD static void login_connect(struct zone *zone, struct message *message)
{
    struct dialogue *dialogue = dialogue_new(zone, message->connect.session);
    struct text *greeting = login_greeting(zone->setting->options->game_name);
    struct text *prompt = text_string(steps[LOGIN_ACCOUNT].prompt);
    zone_tell(zone, dialogue->session, greeting, prompt);
    text_unref(&greeting);
    text_unref(&prompt);
}

ZONE_THREAD static void login_command(struct zone *zone, struct message *message)
{
    struct slot *slot = message->command.slot;
    struct dialogue *dialogue = dialogue_find(zone, slot->session);
    if (dialogue == NULL || dialogue->asked != 0) {
        login_close(zone, slot, "This connection has lost its thread. Please connect again.\n");
        return;
    }
    dialogue->slot = slot;
    steps[dialogue->state].heard(zone, dialogue, slot);
}

ZONE_THREAD static void login_hangup(struct zone *zone, struct message *message)
{
    struct dialogue *dialogue = dialogue_find(zone, message->hangup.session);
    if (dialogue == NULL)
        return;
    if (dialogue->asked != 0)
        dialogue->gone = true;
    else
        dialogue_drop(zone, dialogue);
}

ZONE_THREAD static void login_apply(struct zone *zone, struct message *message, const struct lookup *lookup)
{
    static void (*const handlers[MSG_TYPES])(struct zone *zone, struct message *message) = {
        [MSG_CONNECT] = login_connect,
        [MSG_COMMAND] = login_command,
        [MSG_HANGUP]  = login_hangup,
        [MSG_ANSWER]  = login_answered,
    };
    (void)lookup;
    /* A command's message is part of its slot, which its handler has given away by the time it returns. */
    bool ours = !message->embedded;
    if (handlers[message->type] != NULL)
        handlers[message->type](zone, message);
    if (ours)
        message_free(&message);
}

/* -- birth, end, bytes ------------------------------------------------------------------------------- */

static void login_begin(struct zone *zone)
{
    zone->state = memory_get(sizeof(struct login));
}

static void login_end(struct zone *zone)
{
    struct login *login = zone->state;
    for (unsigned at = 0; at < login->dialogues.count; at++)
        dialogue_free(login->dialogues.items[at]);
    sorted_free(&login->dialogues);
    memory_free(login);
    zone->state = NULL;
}

static void login_encode(const struct zone *zone, struct bytes_writer *writer)
{
    const struct login *login = zone->state;
    put_u32(writer, login->dialogues.count);
    for (unsigned at = 0; at < login->dialogues.count; at++) {
        const struct dialogue *dialogue = login->dialogues.items[at];
        put_u64(writer, dialogue->session.number);
        put_u8(writer, dialogue->state);
        put_u8(writer, dialogue->asked);
        put_u8(writer, dialogue->tries);
        put_u8(writer, dialogue->gone);
        put_string(writer, dialogue->account);
        put_string(writer, dialogue->active);
        put_string(writer, dialogue->creating);
        put_text(writer, dialogue->hash);
        put_text(writer, dialogue->characters);
        put_u8(writer, dialogue->slot != NULL);
        if (dialogue->slot != NULL)
            slot_encode(dialogue->slot, writer);
    }
}

static void dialogue_decode(struct dialogue *dialogue, struct bytes_reader *reader)
{
    dialogue->state = take_u8(reader);
    dialogue->asked = take_u8(reader);
    dialogue->tries = take_u8(reader);
    dialogue->gone = take_u8(reader) != 0;
    take_string(reader, dialogue->account, sizeof dialogue->account);
    take_string(reader, dialogue->active, sizeof dialogue->active);
    take_string(reader, dialogue->creating, sizeof dialogue->creating);
    dialogue->hash = take_text(reader, SECRET_HASH_SIZE);
    dialogue->characters = take_text(reader, CHARACTERS_BYTES_MOST);
    bool held = take_u8(reader) != 0;
    if (dialogue->state >= LOGIN_STATES || dialogue->asked > REGISTRY_ENTER)
        reader->failed = true;
    if (held && !reader->failed)
        dialogue->slot = slot_decode(reader);
    if (held && dialogue->slot == NULL)
        reader->failed = true;
}

static bool login_decode(struct zone *zone, struct bytes_reader *reader)
{
    struct login *login = zone->state;
    uint32_t count = take_u32(reader);
    uint64_t last = 0;
    if (count > DIALOGUES_MOST)
        return false;
    for (uint32_t at = 0; at < count && !reader->failed; at++) {
        session_id session = {take_u64(reader)};
        if (at > 0 && session.number <= last)
            reader->failed = true;
        last = session.number;
        dialogue_decode(dialogue_new(zone, session), reader);
    }
    return !reader->failed && login->dialogues.count == count;
}

const struct zone_kind_table zone_login = {
    .name = "login",
    .begin = login_begin,
    .end = login_end,
    .apply = login_apply,
    .encode = login_encode,
    .decode = login_decode,
};
