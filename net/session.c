/* net/session.c -- lines in, one slot in flight, texts and prompts out.
 *
 * Entered by the net thread that owns the session.  It does not know what a command does: it posts lines
 * to the zone the last answer named, and shows what comes back.  Sockets are link.c's affair. */
#include "net/session.h"

#include "core/clock.h"
#include "core/memory.h"
#include "core/words.h"
#include "net/client.h"
#include "net/gather.h"
#include "net/msdp.h"
#include "net/mssp.h"
#include "net/secret.h"
#include "net/typed.h"

#include <arpa/inet.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* -- the screen */

static NET_THREAD void put_line_end(struct session *session)
{
    put_bytes(&session->output.bytes, "\r\n", 2);
    session->column = 0;
    session->at_prompt = false;
}

/* Text begins at column one, not behind a prompt. */
static NET_THREAD void leave_prompt(struct session *session)
{
    if (session->at_prompt) {
        put_line_end(session);
    }
}

static NET_THREAD void show(struct session *session, const struct text *text)
{
    if (text == NULL || text_length(text) == 0) {
        return;
    }
    leave_prompt(session);
    render_text(&session->look, &session->column, text_bytes(text), text_length(text), &session->output.bytes);
}

void session_notice(struct session *session, const char *line)
{
    leave_prompt(session);
    render_text(&session->look, &session->column, line, strlen(line), &session->output.bytes);
    put_line_end(session);
}

/* -- pages */

/* How many lines of text a page has, with room for the prompt below them; 0: no pages for this client. */
static NET_THREAD unsigned page_lines(const struct session *session)
{
    int chosen = habits_pager(session->habits);
    unsigned height = session->telnet.terminal.height;
    unsigned most = (unsigned)session->net->common->options->session_pager_lines;
    if (chosen != PAGER_AUTO) {
        return chosen < PAGER_LINES_MIN ? 0 : (unsigned)chosen - 1;
    }
    if (height < PAGER_LINES_MIN || most < PAGER_LINES_MIN) {
        return 0;
    }
    return (height < most ? height : most) - 1;
}

void session_page(struct session *session)
{
    unsigned column = session->pager.rest->column;
    leave_prompt(session);
    if (!pager_next(&session->pager, page_lines(session), &session->output.bytes)) {
        session->column = column;
    }
    session->prompt_due = true;
}

/* Who has typed ahead is not asked to turn pages: his next line would be taken for an answer.  An empty one behind
 * a command is no line to wait for, as some clients send one with each. */
static NET_THREAD bool has_typed_ahead(const struct session *session)
{
    if (session->unread != NULL) {
        return true;
    }
    for (const struct waiting_line *line = session->waiting.first; line != NULL; line = line->next) {
        if (session->next != NEXT_COMMAND || !line_is_blank(line->bytes)) {
            return true;
        }
    }
    return false;
}

static NET_THREAD bool may_page(const struct session *session)
{
    return session->state == SESSION_OPEN && (session->next == NEXT_COMMAND || session->next == NEXT_RAW) && !has_typed_ahead(session);
}

/* An answer as the client gets it, whole or its first page. */
static NET_THREAD void put_answer(struct session *session, const struct bytes_writer *answer)
{
    unsigned lines = may_page(session) ? page_lines(session) : 0;
    size_t most = (size_t)session->net->common->options->session_pager_bytes;
    assert(!pager_active(&session->pager));
    if (lines == 0 || answer->length > most || pager_lines(answer->bytes, answer->length) <= lines) {
        put_bytes(&session->output.bytes, answer->bytes, answer->length);
        return;
    }
    pager_begin(&session->pager, answer->bytes, answer->length, lines, &session->output.bytes);
    session->pager.rest->column = session->column;
    session->column = 0;
}

/* -- prompts */

/* What the client had typed of a line, where that is for us to show. */
static NET_THREAD void typed_so_far(struct session *session)
{
    if (telnet_must_echo(&session->telnet)) {
        put_bytes(&session->output.bytes, session->reader.bytes, session->reader.length);
    }
}

/* How clients know it; where no commands are typed it looks like the other questions there. */
static NET_THREAD void put_pager_prompt(struct session *session)
{
    char words[100];
    const char *form = session->next == NEXT_COMMAND ? "--> Press <ENTER> to continue scrolling text, Q to quit (PAGES LEFT: %u) <--"
                                                     : "Press <ENTER> to continue, Q to quit (PAGES LEFT: %u):";
    unsigned lines = page_lines(session);
    session->column = (unsigned)snprintf(words, sizeof words, form, lines == 0 ? 1 : pager_pages(&session->pager, lines));
    put_bytes(&session->output.bytes, words, session->column);
}

/* Most prompts are the one before once more. */
static NET_THREAD void put_prompt(struct session *session)
{
    struct bytes_writer *out = &session->output.bytes;
    bool at_line_begin = session->column == 0;
    if (at_line_begin && session->drawn != NULL) {
        put_bytes(out, text_bytes(session->drawn), text_length(session->drawn));
        session->column = session->drawn_column;
        return;
    }
    size_t before = out->length;
    render_prompt(&session->look, &session->column, text_bytes(session->prompt), text_length(session->prompt), out);
    if (at_line_begin && session->prompt_again) {
        text_unref(&session->drawn);
        session->drawn = text_new(out->bytes + before, out->length - before);
        session->drawn_column = session->column;
    }
    session->prompt_again = true;
}

void session_show_prompt(struct session *session)
{
    static const uint8_t go_ahead[2] = {TELNET_IAC, TELNET_GA};
    bool paging = pager_active(&session->pager);
    session->prompt_due = session->prompt_heard = false;
    client_values(session); /* a client reads what it was told when the prompt comes */
    if (!paging && (session->prompt == NULL || text_length(session->prompt) == 0)) {
        return;
    }
    leave_prompt(session);
    if (paging) {
        put_pager_prompt(session);
    } else {
        put_prompt(session);
    }
    put_bytes(&session->output.bytes, go_ahead, sizeof go_ahead);
    session->at_prompt = true;
    typed_so_far(session);
}

/* Takes over a text: the old one goes. NULL changes nothing. */
static NET_THREAD void text_take(struct text **place, struct text **text)
{
    if (*text != NULL) {
        text_unref(place);
        *place = *text;
        *text = NULL;
    }
}

/* The same text once more is a zone's way to say that it is as it was. */
static NET_THREAD void prompt_take(struct session *session, struct text **prompt)
{
    if (*prompt != NULL && *prompt != session->prompt) {
        text_unref(&session->drawn);
        session->prompt_again = false;
    }
    text_take(&session->prompt, prompt);
}

static bool is_secret(uint8_t next)
{
    return next == NEXT_SECRET_CHECK || next == NEXT_SECRET_NEW;
}

/* What the secret thread gets of a line: the password, the token behind `resume`; NULL when nothing in it is secret. */
static const char *secret_part(uint8_t next, const char *line)
{
    static const char word[] = "resume ";
    if (is_secret(next) || next == NEXT_TOKEN) {
        return line;
    }
    line = line_words(line);
    if (next != NEXT_ACCOUNT || strncasecmp(line, word, sizeof word - 1) != 0) {
        return NULL;
    }
    line += sizeof word - 1;
    return line_words(line);
}

/* -- lines that wait */

void session_drop_lines(struct session *session)
{
    waiting_drop(&session->waiting, session->waiting.came);
}

bool session_lines_full(const struct session *session)
{
    return session->waiting.count >= (unsigned)session->net->common->options->session_lines_max;
}

static NET_THREAD void line_refuse(struct session *session)
{
    session_notice(session, "That line is too long.");
    session->prompt_due = true;
}

/* The client's Enter has brought its cursor to a new line, unless it leaves showing that to us, or typed
 * ahead: then prompts have come, or will come, between that Enter and the answer. */
static NET_THREAD void line_end_shown(struct session *session)
{
    bool ahead = session_asks(session) || session->waiting.first != NULL;
    if (telnet_must_echo(&session->telnet)) {
        put_line_end(session);
    } else if (!telnet_input_hidden(&session->telnet) && !ahead) {
        gather_entered(session);
        session->at_prompt = false;
        session->column = 0;
    }
}

static NET_THREAD void line_judge(const struct session *session, struct waiting_line *line)
{
    if (!line->judged) {
        line->immediate = typed_immediate(session, line->bytes);
        line->judged = true;
    }
}

/* What goes out at the end of this turn anyway need not be judged, unless something comes behind it that may overtake it. */
static NET_THREAD void line_waits(struct session *session, struct waiting_line *line)
{
    if (session->waiting.first != NULL) {
        line_judge(session, session->waiting.first);
    }
    if (session->waiting.first != NULL || session_asks(session) || session->not_before > session->net->now) {
        line_judge(session, line);
    }
    waiting_add(&session->waiting, line);
}

static NET_THREAD void line_came(struct session *session)
{
    char bytes[SLOT_LINE_SIZE];
    unsigned most = (unsigned)session->net->common->options->session_line_bytes;
    assert(most < sizeof bytes);
    int length = line_take(&session->reader, session->telnet.terminal.look.charset, bytes, most);
    line_end_shown(session);
    session->last_line = session->net->now;
    metric_add(&session->net->metrics, METRIC_net_lines, 1);
    if (length < 0) {
        line_refuse(session);
    } else if (!pager_active(&session->pager) || !typed_pages(session, bytes, session->fresh)) {
        line_waits(session, line_new(bytes, (unsigned)length));
    }
    session->fresh = false;
    sodium_memzero(bytes, length < 0 ? sizeof bytes : (size_t)length);
}

static NET_THREAD void echo(struct session *session, const void *bytes, size_t length)
{
    if (telnet_must_echo(&session->telnet)) {
        put_bytes(&session->output.bytes, bytes, length);
    }
}

size_t session_text(struct session *session, const uint8_t *bytes, size_t length)
{
    if (session->state > SESSION_ENDING) {
        return 0;
    }
    size_t count = line_text(&session->reader, bytes, length, (unsigned)session->net->common->options->session_line_bytes);
    echo(session, bytes, count);
    return count;
}

bool session_byte(struct session *session, uint8_t byte)
{
    if (session->state > SESSION_ENDING) {
        return true;
    }
    switch (line_byte(&session->reader, byte, (unsigned)session->net->common->options->session_line_bytes)) {
    case LINE_NOTHING:
        break;
    case LINE_KEPT:
        echo(session, &byte, byte == TELNET_IAC ? 0 : 1);
        break;
    case LINE_ERASED:
        echo(session, "\b \b", 3);
        break;
    case LINE_TOO_LONG:
        line_end_shown(session);
        session->last_line = session->net->now;
        session->fresh = false;
        line_refuse(session);
        break;
    case LINE_DOUBLED:                  /* of clients that end each line with two LFs; two Enters come apart */
        if (session->fresh) {
            line_came(session);
        }
        break;
    case LINE_ENDED:
        line_came(session);
        break;
    }
    return !session_lines_full(session);
}

/* -- the slot goes out */

/* The question half of a slot, all but the line; from here on one is in flight. */
static NET_THREAD void slot_prepare(struct session *session)
{
    struct slot *slot = session->slot = net_slot_take(session->net);
    slot_begin(slot, session->id);
    slot->sequence = ++session->sequence;
    slot->verb = VERB_RAW;
    memcpy(slot->reply_to, session->reply_to, sizeof slot->reply_to);
    slot->posted_ns = clock_ns();
    slot->habits_known = session->habits_mark;
    slot->watched = session->msdp != NULL;
    slot->reader = session->reads_aloud;
    slot->wishes = session->asked_wishes = session->wishes;
    slot->next = session->next;
    slot->zone = session->zone;
    slot->who = session->who;
}

static NET_THREAD void slot_post(struct session *session)
{
    post(&session->net->pen, slot_ask(session->slot, session->zone));
}

static NET_THREAD void ask_command(struct session *session, const struct waiting_line *line)
{
    struct slot *slot = session->slot;
    const char *arguments = line->bytes;
    if (session->next == NEXT_COMMAND) {
        slot->verb = verbs_find(session->net->common->verbs, line->bytes, &arguments, slot->typed, sizeof slot->typed);
    }
    words_print(slot->line, sizeof slot->line, "%s", arguments);
    slot_post(session);
}

static NET_THREAD void ask_token(struct session *session, const char *typed)
{
    if (session->next == NEXT_TOKEN) {
        secret_token_make(session->slot);
    } else {
        secret_token_read(session->slot, typed);
    }
    slot_post(session);
}

enum { WAIT_TOLD_MS = 2000 };          /* who waits longer for his password is told so */

/* A password goes to the secret thread, of a token there is a hash at once; the zone only learns what became of it. */
static NET_THREAD void ask_secret(struct session *session, const char *secret)
{
    struct slot *slot = session->slot;
    struct net *net = session->net;
    if (telnet_input_hidden(&session->telnet)) {
        put_line_end(session); /* the user's Enter was not shown */
    }
    telnet_secret(&session->telnet, false);
    if (session->next_secret != NULL) {
        snprintf(slot->secret, sizeof slot->secret, "%s", text_bytes(session->next_secret));
        text_unref(&session->next_secret);
    }
    if (secret[0] == '\0' && is_secret(session->next)) {
        slot->verdict = VERDICT_EMPTY;
        slot_post(session);
        return;
    }
    if (!is_secret(session->next)) {
        ask_token(session, secret);
        return;
    }
    slot->message.epoch = net->pen.epoch; /* the secret thread's pen takes it from there */
    int64_t wait_ms;
    if (!secret_ask(net->common->secret, slot, session->zone, secret, strlen(secret), &wait_ms)) {
        metric_add(&net->metrics, METRIC_secret_busy, 1);
        slot->verdict = VERDICT_BUSY;
        slot_post(session);
    } else if (wait_ms >= WAIT_TOLD_MS) {
        char line[100];
        snprintf(line, sizeof line, "Many people are coming in just now; your turn is in about %lld seconds.", (long long)(wait_ms / 1000));
        session_notice(session, line);
    }
}

/* Lines that net deals with itself. */
static NET_THREAD bool line_is_ours(struct session *session, const char *line)
{
    if (session->next == NEXT_COMMAND && line_is_blank(line)) {
        session->prompt_due = session->prompt_due || !pager_active(&session->pager);
        return true;
    }
    if (session->next == NEXT_ACCOUNT && mssp_is_request(line)) {
        client_mssp_lines(session);
        return true;
    }
    return false;
}

/* Takes the line over. */
static NET_THREAD void line_go(struct session *session, struct waiting_line *line)
{
    if (line_is_ours(session, line->bytes)) {
        line_free(&line);
        return;
    }
    if (session->prompt_due) {
        session_show_prompt(session);
    }
    if (session->next == NEXT_COMMAND && !typed_ready(session, &line)) {
        return;
    }
    slot_prepare(session);
    session->asked = line->number;
    const char *secret = secret_part(session->next, line->bytes);
    if (secret != NULL) {
        ask_secret(session, secret);
    } else {
        ask_command(session, line);
    }
    if (session->next == NEXT_COMMAND) {
        session->going = line;
    } else {
        line_free(&line);
    }
}

int64_t session_line_due(const struct session *session)
{
    if (session_asks(session) || session->waiting.first == NULL || session->state > SESSION_ENDING) {
        return DUE_NEVER;
    }
    return session->waiting.first->immediate ? 0 : session->not_before;
}

static NET_THREAD bool line_may_go(const struct session *session)
{
    int64_t due = session_line_due(session);
    return due != DUE_NEVER && due <= session->net->now;
}

static NET_THREAD void hang_up(struct session *session)
{
    session->hung_up = true;
    if (!session->greeted || session->zone.number == 0 || session->net->stopping) {
        return;
    }
    struct message *message = message_new(MSG_HANGUP);
    message->to = session->zone;
    message->about = session->who;
    message->hangup.session = session->id;
    post(&session->net->pen, message);
}

void session_watches(struct session *session)
{
    if (entity_none(session->who) || session->zone.number == 0 || session->net->stopping) {
        return;                         /* whatever he types next says it as well */
    }
    struct message *message = message_new(MSG_WATCH);
    message->to = session->zone;
    message->about = session->who;
    message->watch.session = session->id;
    post(&session->net->pen, message);
}

/* -- the greeting */

int64_t session_greeting_due(const struct session *session)
{
    return session->greeted || session->state > SESSION_ENDING ? DUE_NEVER : session->greet_by;
}

static NET_THREAD bool greeting_may_go(const struct session *session)
{
    int64_t due = session_greeting_due(session);
    return due != DUE_NEVER && (due <= session->net->now || session->waiting.first != NULL || telnet_terminal_known(&session->telnet));
}

static NET_THREAD struct text *address_text(const struct in6_addr *address)
{
    char name[INET6_ADDRSTRLEN] = "?";
    if (IN6_IS_ADDR_V4MAPPED(address)) {
        inet_ntop(AF_INET, address->s6_addr + 12, name, sizeof name);
    } else {
        inet_ntop(AF_INET6, address, name, sizeof name);
    }
    return text_string(name);
}

static NET_THREAD void greeting_go(struct session *session)
{
    session->greeted = true;
    struct message *message = message_new(MSG_CONNECT);
    message->to = session->zone;
    message->connect.session = session->id;
    message->connect.address = address_text(&session->address);
    post(&session->net->pen, message);
}

/* Nobody is there any more to turn pages, but what was typed is answered whole. */
static NET_THREAD void show_all_pages(struct session *session)
{
    leave_prompt(session);
    pager_next(&session->pager, 0, &session->output.bytes);
}

void session_pump(struct session *session)
{
    assert(session->type == SESSION_TYPE);
    link_take_unread(session);
    if (greeting_may_go(session)) {
        greeting_go(session);
    }
    while (line_may_go(session)) {
        line_go(session, waiting_take(&session->waiting));
        link_take_unread(session);
    }
    if (session->state == SESSION_ENDING && pager_active(&session->pager)) {
        show_all_pages(session);
    }
    if (session->state == SESSION_ENDING && !session_asks(session) && session->waiting.first == NULL) {
        link_close(session, METRIC_net_closed_client);
    }
    if (session->state >= SESSION_CLOSING && !session_asks(session) && !session->hung_up) {
        hang_up(session);
    }
}

/* -- mail */

/* It has done its service: what was typed, and what it was told, are nobody's any more. */
static NET_THREAD void slot_spare(struct net *net, struct slot *slot)
{
    slot_end(slot);
    if (slot->secret[0] != '\0' || slot->token[0] != '\0') {
        sodium_memzero(slot->secret, sizeof slot->secret);
        sodium_memzero(slot->token, sizeof slot->token);
    }
    sodium_memzero(slot->line, strlen(slot->line));
    net_slot_give(net, slot);
}

static NET_THREAD void habits_take(struct session *session, struct text **habits)
{
    text_unref(&session->habits);
    session->habits = *habits;
    session->habits_mark = habits_mark(*habits);
    *habits = NULL;
}

/* Where there is no character any more, nothing is true of him. */
static NET_THREAD void answer_facts(struct session *session, struct slot *slot, bool was_somebody)
{
    bool left = was_somebody && entity_none(slot->who);
    if (slot->facts != NULL || left) {
        client_facts(session, slot->facts);
    }
    if (slot->habits != NULL || left) {
        habits_take(session, &slot->habits);
    }
}

/* The reply, and what the zone wants shown behind it. */
static NET_THREAD void join_reply(const struct session *session, const struct slot *slot, struct bytes_writer *list)
{
    if (slot->reply != NULL) {
        put_bytes(list, text_bytes(slot->reply), text_length(slot->reply));
    }
    if (slot->show_token) {
        put_bytes(list, slot->token, strlen(slot->token));
        put_bytes(list, "\n", 1);
    }
    typed_list(session, slot->shows, slot->shows_most, list);
}

enum { MARKS_ROOM = 192 };             /* bytes: what marks and line ends mostly add to an answer, and the prompt below it */

/* Rendered where the answer before it was: whoever shows a secret wipes it there. */
static NET_THREAD void put_rendered(struct session *session, const void *bytes, size_t length)
{
    struct bytes_writer *answer = &session->net->rendered;
    bytes_reserve(&session->output.bytes, length + MARKS_ROOM);
    leave_prompt(session);
    bytes_clear(answer);
    render_text(&session->look, &session->column, bytes, length, answer);
    put_answer(session, answer);
}

static NET_THREAD void answer_show(struct session *session, const struct slot *slot)
{
    if (slot->show_token || slot->shows != SHOWS_NOTHING) {
        struct bytes_writer list = {0};
        join_reply(session, slot, &list);
        put_rendered(session, list.bytes, list.length);
        sodium_memzero(list.bytes, list.length);
        sodium_memzero(session->net->rendered.bytes, session->net->rendered.length);
        bytes_free(&list);
    } else if (slot->reply != NULL && text_length(slot->reply) > 0) {
        put_rendered(session, text_bytes(slot->reply), text_length(slot->reply));
    }
}

static NET_THREAD void wait_until(struct session *session, int64_t not_before)
{
    if (not_before > session->not_before) { /* an immediate command ends no wait state */
        session->not_before = not_before;
    }
}

static NET_THREAD void answer_take(struct session *session, struct slot *slot)
{
    if (slot->wishes != session->asked_wishes) {
        session->wishes = slot->wishes;
        client_look(session);
    }
    prompt_take(session, &slot->prompt);
    text_take(&session->next_secret, &slot->next_secret);
    session->next = slot->next;
    answer_show(session, slot);
    wait_until(session, slot->not_before);
    session->last_line = session->net->now;
    if (slot->next == NEXT_CLOSE) {
        link_close(session, METRIC_net_closed_quit);
        return;
    }
    telnet_secret(&session->telnet, is_secret(slot->next));
    session->prompt_due = session->prompt_due || !slot->unrun || slot->reply != NULL;
}

/* What comes back unrun waits again, in front of all others. */
static NET_THREAD void answer_returns(struct session *session, const struct slot *slot)
{
    if (slot->unrun && session->going != NULL && session->state <= SESSION_ENDING) {
        waiting_return(&session->waiting, session->going);
        session->going = NULL;
    }
    line_free(&session->going);
}

void session_replied(struct session *session)
{
    struct slot *slot = session->slot;
    assert(session->type == SESSION_TYPE);
    assert(slot != NULL);
    session->slot = NULL;
    if (!slot->unrun) {
        net_answered(session->net, slot);
    }
    gather_release(session);
    if (slot->zone.number != 0) {
        session->zone = slot->zone;
    }
    answer_facts(session, slot, !entity_none(session->who));
    session->who = slot->who;
    if (slot->drop_waiting) { /* what came before it; what was typed behind it, or in the same alias, is meant to be done */
        waiting_drop(&session->waiting, session->asked - 1);
    }
    answer_returns(session, slot);
    if (session->state <= SESSION_ENDING) {
        answer_take(session, slot);
    }
    slot_spare(session->net, slot);
    net_hurry(session->net, session);
}

void session_waits(struct session *session, const struct msg_wait *wait)
{
    wait_until(session, wait->until);
    net_touch(session->net, session);
}

static uint32_t lines_of(const struct text *text)
{
    uint32_t lines = 0;
    for (size_t i = 0; i < text_length(text); i++) {
        lines += text_bytes(text)[i] == '\n';
    }
    return lines == 0 ? 1 : lines;
}

static NET_THREAD bool is_behind(const struct session *session, size_t length)
{
    size_t most = (size_t)session->net->common->options->net_output_bytes_max / 2;
    size_t waiting = output_waiting(&session->output);
    return waiting > 0 && waiting + length > most;
}

static NET_THREAD void show_chorus(struct session *session, const struct text *text, struct chorus *chorus)
{
    leave_prompt(session);
    if (chorus->bytes.length > 0 && chorus->column_before == session->column && look_same(&chorus->look, &session->look)) {
        put_bytes(&session->output.bytes, chorus->bytes.bytes, chorus->bytes.length);
        session->column = chorus->column;
        return;
    }
    size_t before = session->output.bytes.length;
    chorus->look = session->look;
    chorus->column_before = session->column;
    render_text(&session->look, &session->column, text_bytes(text), text_length(text), &session->output.bytes);
    chorus->column = session->column;
    bytes_clear(&chorus->bytes);
    put_bytes(&chorus->bytes, session->output.bytes.bytes + before, session->output.bytes.length - before);
}

/* Other people's text, which a client that does not read has to do without.  What gathered in this turn
 * is no sign of that: it is offered to the kernel first. */
static NET_THREAD void show_told(struct session *session, const struct text *text, struct chorus *chorus)
{
    if (is_behind(session, text_length(text))) {
        link_flush(session);
    }
    if (is_behind(session, text_length(text))) {
        session->dropped += lines_of(text);
        metric_add(&session->net->metrics, METRIC_net_dropped, 1);
        net_touch(session->net, session);
        return;
    }
    size_t before = session->output.bytes.length;
    bool leaves = session->at_prompt && before == 0;
    if (chorus != NULL) {
        show_chorus(session, text, chorus);
    } else {
        show(session, text);
    }
    session->prompt_heard = true;
    gather_told(session, before, leaves, chorus != NULL);
}

void session_told(struct session *session, const struct msg_tell *tell)
{
    if (session->state > SESSION_ENDING) {
        return;
    }
    if (tell->prompt != NULL) {
        struct text *prompt = text_ref(tell->prompt);
        prompt_take(session, &prompt);
        session->prompt_heard |= !session->at_prompt;
    }
    if (tell->reply_to[0] != '\0') {
        memcpy(session->reply_to, tell->reply_to, sizeof session->reply_to);
    }
    if (tell->text != NULL && text_length(tell->text) > 0) {
        show_told(session, tell->text, NULL);
    } else {
        gather_told(session, session->output.bytes.length, false, false);
    }
}

void session_hears(struct session *session, const struct text *text, struct chorus *chorus)
{
    if (session->state <= SESSION_ENDING && text_length(text) > 0) {
        show_told(session, text, chorus);
    }
}

void session_placed(struct session *session, const struct msg_place *place)
{
    session->zone = place->zone;
    session->who = place->who;
    net_touch(session->net, session);
}

void session_facts(struct session *session, const struct msg_facts *facts)
{
    client_facts(session, facts->facts);
    gather_told(session, session->output.bytes.length, false, false);
}

void session_closed(struct session *session, const struct msg_close *close)
{
    if (session->state > SESSION_ENDING) {
        return;
    }
    show(session, close->text);
    link_close(session, METRIC_net_closed_zone);
}

/* -- begin and end */

/* Every session is greeted by one of the login zones; which one follows from its number. */
static NET_THREAD zone_id greeter(const struct net *net, session_id id)
{
    return (zone_id){net->common->login_first.number + (uint32_t)(id.number % (uint64_t)net->common->options->login_zones)};
}

struct session *session_new(struct net *net, session_id id, int fd, const struct in6_addr *address)
{
    struct session *session = memory_get(sizeof *session);
    session->type = SESSION_TYPE;
    session->id = id;
    session->net = net;
    session->fd = fd;
    session->address = *address;
    session->zone = greeter(net, id);
    session->next = NEXT_ACCOUNT;
    session->last_line = session->last_output = net->now;
    session->greet_by = net->now + net->common->options->net_greeting_wait_ms;
    link_begin(session);
    net_touch(net, session);
    return session;
}

void session_free(struct session **session)
{
    struct session *old = *session;
    assert(old->type == SESSION_TYPE);
    assert(old->state == SESSION_GONE);
    session_drop_lines(old);
    if (old->slot != NULL) {           /* nobody is left who could answer it: the server ends */
        slot_spare(old->net, old->slot);
    }
    text_unref(&old->prompt);
    text_unref(&old->drawn);
    text_unref(&old->next_secret);
    text_unref(&old->habits);
    line_free(&old->going);
    history_end(&old->history);
    pager_end(&old->pager);
    msdp_free(&old->msdp);
    old->type = 0;
    memory_free(old);
    *session = NULL;
}
