/* net/net.c -- the net thread: listener, turns, mail, goodbye.
 *
 *   turn:  sleep in epoll until a socket, mail or an alarm
 *          sockets: accept, read                  (link.c)
 *          mail:    REPLY, TELL, PLACE, FACTS, WAIT, CLOSE   (session.c)
 *          alarms                                 (link.c)
 *          sessions touched: post their next lines; wake the workers; write
 *
 * A turn is bounded, as whoever types next waits for its end.  Players who typed or were answered are looked after
 * at the end of the same turn.  All others who were touched stand in line, and some are looked after in each turn:
 * those who heard what happened in a crowd, those who are at the door, those whose alarm went off.
 *
 * net_new() and net_free() are main's, before the thread begins and after it has ended; net_stop() is
 * anybody's; the rest is the net thread's. */
#include "net/net.h"

#include "core/clock.h"
#include "core/log.h"
#include "core/memory.h"
#include "core/rcu.h"
#include "net/door.h"
#include "net/gather.h"
#include "net/session.h"
#include "net/turn.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
    EVENTS_MAX = 64,           /* sockets read in one turn */
    ACCEPTS_MAX = 16,          /* connections taken in one turn */
    MAIL_MAX = 512,            /* messages taken in one turn */
    RESTS_MAX = 8,             /* sessions written to in one turn though they did nothing: a write is some 10 us */
    LISTEN_BACKLOG = 1024,
    LISTEN_PAUSE_MS = 1000,    /* when not even the spare descriptor helps */
    GOODBYE_MS_MAX = 1000,
    NS_PER_S = 1000000000,
    SLACK_NS = 1000,           /* how late this thread may be woken from a sleep: 50 us would be too much */
};

/* What epoll watches besides sessions: numbers no session has, as no thread has that number. */
enum { NOT_A_THREAD = 0xffff };
enum { WATCH_MAIL = 1, WATCH_LISTENER, WATCH_STOP, WATCH_GUEST };

static uint64_t watch_number(unsigned what)
{
    return session_make(NOT_A_THREAD, 0, what).number;
}

/* -- the table of sessions */

static NET_THREAD unsigned place_take(struct net *net)
{
    if (net->first_free != 0) {
        unsigned number = net->first_free - 1;
        net->first_free = net->places[number].next_free;
        return number;
    }
    if (net->places_count == net->places_room) {
        net->places_room = net->places_room == 0 ? 64 : net->places_room * 2;
        net->places = memory_resize(net->places, net->places_room * sizeof net->places[0]);
    }
    unsigned number = net->places_count++;
    /* Uses begin at different numbers, so that first visitors do not all meet the same login zone. */
    net->places[number] = (struct place){.use = number & 0xffffff};
    return number;
}

static NET_THREAD session_id place_name(struct net *net, unsigned number)
{
    struct place *place = &net->places[number];
    place->use = (place->use + 1) & 0xffffff;
    if (place->use == 0) {
        place->use = 1; /* session 0 is no session */
    }
    return session_make(net->thread, number, place->use);
}

/* Whoever is there now, if anybody is. */
static NET_THREAD struct session *session_there(const struct net *net, session_id id)
{
    unsigned number = session_place(id);
    return session_thread(id) == net->thread && number < net->places_count ? net->places[number].session : NULL;
}

/* NULL when that session is over: old mail. */
static NET_THREAD struct session *session_find(const struct net *net, session_id id)
{
    struct session *session = session_there(net, id);
    return session != NULL && session_same(session->id, id) ? session : NULL;
}

static NET_THREAD void session_begin(struct net *net, int fd, const struct in6_addr *address)
{
    unsigned number = place_take(net);
    struct session *session = session_new(net, place_name(net, number), fd, address);
    net->places[number].session = session;
    net->sessions++;
    metric_add(&net->metrics, METRIC_net_accepted, 1);
    metric_set(&net->metrics, METRIC_net_sessions, net->sessions);
}

static NET_THREAD void session_forget(struct net *net, struct session *session)
{
    unsigned number = session_place(session->id);
    net->places[number].session = NULL;
    net->places[number].next_free = net->first_free;
    net->first_free = number + 1;
    net->sessions--;
    metric_set(&net->metrics, METRIC_net_sessions, net->sessions);
    session_free(&session);
}

/* -- who comes in */

/* One line for who is turned away; whether it arrives is not our concern. */
static NET_THREAD void turn_away(struct net *net, int fd, const char *line, const char *reason, enum metric_id why)
{
    ssize_t sent = send(fd, line, strlen(line), MSG_NOSIGNAL | MSG_DONTWAIT);
    (void)sent;
    shutdown(fd, SHUT_WR);
    close(fd);
    metric_add(&net->metrics, why, 1);
    log_limited("connection_refused reason=\"%s\"", reason);
}

static struct in6_addr address_of(const struct sockaddr_storage *name)
{
    struct in6_addr address = IN6ADDR_ANY_INIT;
    if (name->ss_family == AF_INET6) {
        address = ((const struct sockaddr_in6 *)name)->sin6_addr;
    } else if (name->ss_family == AF_INET) {
        address.s6_addr[10] = address.s6_addr[11] = 0xff;
        memcpy(address.s6_addr + 12, &((const struct sockaddr_in *)name)->sin_addr, 4);
    }
    return address;
}

static NET_THREAD void receive(struct net *net, int fd, const struct sockaddr_storage *name)
{
    const int on = 1;
    struct in6_addr address = address_of(name);
    switch (door_enter(net->common->door, &address)) {
    case DOOR_FULL:
        turn_away(net, fd, "The world is full just now. Please try again later.\r\n", "net.sessions_max", METRIC_net_refused_full);
        return;
    case DOOR_ADDRESS_FULL:
        turn_away(net, fd, "There are too many connections from your address.\r\n", "net.sessions_per_address",
                  METRIC_net_refused_address);
        return;
    case DOOR_LET_IN:
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
        setsockopt(fd, SOL_SOCKET, SO_OOBINLINE, &on, sizeof on);   /* the second byte of IAC DM, if it is urgent */
        session_begin(net, fd, &address);
    }
}

static NET_THREAD void listener_watch(struct net *net, bool watched)
{
    struct epoll_event event = {.events = watched ? EPOLLIN : 0, .data.u64 = watch_number(WATCH_LISTENER)};
    epoll_ctl(net->epoll, EPOLL_CTL_MOD, net->listener, &event);
    net->listen_again = watched ? 0 : net->now + LISTEN_PAUSE_MS;
}

/* All descriptors are used.  A connection left in the queue would wake us for ever: the spare one is
 * given up to take it and turn it away.  Without even that, nobody is listened to for a while. */
static NET_THREAD void receive_without_room(struct net *net)
{
    int fd = -1;
    if (net->spare_fd >= 0) {
        close(net->spare_fd);
        fd = accept4(net->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    }
    if (fd >= 0) {
        turn_away(net, fd, "The world is full just now. Please try again later.\r\n", "no file descriptors left",
                  METRIC_net_refused_descriptors);
    }
    net->spare_fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (fd < 0 || net->spare_fd < 0) {
        log_limited("listening_paused ms=%d reason=\"no file descriptors left\"", LISTEN_PAUSE_MS);
        listener_watch(net, false);
    }
}

static NET_THREAD void accept_all(struct net *net)
{
    for (unsigned taken = 0; taken < ACCEPTS_MAX; taken++) {
        struct sockaddr_storage name = {0};
        socklen_t length = sizeof name;
        int fd = accept4(net->listener, (struct sockaddr *)&name, &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd >= 0) {
            receive(net, fd, &name);
            continue;
        }
        switch (errno) {
        case EMFILE: case ENFILE: case ENOBUFS: case ENOMEM:
            receive_without_room(net);
            return;
        case EAGAIN:
            return;
        default:
            break; /* that one connection failed before we took it */
        }
    }
}

/* -- mail */

static NET_THREAD void on_reply(struct net *net, struct message *message)
{
    struct session *session = session_find(net, message->reply.slot->session);
    assert(session != NULL); /* it waits for its slot */
    assert(message->reply.slot == session->slot);
    session_replied(session);
}

static NET_THREAD void on_tell(struct net *net, struct message *message)
{
    struct session *session = session_find(net, message->tell.session);
    if (session != NULL) {
        session_told(session, &message->tell);
    }
}

/* Of thousands of sessions none is in the cache: those to come are fetched while others hear. */
static NET_THREAD void expect_hearer(const struct net *net, const struct msg_tells *tells, unsigned at,
                                     void (*expected)(const struct session *session))
{
    const struct session *session = at < tells_count(tells) ? session_there(net, tells_session(tells, at)) : NULL;
    if (session != NULL) {
        expected(session);
    }
}

/* One text for many is rendered once for each look among them, as long as those of one look stand together. */
static NET_THREAD void on_tells(struct net *net, struct message *message)
{
    enum { SESSIONS_AHEAD = 8, OUTPUTS_AHEAD = 4 };
    const struct msg_tells *tells = &message->tells;
    bytes_clear(&net->chorus.bytes);
    for (unsigned at = 0; at < SESSIONS_AHEAD; at++) {
        expect_hearer(net, tells, at, session_expected);
    }
    for (unsigned at = 0; at < tells_count(tells); at++) {
        expect_hearer(net, tells, at + SESSIONS_AHEAD, session_expected);
        expect_hearer(net, tells, at + OUTPUTS_AHEAD, session_expected_output);
        struct session *session = session_find(net, tells_session(tells, at));
        if (session != NULL) {
            session_hears(session, tells->text, &net->chorus);
        }
    }
}

static NET_THREAD void on_place(struct net *net, struct message *message)
{
    struct session *session = session_find(net, message->place.session);
    if (session != NULL) {
        session_placed(session, &message->place);
    }
}

static NET_THREAD void on_facts(struct net *net, struct message *message)
{
    struct session *session = session_find(net, message->facts.session);
    if (session != NULL) {
        session_facts(session, &message->facts);
    }
}

static NET_THREAD void on_wait(struct net *net, struct message *message)
{
    struct session *session = session_find(net, message->wait.session);
    if (session != NULL) {
        session_waits(session, &message->wait);
    }
}

static NET_THREAD void on_close(struct net *net, struct message *message)
{
    struct session *session = session_find(net, message->close.session);
    if (session != NULL) {
        session_closed(session, &message->close);
    }
}

static void (*const mail_handlers[MSG_TYPES])(struct net *net, struct message *message) = {
    [MSG_REPLY] = on_reply,
    [MSG_TELL]  = on_tell,
    [MSG_TELLS] = on_tells,
    [MSG_PLACE] = on_place,
    [MSG_FACTS] = on_facts,
    [MSG_WAIT]  = on_wait,
    [MSG_CLOSE] = on_close,
};

static NET_THREAD void take_mail(struct net *net)
{
    mailbox_drain(net->inbox, &net->mail);
    struct message *message;
    for (unsigned taken = 0; taken < MAIL_MAX && (message = message_list_take(&net->mail)) != NULL; taken++) {
        assert(mail_handlers[message->type] != NULL);
        if (message->epoch > net->pen.epoch) {
            net->pen.epoch = message->epoch;
        }
        /* A slot's message is memory of the session, which its handler may let go. */
        bool embedded = message->embedded;
        mail_handlers[message->type](net, message);
        if (!embedded) {
            message_free(&message);
        }
    }
}

/* -- turns */

void net_answered(struct net *net, const struct slot *slot)
{
    assert(slot->verb < net->metrics.verb_count);
    spread_time(&net->metrics.verbs[slot->verb], clock_ns() - slot->posted_ns);
}

/* Whoever says nothing needs none, and those who do are few at a time: the spare ones are used again and again. */
struct slot *net_slot_take(struct net *net)
{
    struct slot *slot = net->spare_slots;
    if (slot == NULL) {
        return memory_get(sizeof *slot);
    }
    net->spare_slots = slot->message.command.slot;
    net->spare_count--;
    return slot;
}

void net_slot_give(struct net *net, struct slot *slot)
{
    if (net->spare_count == SPARE_SLOTS_MAX) {
        slot_free(&slot);
        return;
    }
    slot->message.command.slot = net->spare_slots;
    net->spare_slots = slot;
    net->spare_count++;
}

static void spare_slots_free(struct net *net)
{
    while (net->spare_slots != NULL) {
        struct slot *slot = net->spare_slots;
        net->spare_slots = slot->message.command.slot;
        slot_free(&slot);
    }
}

void net_touch(struct net *net, struct session *session)
{
    if (!session->touched) {
        session->touched = true;
        cds_list_add_tail(&session->line, &net->standing);
    }
}

void net_hurry(struct net *net, struct session *session)
{
    net_touch(net, session);
    if (!entity_none(session->who)) {
        cds_list_del(&session->line);
        cds_list_add_tail(&session->line, &net->hurried);
    }
}

static NET_THREAD bool session_over(const struct session *session)
{
    return session->state == SESSION_GONE && session->hung_up && !session_asks(session) && !session->touched;
}

/* The first of those who stand in line are looked after together with those in a hurry. */
static NET_THREAD void let_some_join(struct net *net, unsigned most)
{
    for (; most > 0 && !cds_list_empty(&net->standing); most--) {
        struct cds_list_head *first = net->standing.next;
        cds_list_del(first);
        cds_list_add_tail(first, &net->hurried);
    }
}

/* What has been typed is on its way before anything is rendered or written, and the workers are woken: they work while we do. */
static NET_THREAD void pump_sessions(struct net *net)
{
    struct session *session;
    cds_list_for_each_entry(session, &net->hurried, line) {
        session_pump(session);
    }
    pen_rest(&net->pen);
}

/* Looks after sessions touched.  Looking after one may touch it again (it broke while being written): then it stands in line for
 * the next turn. */
static NET_THREAD void rest_sessions(struct net *net, unsigned standing_most)
{
    struct session *session;
    let_some_join(net, standing_most);
    pump_sessions(net);
    while (!cds_list_empty(&net->hurried)) {
        session = cds_list_first_entry(&net->hurried, struct session, line);
        cds_list_del(&session->line);
        session->touched = false;
        link_rest(session);
        if (session_over(session)) {
            session_forget(net, session);
        }
    }
}

static NET_THREAD void take_dues(struct net *net)
{
    struct due *due;
    gather_take(net);
    while ((due = dues_take(&net->dues, net->now)) != NULL) {
        link_due((struct session *)((char *)due - offsetof(struct session, due)));
    }
    if (net->listen_again != 0 && net->listen_again <= net->now) {
        listener_watch(net, true);
    }
}

static int listener_open(const char *address, uint16_t port, bool first, char reason[200]);
static bool watch_fd(struct net *net, int fd, unsigned what);

/* Who is in the queue of the listener is taken before it closes; who comes at that very moment finds the connection reset, and
 * connects again to another thread's. */
static NET_THREAD void listener_follow(struct net *net)
{
    bool deaf = atomic_load(&net->deaf);
    if (deaf == (net->listener < 0))
        return;
    if (deaf) {
        for (unsigned turns = 0; turns < LISTEN_BACKLOG / ACCEPTS_MAX; turns++)
            accept_all(net);
        close(net->listener);
        net->listener = -1;
        net->listen_again = 0;
        return;
    }
    char reason[200];
    net->listener = listener_open(net->common->options->net_address, net->port, false, reason);
    if (!watch_fd(net, net->listener, WATCH_LISTENER))
        log_error("listening_refused net=%u reason=\"%s\"", net->thread, net->listener < 0 ? reason : strerror(errno));
}

static NET_THREAD void take_event(struct net *net, const struct epoll_event *event)
{
    if (event->data.u64 == watch_number(WATCH_LISTENER)) {
        accept_all(net);
    } else if (session_thread((session_id){event->data.u64}) != NOT_A_THREAD) {
        struct session *session = session_find(net, (session_id){event->data.u64});
        if (session != NULL) {
            link_event(session, event->events);
        }
    } /* else mail or the stop signal: it has woken us, that is all */
}

/* Nothing was left by the turn before so that it would not take too long, and nothing has come. */
static NET_THREAD bool may_doze(struct net *net)
{
    bool may = net->mail.first == NULL && cds_list_empty(&net->standing) && mailbox_doze(net->inbox);
    for (struct net *guest = net->guests; guest != NULL && may; guest = guest->next) {
        may = may_doze(guest);
    }
    return may;
}

static NET_THREAD int64_t net_due(struct net *net)
{
    int64_t next = due_earlier(dues_next(&net->dues), gather_next(net));
    next = due_earlier(next, net->listen_again != 0 ? net->listen_again : DUE_NEVER);
    for (struct net *guest = net->guests; guest != NULL; guest = guest->next) {
        next = due_earlier(next, net_due(guest));
    }
    return next;
}

/* How long this turn may sleep: negative is for ever. */
static NET_THREAD int sleep_ms(struct net *net, int64_t until)
{
    int64_t next = due_earlier(net_due(net), until);
    if (next == DUE_NEVER) {
        return -1;
    }
    int64_t wait = next - clock_world_ms();
    return wait < 0 ? 0 : wait > 3600000 ? 3600000 : (int)wait;
}

static NET_THREAD bool some_stand(struct net *net)
{
    bool stand = !cds_list_empty(&net->standing);
    for (struct net *guest = net->guests; guest != NULL && !stand; guest = guest->next) {
        stand = some_stand(guest);
    }
    return stand;
}

static NET_THREAD uint64_t lines_read(const struct net *net)
{
    uint64_t lines = metric_get(&net->metrics, METRIC_net_lines);
    for (const struct net *guest = net->guests; guest != NULL; guest = guest->next) {
        lines += lines_read(guest);
    }
    return lines;
}

/* While some stand in line, its guests' or its own, there is enough to do for a turn. */
static NET_THREAD void keep_pace(struct net *net)
{
    if (some_stand(net)) {
        return;
    }
    int64_t rest_ns = pace_rest_ns(&net->pace, net->common->options, clock_ns(), lines_read(net));
    if (rest_ns > 0) {
        nanosleep(&(struct timespec){.tv_sec = rest_ns / NS_PER_S, .tv_nsec = rest_ns % NS_PER_S}, NULL);
    }
}

static NET_THREAD void turn_after(struct net *net, int timeout)
{
    struct epoll_event events[EVENTS_MAX];
    int count = epoll_wait(net->epoll, events, EVENTS_MAX, timeout);
    eventfd_t asked;
    mailbox_awake(net->inbox);
    net->now = clock_world_ms();
    for (int i = 0; i < count; i++) {
        take_event(net, &events[i]);
        if (events[i].data.u64 == watch_number(WATCH_STOP) && eventfd_read(net->stop_fd, &asked) == 0) {
            listener_follow(net);
        }
    }
    pump_sessions(net);
    take_mail(net);
    take_dues(net);
    rest_sessions(net, RESTS_MAX);
    pen_rest(&net->pen);
}

/* Main waits for the answer before it asks for anything else. */
static NET_THREAD void guests_follow(struct net *net)
{
    struct net *arrived = atomic_exchange(&net->arrives, NULL), *departs = atomic_exchange(&net->departs, NULL);
    if (arrived != NULL) {
        struct epoll_event event = {.events = EPOLLIN, .data.u64 = watch_number(WATCH_GUEST)};
        if (epoll_ctl(net->epoll, EPOLL_CTL_ADD, arrived->epoll, &event) != 0) {
            log_error("guest_refused net=%u host=%u reason=\"%s\"", arrived->thread, net->thread, strerror(errno));
            abort(); /* nobody would hear its sessions: one clean stop, the store holds the world */
        }
        arrived->next = net->guests;
        net->guests = arrived;
        sem_post(&net->answer);
    }
    for (struct net **at = &net->guests; departs != NULL && *at != NULL; at = &(*at)->next) {
        if (*at == departs) {
            *at = departs->next;
            epoll_ctl(net->epoll, EPOLL_CTL_DEL, departs->epoll, NULL);
            sem_post(&net->answer);
            break;
        }
    }
}

static NET_THREAD void turn(struct net *net, int64_t until)
{
    keep_pace(net);
    turn_after(net, may_doze(net) ? sleep_ms(net, until) : 0);
    for (struct net *guest = net->guests; guest != NULL; guest = guest->next) {
        turn_after(guest, 0);
    }
    guests_follow(net);
}

static NET_THREAD void say_goodbye(struct net *net)
{
    if (net->listener >= 0) {
        close(net->listener);
    }
    net->listener = -1;
    net->listen_again = 0;
    for (unsigned i = 0; i < net->places_count; i++) {
        struct session *session = net->places[i].session;
        if (session != NULL && session->state <= SESSION_ENDING) {
            session_notice(session, "The world is resting now. Come back soon.");
            link_close(session, METRIC_net_closed_stop);
        }
    }
    rest_sessions(net, UINT_MAX);
    for (struct net *guest = net->guests; guest != NULL; guest = guest->next) {
        say_goodbye(guest);
    }
}

static NET_THREAD bool sockets_open(const struct net *net)
{
    for (const struct net *guest = net->guests; guest != NULL; guest = guest->next) {
        if (sockets_open(guest)) {
            return true;
        }
    }
    for (unsigned i = 0; i < net->places_count; i++) {
        if (net->places[i].session != NULL && net->places[i].session->state != SESSION_GONE) {
            return true;
        }
    }
    return false;
}

/* Everybody hears that it is over, and a second is for what they have still to read. */
static NET_THREAD void end(struct net *net)
{
    /* The signal to stop would wake every turn from now on. */
    epoll_ctl(net->epoll, EPOLL_CTL_DEL, net->stop_fd, NULL);
    for (struct net *guest = net->guests; guest != NULL; guest = guest->next) {
        epoll_ctl(guest->epoll, EPOLL_CTL_DEL, guest->stop_fd, NULL);
    }
    say_goodbye(net);
    int64_t until = net->now + GOODBYE_MS_MAX;
    while (sockets_open(net) && net->now < until) {
        turn(net, until);
    }
}

void *net_run(void *argument)
{
    struct net *net = argument;
    thread_role_begin(&net_role);
    thread_name("net %u", net->thread);
    thread_note("net=%u", net->thread);
    thread_short_slices();
    prctl(PR_SET_TIMERSLACK, SLACK_NS);
    rcu_thread_begin();
    net->now = clock_world_ms();
    while (!atomic_load(&net->stopping) && !atomic_load(&net->leaving)) {
        turn(net, DUE_NEVER);
    }
    if (!atomic_load(&net->leaving)) {
        end(net);
    }
    pen_rest(&net->pen);
    rcu_thread_end();
    thread_role_end(&net_role);
    return NULL;
}

void net_listen(struct net *net, bool listens)
{
    atomic_store(&net->deaf, !listens);
    eventfd_write(net->stop_fd, 1);
}

void net_leave(struct net *net)
{
    atomic_store(&net->leaving, true);
    eventfd_write(net->stop_fd, 1);
}

/* Its thread does what it is asked at the end of its turn. */
static MAIN_THREAD void ask(struct net *host, struct net *_Atomic *what, struct net *guest)
{
    atomic_store(what, guest);
    eventfd_write(host->stop_fd, 1);
    while (sem_wait(&host->answer) != 0) {
    }
}

void net_serve(struct net *host, struct net *guest)
{
    ask(host, &host->arrives, guest);
}

void net_fetch(struct net *host, struct net *guest)
{
    ask(host, &host->departs, guest);
    guest->next = NULL;
    atomic_store(&guest->leaving, false);
}

void net_stop(struct net *net)
{
    atomic_store(&net->stopping, true);
    eventfd_write(net->stop_fd, 1);
}

/* -- begin and end */

/* The first listener of a server must find the port free; the others share it with the first. */
static int listener_bind(const struct addrinfo *where, uint16_t port, bool first)
{
    const int on = 1, off = 0;
    int fd = socket(where->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        return -1;
    }
    struct sockaddr_storage name;
    memcpy(&name, where->ai_addr, where->ai_addrlen);
    if (where->ai_family == AF_INET6) {
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
        ((struct sockaddr_in6 *)&name)->sin6_port = htons(port);
    } else {
        ((struct sockaddr_in *)&name)->sin_port = htons(port);
    }
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (!first)
        setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
    bool bound = bind(fd, (struct sockaddr *)&name, where->ai_addrlen) == 0;
    if (bound && first)
        setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
    if (!bound || listen(fd, LISTEN_BACKLOG) != 0) {
        int reason = errno;
        close(fd);
        errno = reason;
        return -1;
    }
    return fd;
}

static int listener_open(const char *address, uint16_t port, bool first, char reason[200])
{
    const struct addrinfo hints = {.ai_flags = AI_NUMERICHOST | AI_PASSIVE, .ai_socktype = SOCK_STREAM};
    struct addrinfo *where;
    int failure = getaddrinfo(address, NULL, &hints, &where);
    if (failure != 0) {
        snprintf(reason, 200, "net.address %s: %s", address, gai_strerror(failure));
        return -1;
    }
    int fd = listener_bind(where, port, first);
    freeaddrinfo(where);
    if (fd < 0 && errno == EAFNOSUPPORT && strcmp(address, "::") == 0) {
        return listener_open("0.0.0.0", port, first, reason); /* a machine without IPv6 */
    }
    if (fd < 0) {
        snprintf(reason, 200, "port %u: %s", port, strerror(errno));
    }
    return fd;
}

static uint16_t port_of(int fd)
{
    struct sockaddr_storage name = {0};
    socklen_t length = sizeof name;
    getsockname(fd, (struct sockaddr *)&name, &length);
    return ntohs(name.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&name)->sin6_port
                                            : ((struct sockaddr_in *)&name)->sin_port);
}

static bool watch_fd(struct net *net, int fd, unsigned what)
{
    struct epoll_event event = {.events = EPOLLIN, .data.u64 = watch_number(what)};
    return fd >= 0 && epoll_ctl(net->epoll, EPOLL_CTL_ADD, fd, &event) == 0;
}

static void close_if_open(int fd)
{
    if (fd >= 0) {
        close(fd);
    }
}

static void net_close(struct net *net)
{
    close_if_open(net->listener);
    close_if_open(net->epoll);
    close_if_open(net->stop_fd);
    close_if_open(net->spare_fd);
    metrics_forget(&net->metrics);
    memory_free(net->metrics.verbs);
    sem_destroy(&net->answer);
    memory_free(net);
}

struct net *net_new(const struct net_common *common, unsigned thread, struct mailbox *inbox, uint16_t port, char reason[200])
{
    struct net *net = memory_get(sizeof *net);
    net->common = common;
    net->thread = thread;
    net->inbox = inbox;
    net->pen = (struct pen){.route = common->route, .sender = SENDER_NET + thread};
    net->metrics.inbox = inbox;
    net->metrics.verb_count = verbs_count(common->verbs);
    net->metrics.verbs = memory_get(net->metrics.verb_count * sizeof net->metrics.verbs[0]);
    net->epoll = net->stop_fd = net->spare_fd = -1;
    sem_init(&net->answer, 0, 0);
    metrics_register(&net->metrics, METRIC_NET, thread);
    CDS_INIT_LIST_HEAD(&net->hurried);
    CDS_INIT_LIST_HEAD(&net->standing);
    for (unsigned which = 0; which < GATHERINGS; which++) {
        CDS_INIT_LIST_HEAD(&net->gathering[which]);
    }
    net->listener = listener_open(common->options->net_address, port, thread == 0, reason);
    if (net->listener < 0) {
        net_close(net);
        return NULL;
    }
    net->port = port_of(net->listener);
    net->epoll = epoll_create1(EPOLL_CLOEXEC);
    net->stop_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    net->spare_fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (net->spare_fd < 0 || !watch_fd(net, net->listener, WATCH_LISTENER) || !watch_fd(net, net->stop_fd, WATCH_STOP) ||
        !watch_fd(net, mailbox_fd(inbox), WATCH_MAIL)) {
        snprintf(reason, 200, "net thread %u: %s", thread, strerror(errno));
        net_close(net);
        return NULL;
    }
    return net;
}

uint16_t net_port(const struct net *net)
{
    return net->port;
}

/* The thread is no more: whoever frees the net stands in for it. */
static void sessions_free(struct net *net)
{
    thread_role_begin(&net_role);
    mailbox_drain(net->inbox, &net->mail);
    message_list_free(&net->mail);
    for (unsigned i = 0; i < net->places_count; i++) {
        if (net->places[i].session != NULL) {
            link_gone(net->places[i].session, METRIC_net_closed_stop);
        }
    }
    /* Whoever is gone stands in line behind the others, so none is freed before all are gone. */
    for (unsigned i = 0; i < net->places_count; i++) {
        if (net->places[i].session != NULL) {
            session_free(&net->places[i].session);
        }
    }
    thread_role_end(&net_role);
}

void net_free(struct net **net)
{
    if (*net == NULL) {
        return;
    }
    sessions_free(*net);
    spare_slots_free(*net);
    bytes_free(&(*net)->chorus.bytes);
    bytes_free(&(*net)->rendered);
    dues_free(&(*net)->dues);
    memory_free((*net)->places);
    net_close(*net);
    *net = NULL;
}
