/* zones/login.c -- the dialogue from "Account name:" to the game, one for every connection not yet in it.
 *
 *   ACCOUNT --known--> PASSWORD -------right-------> PAUSE --> MENU --1--> in the game
 *    |  |                                                      ^  |2
 *    |  '----new----> CONFIRM --> NEW_PASSWORD --> NEW_AGAIN --'  '--> READER --> NAME --> CHOICES --> MENU
 *    |                                                         |4
 *    '--resume TOKEN--> in the game                            |  '--> DELETE --> MENU
 *                                                              |5
 *                                                              |  '--> OLD_PASSWORD --> CHANGE --> CHANGE_AGAIN --> MENU
 *                                                              |6
 *                                                                 '--> TOKEN --> PAUSE
 *
 * Entered by the worker that runs the zone.  Here are the zone kind, the answering, and the state as bytes; what is
 * said and heard is left to login_account.c, login_menu.c and login_words.c.  What is true of accounts and
 * characters is asked of the registry, and the slot is kept while it is; passwords are compared outside,
 * only verdicts come here. */
#include "zones/login_state.h"

#include "core/facts.h"
#include "core/markup.h"
#include "core/memory.h"

#include <string.h>

enum { CHARACTERS_BYTES_MOST = 4096, DIALOGUES_MOST = 1 << 20 };

/* What is asked in a state, what kind of line answers it, who hears that. */
struct login_step {
    const char    *prompt;
    enum slot_next next;
    login_heard   *heard;
};
static const char new_password[] = "Choose a password for it (5 characters or more): ";
static const char once_more[] = "Type it once more: ";
static const struct login_step steps[LOGIN_STATES] = {
    [LOGIN_ACCOUNT]      = { "Account name: ", NEXT_ACCOUNT, heard_account },
    [LOGIN_CONFIRM]      = { "Shall it be made, yes or no? ", NEXT_RAW, heard_confirm },
    [LOGIN_NEW_PASSWORD] = { new_password, NEXT_SECRET_NEW, heard_new_password },
    [LOGIN_NEW_AGAIN]    = { once_more, NEXT_SECRET_CHECK, heard_new_again },
    [LOGIN_PASSWORD]     = { "Please enter your account password (ENTER aborts): ", NEXT_SECRET_CHECK, heard_password },
    [LOGIN_PAUSE]        = { M_ART "                             *** " M_ART_END "PRESS ENTER" M_ART " ***" M_ART_END, NEXT_RAW,
                             heard_pause },
    [LOGIN_MENU]         = { "Your choice: ", NEXT_RAW, heard_menu },
    [LOGIN_READER]       = { "Do you use a screen reader, yes or no (ENTER: no)? ", NEXT_RAW, heard_reader },
    [LOGIN_NAME]         = { "Name of the character (ENTER goes back): ", NEXT_RAW, heard_name },
    [LOGIN_CHOICES]      = { "Shall the world say he, she or they? (ENTER goes back) ", NEXT_RAW, heard_choices },
    [LOGIN_RACE]         = { "Born to which people (ENTER: human)? ", NEXT_RAW, heard_race },
    [LOGIN_PATH]         = { "Which path (ENTER: fighter)? ", NEXT_RAW, heard_path },
    [LOGIN_DELETE]       = { "Type the name once more (ENTER goes back): ", NEXT_RAW, heard_delete },
    [LOGIN_OLD_PASSWORD] = { "The password as it is now (ENTER goes back): ", NEXT_SECRET_CHECK, heard_old_password },
    [LOGIN_CHANGE]       = { "The new password (5 characters or more): ", NEXT_SECRET_NEW, heard_new_password },
    [LOGIN_CHANGE_AGAIN] = { once_more, NEXT_SECRET_CHECK, heard_new_again },
    [LOGIN_TOKEN]        = { "Press ENTER to be shown a new token: ", NEXT_TOKEN, heard_token },
};

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

void dialogue_drop(struct zone *zone, struct dialogue *dialogue)
{
    struct login *login = zone->state;
    unsigned at;
    dialogue_return_try(zone, dialogue);
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

/* -- answering --------------------------------------------------------------------------------------- */

const char login_busy[] = "Too many people are logging in just now. Please try again in a moment.\n";

/* Here nobody has switched anything yet. */
static uint8_t login_wishes(const struct dialogue *dialogue, const struct slot *slot)
{
    return dialogue->aloud || slot->reader ? WISH_SCREEN_READER : 0;
}

void dialogue_answer(struct zone *zone, struct dialogue *dialogue, enum login_state state, struct text *words)
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
    slot->wishes = login_wishes(dialogue, slot);
    text_unref(&slot->facts);
    if (state == LOGIN_MENU && slot->watched)
        slot->facts = text_printf("%cACCOUNT_NAME%c%s", FACT_NAME, FACT_VALUE, dialogue->account);
    text_unref(&slot->next_secret);
    if (steps[state].next == NEXT_SECRET_CHECK)
        slot->next_secret = text_ref(dialogue->hash);
    if (steps[state].next == NEXT_TOKEN)
        slot->next_secret = text_string(dialogue->account);
    zone_answer_end(zone, text_string(steps[state].prompt), steps[state].next, zone->id, NO_ENTITY);
}

void dialogue_again(struct zone *zone, struct dialogue *dialogue, const char *words)
{
    dialogue_answer(zone, dialogue, dialogue->state, words == NULL ? NULL : text_string(words));
}

ZONE_THREAD static void login_close(struct zone *zone, struct slot *slot, const char *words)
{
    zone_answer_begin(zone, slot);
    zone_say(zone, "%s", words);
    zone_answer_end(zone, NULL, NEXT_CLOSE, zone->id, NO_ENTITY);
}

void dialogue_close(struct zone *zone, struct dialogue *dialogue, const char *words)
{
    login_close(zone, dialogue->slot, words);
    dialogue_drop(zone, dialogue);
}

/* -- asking the registry ----------------------------------------------------------------------------- */

ZONE_THREAD static struct message *dialogue_question(struct zone *zone, const struct dialogue *dialogue,
                                                     enum registry_request request)
{
    struct message *ask = zone_mail(zone, MSG_ASK, setting_registry(zone->setting, dialogue->account), NO_ENTITY);
    ask->ask.request = (uint8_t)request;
    ask->ask.session = dialogue->session;
    memcpy(ask->ask.account, dialogue->account, NAME_SIZE);
    return ask;
}

void dialogue_ask(struct zone *zone, struct dialogue *dialogue, enum registry_request request, const char *name,
                  struct text *value)
{
    struct message *ask = dialogue_question(zone, dialogue, request);
    snprintf(ask->ask.name, sizeof ask->ask.name, "%s", name);
    ask->ask.value = value;
    ask->ask.aloud = dialogue->aloud;
    if (request == REGISTRY_ENTER) {
        dialogue->slot->wishes = login_wishes(dialogue, dialogue->slot);
        ask->ask.slot = dialogue->slot;
        dialogue->slot = NULL;
    }
    dialogue->asked = (uint8_t)request;
    zone_emit(zone, ask);
}

void dialogue_return_try(struct zone *zone, struct dialogue *dialogue)
{
    if (dialogue->granted)
        zone_emit(zone, dialogue_question(zone, dialogue, REGISTRY_RETURN_TRY));
    dialogue->granted = false;
}

bool dialogue_wrong(struct zone *zone, struct dialogue *dialogue, const char *words)
{
    struct login *login = zone->state;
    dialogue->granted = false;          /* the try is used up */
    tries_spend(&login->tries, dialogue->address, zone->now);
    /* Counted for the connection: naming another account in between wins nobody more tries. */
    if (++dialogue->tries < zone->setting->options->login_tries)
        return false;
    char closing[100];
    snprintf(closing, sizeof closing, "%sThat was one time too many.\n", words);
    dialogue_close(zone, dialogue, closing);
    return true;
}

void dialogue_take_characters(struct dialogue *dialogue, const struct message *message, const char *active)
{
    char name[NAME_SIZE] = "";
    text_unref(&dialogue->characters);
    dialogue->characters = text_ref(message->answer.value);
    dialogue->aloud |= message->answer.aloud;
    if (!characters_find(dialogue->characters, active, name) && !characters_get(dialogue->characters, 0, name))
        memset(name, 0, NAME_SIZE);
    memcpy(dialogue->active, name, NAME_SIZE);
}

/* Why the registry refused: its own words, or ours for that verdict. */
static const char *answer_reason(const struct message *message)
{
    static const char *const reasons[] = {
        [REGISTRY_NO] = "That cannot be done.\n",
        [REGISTRY_BUSY] = "That account is busy just now. Please try again in a moment.\n",
        [REGISTRY_AWAY] = "The book of names does not open just now, and nothing was changed. Please try again in a moment.\n",
        [REGISTRY_FULL] = "This account has room for no further character.\n",
        [REGISTRY_WAIT] = "Too many wrong passwords were tried for that account. Please wait a while.\n",
    };
    if (message->answer.value != NULL)
        return text_bytes(message->answer.value);
    unsigned verdict = message->answer.verdict;
    bool known = verdict < sizeof reasons / sizeof reasons[0] && reasons[verdict] != NULL;
    return reasons[known ? verdict : REGISTRY_NO];
}

void dialogue_refused(struct zone *zone, struct dialogue *dialogue, const struct message *message, const char *before)
{
    enum login_state back = dialogue_inside(dialogue) ? LOGIN_MENU : LOGIN_ACCOUNT;
    if (message->answer.request == REGISTRY_NEW_CHARACTER && message->answer.verdict == REGISTRY_NO)
        back = LOGIN_NAME;
    dialogue_answer(zone, dialogue, back, text_printf("%s%s", before, answer_reason(message)));
}

/* -- what the registry says -------------------------------------------------------------------------- */

ZONE_THREAD static void login_hear_registry(struct zone *zone, struct message *message)
{
    static login_answered *const answered[] = {
        [REGISTRY_FIND_ACCOUNT] = answered_find, [REGISTRY_NEW_ACCOUNT] = answered_new_account,
        [REGISTRY_CHARACTERS] = answered_characters, [REGISTRY_NEW_CHARACTER] = answered_new_character,
        [REGISTRY_ENTER] = answered_enter, [REGISTRY_DELETE_CHARACTER] = answered_delete,
        [REGISTRY_NEW_PASSWORD] = answered_new_password, [REGISTRY_NEW_TOKEN] = answered_new_token,
        [REGISTRY_RESUME] = answered_resume,
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
    dialogue->granted = message->answer.request == REGISTRY_FIND_ACCOUNT && message->answer.verdict == REGISTRY_YES;
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
    if (message->connect.address != NULL)
        snprintf(dialogue->address, sizeof dialogue->address, "%s", text_bytes(message->connect.address));
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
        [MSG_ANSWER]  = login_hear_registry,
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
    const struct options *options = zone->setting->options;
    struct login *login = memory_get(sizeof *login);
    login->tries.most = options->login_tries_per_address;
    login->tries.refill_ms = options->login_tries_refill_s * 1000;
    zone->state = login;
}

static void login_end(struct zone *zone)
{
    struct login *login = zone->state;
    for (unsigned at = 0; at < login->dialogues.count; at++)
        dialogue_free(login->dialogues.items[at]);
    sorted_free(&login->dialogues);
    tries_free(&login->tries);
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
        put_string(writer, dialogue->address);
        put_u8(writer, dialogue->state);
        put_u8(writer, dialogue->asked);
        put_u8(writer, dialogue->tries);
        put_u8(writer, dialogue->granted);
        put_u8(writer, dialogue->gone);
        put_u8(writer, dialogue->aloud);
        put_string(writer, dialogue->account);
        put_string(writer, dialogue->active);
        put_string(writer, dialogue->naming);
        put_u8(writer, dialogue->pronoun);
        put_string(writer, dialogue->race);
        put_text(writer, dialogue->hash);
        put_text(writer, dialogue->characters);
        put_u8(writer, dialogue->slot != NULL);
        if (dialogue->slot != NULL)
            slot_encode(dialogue->slot, writer);
    }
    tries_encode(&login->tries, writer);
}

static void dialogue_decode(struct dialogue *dialogue, struct bytes_reader *reader)
{
    take_string(reader, dialogue->address, sizeof dialogue->address);
    dialogue->state = take_u8(reader);
    dialogue->asked = take_u8(reader);
    dialogue->tries = take_u8(reader);
    dialogue->granted = take_u8(reader) != 0;
    dialogue->gone = take_u8(reader) != 0;
    dialogue->aloud = take_u8(reader) != 0;
    take_string(reader, dialogue->account, sizeof dialogue->account);
    take_string(reader, dialogue->active, sizeof dialogue->active);
    take_string(reader, dialogue->naming, sizeof dialogue->naming);
    dialogue->pronoun = take_u8(reader);
    take_string(reader, dialogue->race, sizeof dialogue->race);
    dialogue->hash = take_text(reader, SECRET_HASH_SIZE);
    dialogue->characters = take_text(reader, CHARACTERS_BYTES_MOST);
    bool held = take_u8(reader) != 0;
    if (dialogue->state >= LOGIN_STATES || dialogue->asked > REGISTRY_RESUME)
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
    return !reader->failed && login->dialogues.count == count && tries_decode(&login->tries, reader);
}

const struct zone_kind_table zone_login = {
    .name = "login",
    .begin = login_begin,
    .end = login_end,
    .apply = login_apply,
    .encode = login_encode,
    .decode = login_decode,
};
