/* net/link.c -- the socket side of a session: reading, writing, alarms, endings.
 *
 * Entered by the net thread that owns the session.  What the bytes mean is for telnet.c, lines.c and
 * session.c. */
#include "net/session.h"

#include "core/log.h"
#include "core/memory.h"
#include "net/client.h"
#include "net/door.h"
#include "net/gather.h"

#include <errno.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    FLUSH_MS_MAX = 5000,    /* for a client to take the last words */
    LINGER_MS_MAX = 2000,   /* for it to close: closing first could destroy them on their way */
    ALARM_GRAIN_MS = 1000,  /* alarms in no hurry go off together */
};

/* -- what telnet.c calls */

static NET_THREAD bool on_data(void *owner, uint8_t byte)
{
    return session_byte(owner, byte);
}

static NET_THREAD size_t on_text(void *owner, const uint8_t *bytes, size_t length)
{
    return session_text(owner, bytes, length);
}

static NET_THREAD void on_send(void *owner, const void *bytes, size_t length)
{
    struct session *session = owner;
    put_bytes(&session->output.bytes, bytes, length);
}

static NET_THREAD void on_problem(void *owner)
{
    struct session *session = owner;
    metric_add(&session->net->metrics, METRIC_net_protocol_errors, 1);
}

static NET_THREAD void on_msdp_begun(void *owner)
{
    client_msdp_begun(owner);
}

static NET_THREAD void on_msdp(void *owner, const uint8_t *content, size_t length)
{
    client_msdp(owner, content, length);
}

static NET_THREAD void on_mssp(void *owner)
{
    client_mssp(owner);
}

static const struct telnet_calls calls = {on_data, on_text, on_send, on_problem, on_msdp_begun, on_msdp, on_mssp};

/* -- endings */

void link_close(struct session *session, enum metric_id why)
{
    if (session->state > SESSION_ENDING) {
        return;
    }
    metric_add(&session->net->metrics, why, 1);
    session->state = SESSION_CLOSING;
    telnet_secret(&session->telnet, false);
    session->close_by = session->net->now + FLUSH_MS_MAX;
    session_drop_lines(session);
    net_touch(session->net, session);
}

static NET_THREAD void unread_drop(struct session *session)
{
    if (session->unread != NULL) {
        sodium_memzero(session->unread, session->unread_length);
        memory_free(session->unread);
        session->unread = NULL;
        session->unread_length = 0;
    }
}

void link_gone(struct session *session, enum metric_id why)
{
    if (session->state == SESSION_GONE) {
        return;
    }
    metric_add(&session->net->metrics, why, session->state <= SESSION_ENDING);
    session->state = SESSION_GONE;
    close(session->fd);
    session->fd = -1;
    door_leave(session->net->common->door, &session->address);
    dues_unset(&session->net->dues, &session->due);
    gather_end(session);
    session_drop_lines(session);
    unread_drop(session);
    line_reader_end(&session->reader);
    pager_end(&session->pager);
    telnet_end(&session->telnet);
    output_free(&session->output);
    net_touch(session->net, session);
}

/* Everything is said and written: the client is asked to close first. */
static NET_THREAD void linger(struct session *session)
{
    if (session->ended || shutdown(session->fd, SHUT_WR) != 0) {
        link_gone(session, METRIC_net_closed_client);
        return;
    }
    session->state = SESSION_LINGERING;
    session->close_by = session->net->now + LINGER_MS_MAX;
}

/* -- reading */

static NET_THREAD bool may_take(const struct session *session)
{
    return session->state <= SESSION_ENDING && !session_lines_full(session);
}

static NET_THREAD void take(struct session *session, const uint8_t *bytes, size_t length)
{
    size_t taken = may_take(session) ? telnet_take(&session->telnet, bytes, length) : 0;
    client_learn(session);
    if (taken < length) {
        session->unread_length = length - taken;
        session->unread = memory_get(session->unread_length);
        memcpy(session->unread, bytes + taken, session->unread_length);
    }
}

void link_take_unread(struct session *session)
{
    if (session->unread == NULL || !may_take(session)) {
        return;
    }
    uint8_t *bytes = session->unread;
    size_t length = session->unread_length;
    session->unread = NULL;
    session->unread_length = 0;
    take(session, bytes, length);
    sodium_memzero(bytes, length);
    memory_free(bytes);
}

/* The client sends no more, but may still read: what it has typed is answered first. */
static NET_THREAD void end_of_input(struct session *session)
{
    session->ended = true;
    if (session->state == SESSION_OPEN) {
        session->state = SESSION_ENDING;
    } else if (session->state == SESSION_LINGERING) {
        link_gone(session, METRIC_net_closed_client);
    }
}

static NET_THREAD bool reads(const struct session *session)
{
    bool takes = session->state == SESSION_OPEN && session->unread == NULL && !session_lines_full(session);
    return takes || session->state == SESSION_LINGERING;
}

/* What is left in the socket has been told of, and epoll tells of it once: it has to be asked anew, at the end of the turn. */
static NET_THREAD void leave_unread(struct session *session)
{
    session->interest = 0;
}

/* `halts`: where the client has marked a place, or will send no more, a read stops short of what is there. */
static NET_THREAD void link_read(struct session *session, bool halts)
{
    struct net *net = session->net;
    ssize_t length = recv(session->fd, net->buffer, sizeof net->buffer, 0);
    if (length < 0) {
        if (errno == EINTR) {
            leave_unread(session);
        } else if (errno != EAGAIN && errno != EWOULDBLOCK) {
            link_gone(session, METRIC_net_closed_broken);
        }
        return;
    }
    if (length == 0) {
        end_of_input(session);
        return;
    }
    if (halts || length == sizeof net->buffer) {
        leave_unread(session);
    }
    metric_add(&net->metrics, METRIC_net_bytes_in, (uint64_t)length);
    if (session->state <= SESSION_ENDING) {
        assert(session->unread == NULL);
        session->fresh = true;
        take(session, net->buffer, (size_t)length);
    }
    sodium_memzero(net->buffer, (size_t)length);
}

void link_event(struct session *session, uint32_t events)
{
    assert(session->type == SESSION_TYPE);
    net_touch(session->net, session);
    if (session->state == SESSION_GONE) {
        return;
    }
    if (events & (EPOLLERR | EPOLLHUP)) {
        link_gone(session, METRIC_net_closed_broken);
        return;
    }
    if ((events & EPOLLIN) == 0) {
        return;
    }
    if (reads(session)) {
        net_hurry(session->net, session);
        link_read(session, (events & (EPOLLRDHUP | EPOLLPRI)) != 0);
    } else {
        leave_unread(session);
    }
}

/* -- writing */

static NET_THREAD enum output_state link_write(struct session *session)
{
    struct net *net = session->net;
    uint64_t written = 0;
    enum output_state state = output_write(&session->output, session->fd, &written);
    if (written > 0) {
        session->last_output = net->now;
        metric_add(&net->metrics, METRIC_net_bytes_out, written);
    }
    return state;
}

void link_flush(struct session *session)
{
    gather_release(session);
    link_write(session); /* of a broken connection epoll tells as well */
}

static NET_THREAD void tell_dropped(struct session *session)
{
    char line[96];
    snprintf(line, sizeof line, "[%" PRIu32 " line%s not shown: your connection was too slow.]", session->dropped,
             session->dropped == 1 ? " was" : "s were");
    session->dropped = 0;
    session_notice(session, line);
    if (!session_asks(session)) {
        session_show_prompt(session);
    }
}

static NET_THREAD void write_all(struct session *session)
{
    enum output_state state = link_write(session);
    if (state == OUTPUT_EMPTY && session->dropped > 0 && session->state <= SESSION_ENDING) {
        tell_dropped(session);
        state = link_write(session);
    }
    size_t most = (size_t)session->net->common->options->net_output_bytes_max;
    enum metric_id why = METRIC_net_closed_broken;
    if (state == OUTPUT_WAITS && output_waiting(&session->output) > most) {
        log_limited("session_too_slow session=\"%" PRIx64 "\" waiting=%zu", session->id.number, output_waiting(&session->output));
        state = OUTPUT_BROKEN;
        why = METRIC_net_closed_slow;
    }
    if (state == OUTPUT_BROKEN) {
        link_gone(session, why);
    } else if (state == OUTPUT_EMPTY && session->state == SESSION_CLOSING) {
        linger(session);
    }
}

/* -- alarms */

static int64_t no_hurry(int64_t at)
{
    return (at + ALARM_GRAIN_MS - 1) / ALARM_GRAIN_MS * ALARM_GRAIN_MS;
}

static NET_THREAD int64_t idle_due(const struct session *session)
{
    bool counts = session->state == SESSION_OPEN && entity_none(session->who) && !session_asks(session);
    return counts ? no_hurry(session->last_line + session->net->common->options->login_idle_s * 1000) : DUE_NEVER;
}

/* Who does not read what is there needs no NOP behind it. */
static NET_THREAD int64_t keepalive_due(const struct session *session)
{
    if (output_waiting(&session->output) > 0) {
        return DUE_NEVER;
    }
    return no_hurry(session->last_output + session->net->common->options->net_keepalive_s * 1000);
}

static NET_THREAD void set_alarm(struct session *session)
{
    int64_t at = session->state >= SESSION_CLOSING ? session->close_by : keepalive_due(session);
    at = due_earlier(at, idle_due(session));
    at = due_earlier(at, session_line_due(session));
    at = due_earlier(at, session_greeting_due(session));
    if (at != DUE_NEVER) {
        dues_set(&session->net->dues, &session->due, at);
    }
}

void link_due(struct session *session)
{
    static const uint8_t nop[2] = {TELNET_IAC, TELNET_NOP};
    int64_t now = session->net->now;
    assert(session->type == SESSION_TYPE);
    net_touch(session->net, session);
    if (session_line_due(session) != DUE_NEVER && session_line_due(session) <= now) {
        net_hurry(session->net, session);
    }
    if (session->state >= SESSION_CLOSING) {
        if (session->close_by <= now) {
            link_gone(session, METRIC_net_closed_broken);
        }
        return;
    }
    int64_t idle = idle_due(session), keepalive = keepalive_due(session);
    if (idle != DUE_NEVER && idle <= now) {
        session_notice(session, "You have been silent for long. Come back when you like.");
        link_close(session, METRIC_net_closed_silent);
    } else if (keepalive != DUE_NEVER && keepalive <= now) {
        put_bytes(&session->output.bytes, nop, sizeof nop);
    }
}

/* -- the end of a turn */

/* Edge-triggered: at a level, the kernel looks at each socket it has told of once more in the turn after.  EPOLLPRI is a mark of
 * TCP's urgent data, which clients of telnet set behind an interrupt (RFC 854, Synch). */
enum { WATCHED_FOR_INPUT = EPOLLIN | EPOLLPRI | EPOLLRDHUP };

static NET_THREAD bool epoll_watch(struct session *session, int operation, uint32_t interest)
{
    struct epoll_event event = {.events = interest | EPOLLET, .data.u64 = session->id.number};
    session->interest = interest;
    return epoll_ctl(session->net->epoll, operation, session->fd, &event) == 0;
}

static NET_THREAD void watch(struct session *session)
{
    uint32_t interest = reads(session) ? WATCHED_FOR_INPUT : 0;
    if (output_waiting(&session->output) > 0 && !session->gathers) {
        interest |= EPOLLOUT;
    }
    if (interest != session->interest) {
        epoll_watch(session, EPOLL_CTL_MOD, interest);
    }
}

static NET_THREAD void say_all(struct session *session)
{
    gather_end(session);
    if ((session->prompt_due || session->prompt_heard) && !session_asks(session) && session->state <= SESSION_ENDING) {
        session_show_prompt(session);
    }
    if (session->state <= SESSION_ENDING) {
        client_values(session);
    }
    write_all(session);
}

void link_rest(struct session *session)
{
    if (session->state == SESSION_GONE) {
        return;
    }
    if (!gather_holds(session)) {
        say_all(session);
    }
    if (session->state != SESSION_GONE) {
        watch(session);
        set_alarm(session);
    }
}

void link_begin(struct session *session)
{
    struct net *net = session->net;
    telnet_begin(&session->telnet, &calls, session, (uint32_t)net->common->options->net_subnegotiation_max);
    client_look(session);
    session_notice(session, "Connecting...");
    telnet_offer(&session->telnet);
    if (!epoll_watch(session, EPOLL_CTL_ADD, WATCHED_FOR_INPUT)) {
        log_limited("session_not_watched session=\"%" PRIx64 "\" reason=\"%s\"", session->id.number, strerror(errno));
        link_gone(session, METRIC_net_closed_broken);
    }
}
