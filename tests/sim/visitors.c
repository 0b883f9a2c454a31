/* tests/sim/visitors.c -- the network's part, played as net/session.c plays it: one slot in flight a session,
 * HANGUP once it is back, lines go to the zone the last answer named.
 *
 * A slot that comes back twice, to the wrong session or out of its turn is found here. */
#include "tests/sim/sim.h"

#include "core/clock.h"
#include "core/facts.h"
#include "core/memory.h"

#include <string.h>

enum { REST_MOST_MS = 300 };

SIM void visitors_begin(struct server *server)
{
    struct run *run = server->run;
    server->visitor_count = run->visitor_count;
    for (unsigned at = 0; at < server->visitor_count; at++) {
        struct visitor *visitor = &server->visitors[at];
        visitor->number = at;
        snprintf(visitor->account, sizeof visitor->account, "acct%c", 'a' + at % run->accounts);
        visitor->rests_until = clock_world_ms() + dice_below(&run->dice, REST_MOST_MS);
    }
}

static void visitor_drop_texts(struct visitor *visitor)
{
    text_unref(&visitor->slot.reply);
    text_unref(&visitor->slot.prompt);
    text_unref(&visitor->slot.next_secret);
    text_unref(&visitor->slot.facts);
    text_unref(&visitor->slot.habits);
    text_unref(&visitor->prompt);
    text_unref(&visitor->next_secret);
}

SIM void visitors_end(struct server *server)
{
    for (unsigned at = 0; at < server->visitor_count; at++)
        visitor_drop_texts(&server->visitors[at]);
}

SIM unsigned visitors_in_flight(const struct server *server)
{
    unsigned count = 0;
    for (unsigned at = 0; at < server->visitor_count; at++)
        count += server->visitors[at].in_flight;
    return count;
}

/* NULL for a session that is over: old mail. */
SIM static struct visitor *visitor_find(struct server *server, session_id id)
{
    unsigned place = session_place(id);
    if (session_thread(id) != 0 || place >= server->visitor_count)
        return NULL;
    struct visitor *visitor = &server->visitors[place];
    return visitor->connected && session_same(visitor->id, id) ? visitor : NULL;
}

/* -- connections ------------------------------------------------------------------------------------- */

SIM static void visitor_connect(struct server *server, struct visitor *visitor)
{
    const struct setting *setting = &server->setting;
    visitor->connected = true;
    visitor->closing = false;
    visitor->id = session_make(0, visitor->number, ++server->run->uses);
    visitor->zone.number = setting->login_first.number + (uint32_t)(visitor->id.number % setting->login_count);
    visitor->who = NO_ENTITY;
    visitor->next = NEXT_ACCOUNT;
    visitor->sequence = 0;
    visitor->reply_to[0] = '\0';
    memset(visitor->heard, 0, sizeof visitor->heard);
    slot_begin(&visitor->slot, visitor->id);
    struct message *message = message_new(MSG_CONNECT);
    message->to = visitor->zone;
    message->connect.session = visitor->id;
    message->connect.address = text_string("192.0.2.1");
    post(&server->net_pen, message);
}

/* Only once the slot is back: until then the session waits for it. */
SIM static void visitor_hang_up(struct server *server, struct visitor *visitor)
{
    struct message *message = message_new(MSG_HANGUP);
    message->to = visitor->zone;
    message->about = visitor->who;
    message->hangup.session = visitor->id;
    post(&server->net_pen, message);
    visitor->connected = false;
    visitor->again = false;
    visitor->rests_until = clock_world_ms() + dice_below(&server->run->dice, REST_MOST_MS);
    visitor_drop_texts(visitor);
}

SIM void visitor_close(struct server *server, struct visitor *visitor)
{
    visitor->closing = true;
    if (!visitor->in_flight)
        visitor_hang_up(server, visitor);
}

/* -- asking ------------------------------------------------------------------------------------------ */

SIM static void slot_go(struct server *server, struct visitor *visitor)
{
    assert(visitor->connected && !visitor->in_flight && !visitor->closing);
    visitor->in_flight = true;
    server->run->totals->commands++;
    post(&server->net_pen, slot_ask(&visitor->slot, visitor->zone));
}

/* Half of them have a client that shows what is true of its character. */
static bool watches(const struct visitor *visitor)
{
    return visitor->number % 2 == 1;
}

SIM static struct slot *slot_prepare(struct visitor *visitor)
{
    struct slot *slot = &visitor->slot;
    slot->sequence = ++visitor->sequence;
    slot->verb = VERB_RAW;
    slot->verdict = VERDICT_NONE;
    memset(slot->secret, 0, sizeof slot->secret);
    slot->line[0] = '\0';
    slot->typed[0] = '\0';
    slot->token[0] = '\0';
    slot->show_token = false;
    slot->watched = watches(visitor);
    memcpy(slot->reply_to, visitor->reply_to, sizeof slot->reply_to);
    slot->not_before = 0;
    slot->next = visitor->next;
    slot->zone = visitor->zone;
    slot->who = visitor->who;
    return slot;
}

SIM void visitor_line(struct server *server, struct visitor *visitor, const char *line)
{
    struct slot *slot = slot_prepare(visitor);
    const char *arguments = line;
    if (visitor->next == NEXT_COMMAND)
        slot->verb = verbs_find(server->run->verbs, line, &arguments, slot->typed, sizeof slot->typed);
    snprintf(slot->line, sizeof slot->line, "%s", arguments);
    sim_say(server->run, "%u %s> %s", visitor->number, visitor->account, line);
    slot_go(server, visitor);
}

SIM void visitor_secret(struct server *server, struct visitor *visitor, enum slot_verdict verdict, const char *secret,
                        const char *line)
{
    struct slot *slot = slot_prepare(visitor);
    slot->verdict = (uint8_t)verdict;
    snprintf(slot->secret, sizeof slot->secret, "%s", secret);
    snprintf(slot->line, sizeof slot->line, "%s", line);
    text_unref(&visitor->next_secret);
    slot_go(server, visitor);
}

/* -- mail -------------------------------------------------------------------------------------------- */

static void text_take(struct text **place, struct text **text)
{
    if (*text == NULL)
        return;
    text_unref(place);
    *place = *text;
    *text = NULL;
}

/* Whoever shows facts is told his own, and nobody else any. */
SIM static void facts_read(const struct visitor *visitor, const struct text *facts)
{
    if (facts == NULL)
        return;
    char name[64];
    snprintf(name, sizeof name, "%cACCOUNT_NAME%c%s", FACT_NAME, FACT_VALUE, visitor->account);
    if (!watches(visitor))
        sim_fail("%s was told facts and shows none", visitor->account);
    if (strcasestr(text_bytes(facts), name) == NULL)
        sim_fail("%s was told the facts of somebody else", visitor->account);
}

SIM static void slot_again(struct server *server, struct visitor *visitor)
{
    visitor->again = false;
    text_unref(&visitor->slot.reply);
    text_unref(&visitor->slot.prompt);
    text_unref(&visitor->slot.facts);
    text_unref(&visitor->slot.habits);
    visitor->slot.not_before = 0;
    slot_go(server, visitor);
}

SIM static void on_reply(struct server *server, struct message *message)
{
    struct slot *slot = message->reply.slot;
    struct visitor *visitor = visitor_find(server, slot->session);
    if (visitor == NULL || slot != &visitor->slot)
        sim_fail("an answer came for a session that is over");
    if (!visitor->in_flight || slot->sequence != visitor->sequence)
        sim_fail("%s was answered twice", visitor->account);
    visitor->in_flight = false;
    if (slot->zone.number != 0)
        visitor->zone = slot->zone;
    visitor->who = slot->who;
    if (slot->unrun && !visitor->closing) {
        visitor->again = true;
        visitor->again_at = slot->not_before;
        return;
    }
    visitor->next = slot->next;
    script_answered(server, visitor);
    text_take(&visitor->prompt, &slot->prompt);
    text_take(&visitor->next_secret, &slot->next_secret);
    if (slot->reply != NULL)
        script_read(server, visitor, slot->reply);
    text_unref(&slot->reply);
    facts_read(visitor, slot->facts);
    text_unref(&slot->facts);
    text_unref(&slot->habits);
    if (slot->next == NEXT_CLOSE || visitor->closing)
        visitor_close(server, visitor);
}

SIM static void on_tell(struct server *server, struct message *message)
{
    struct visitor *visitor = visitor_find(server, message->tell.session);
    if (visitor == NULL)
        return;
    if (message->tell.prompt != NULL) {
        struct text *prompt = text_ref(message->tell.prompt);
        text_take(&visitor->prompt, &prompt);
    }
    if (message->tell.reply_to[0] != '\0')
        memcpy(visitor->reply_to, message->tell.reply_to, sizeof visitor->reply_to);
    if (message->tell.text != NULL)
        script_read(server, visitor, message->tell.text);
}

SIM static void on_tells(struct server *server, struct message *message)
{
    for (unsigned at = 0; at < tells_count(&message->tells); at++) {
        struct visitor *visitor = visitor_find(server, tells_session(&message->tells, at));
        if (visitor != NULL)
            script_read(server, visitor, message->tells.text);
    }
}

SIM static void on_place(struct server *server, struct message *message)
{
    struct visitor *visitor = visitor_find(server, message->place.session);
    if (visitor == NULL)
        return;
    visitor->zone = message->place.zone;
    visitor->who = message->place.who;
}

SIM static void on_facts(struct server *server, struct message *message)
{
    const struct visitor *visitor = visitor_find(server, message->facts.session);
    if (visitor != NULL)
        facts_read(visitor, message->facts.facts);
}

/* They need not be told: what comes back undone says for how long. */
SIM static void on_wait(struct server *server, struct message *message)
{
    (void)server;
    (void)message;
}

SIM static void on_close(struct server *server, struct message *message)
{
    struct visitor *visitor = visitor_find(server, message->close.session);
    if (visitor != NULL && !visitor->closing)
        visitor_close(server, visitor);
}

SIM static void take_mail(struct server *server)
{
    static void (*const handlers[MSG_TYPES])(struct server *server, struct message *message) = {
        [MSG_REPLY] = on_reply, [MSG_TELL] = on_tell, [MSG_TELLS] = on_tells, [MSG_PLACE] = on_place, [MSG_FACTS] = on_facts,
        [MSG_WAIT] = on_wait, [MSG_CLOSE] = on_close,
    };
    struct message_list mail = {0};
    struct message *message;
    mailbox_drain(server->inbox[ACTOR_NET], &mail);
    while ((message = message_list_take(&mail)) != NULL) {
        if (message->epoch > server->net_pen.epoch)
            server->net_pen.epoch = message->epoch;
        bool embedded = message->embedded;
        handlers[message->type](server, message);
        if (!embedded)
            message_free(&message);
    }
}

/* -- a turn ------------------------------------------------------------------------------------------ */

SIM static void visitor_turn(struct server *server, struct visitor *visitor)
{
    struct dice *dice = &server->run->dice;
    if (!visitor->connected) {
        if (visitor->rests_until <= clock_world_ms())
            visitor_connect(server, visitor);
    } else if (dice_below(dice, 1500) == 0 && !visitor->closing) {
        visitor_close(server, visitor);         /* the line is cut, whatever he was doing */
    } else if (visitor->again && !visitor->closing) {
        if (visitor->again_at <= clock_world_ms())
            slot_again(server, visitor);
    } else if (!visitor->in_flight && !visitor->closing && dice_below(dice, 2) == 0) {
        script_type(server, visitor);
    }
}

SIM void visitors_turn(struct server *server)
{
    take_mail(server);
    if (server->silent)
        return;
    for (unsigned at = 0; at < server->visitor_count; at++)
        visitor_turn(server, &server->visitors[at]);
    pen_rest(&server->net_pen);
}
