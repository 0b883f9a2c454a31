/* bench/hop.c -- what one hop costs: a slot goes from a net thread through a worker's mailbox, and back.
 *
 *   main thread, as net does:     drain, post a COMMAND for every REPLY, rest the pen, sleep in epoll
 *   second thread, as a worker:   drain, answer every COMMAND with a REPLY, rest the pen, sleep on the mailbox
 *
 * So many slots are in flight, each over and over (a closed loop); nothing is done with them.  Mailbox, pen,
 * route and slot are the shipping ones.  A round trip is two hops.  Prints a table and one line of JSON. */
#include "core/clock.h"
#include "core/memory.h"
#include "core/rcu.h"
#include "core/route.h"
#include "core/slot.h"

#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

enum { IN_FLIGHT_MAX = 1024, HOPS = 2 };
#define SECOND_NS INT64_C(1000000000)

/* What one thread did; written by it, read after it ended. */
struct side {
    uint64_t messages, wakes, turns;
    int64_t  cpu_ns;
};

struct hop {
    struct route   *route;
    struct mailbox *net_inbox, *worker_inbox;
    struct slot     slots[IN_FLIGHT_MAX];
    unsigned        in_flight;
    int64_t         until_ns, took_ns;
    struct side     net, worker;
};

/* -- as a worker ------------------------------------------------------------------------------------- */

/* mailbox_sleep(), but told when it really slept. */
static void worker_sleep(struct hop *hop)
{
    struct pollfd wake = { .fd = mailbox_fd(hop->worker_inbox), .events = POLLIN };
    if (!mailbox_doze(hop->worker_inbox))
        return;
    hop->worker.wakes += (uint64_t)poll(&wake, 1, -1);
    mailbox_awake(hop->worker_inbox);
}

static void *worker_run(void *data)
{
    struct hop *hop = data;
    struct pen pen = { .route = hop->route, .sender = SENDER_WORKER };
    bool stopping = false;
    rcu_thread_begin();
    while (!stopping) {
        struct message_list mail = {0};
        struct message *message;
        hop->worker.messages += mailbox_drain(hop->worker_inbox, &mail);
        hop->worker.turns++;
        while ((message = message_list_take(&mail)) != NULL) {
            if (message->type == MSG_COMMAND) {
                post(&pen, slot_answer(message->command.slot));
            } else {
                stopping = true;
                message_free(&message);
            }
        }
        pen_rest(&pen);
        if (!stopping)
            worker_sleep(hop);
    }
    hop->worker.cpu_ns = clock_cpu_ns();
    rcu_thread_end();
    return NULL;
}

/* -- as net ------------------------------------------------------------------------------------------ */

static void net_sleep(struct hop *hop, int loop)
{
    struct epoll_event event;
    if (mailbox_doze(hop->net_inbox))
        hop->net.wakes += (uint64_t)epoll_wait(loop, &event, 1, -1);
    mailbox_awake(hop->net_inbox);
}

/* Sends every slot that came back out again, until it is time; then waits for all of them. */
static void net_run(struct hop *hop, struct pen *pen, int loop)
{
    unsigned out = hop->in_flight;
    while (out > 0) {
        struct message_list mail = {0};
        struct message *message;
        bool over = clock_ns() >= hop->until_ns;
        hop->net.messages += mailbox_drain(hop->net_inbox, &mail);
        hop->net.turns++;
        while ((message = message_list_take(&mail)) != NULL) {
            if (over)
                out--;
            else
                post(pen, slot_ask(message->reply.slot, (zone_id){1}));
        }
        pen_rest(pen);
        if (out > 0)
            net_sleep(hop, loop);
    }
}

static void hop_run(struct hop *hop, unsigned in_flight, double seconds)
{
    struct pen pen = { .route = hop->route, .sender = SENDER_NET };
    struct epoll_event event = { .events = EPOLLIN };
    int loop = epoll_create1(EPOLL_CLOEXEC);
    pthread_t worker;
    hop->in_flight = in_flight;
    hop->net = hop->worker = (struct side){0};
    epoll_ctl(loop, EPOLL_CTL_ADD, mailbox_fd(hop->net_inbox), &event);
    pthread_create(&worker, NULL, worker_run, hop);
    int64_t began_ns = clock_ns(), cpu_ns = clock_cpu_ns();
    hop->until_ns = began_ns + (int64_t)(seconds * 1e9);
    for (unsigned at = 0; at < in_flight; at++)
        post(&pen, slot_ask(&hop->slots[at], (zone_id){1}));
    pen_rest(&pen);
    net_run(hop, &pen, loop);
    hop->took_ns = clock_ns() - began_ns;
    hop->net.cpu_ns = clock_cpu_ns() - cpu_ns;
    post_worker(&pen, 0, message_new(MSG_STOP));
    pen_rest(&pen);
    pthread_join(worker, NULL);
    close(loop);
}

/* -- the report -------------------------------------------------------------------------------------- */

static void report(const struct hop *hop, bool first)
{
    double messages = (double)(hop->net.messages + hop->worker.messages);
    double wakes = (double)(hop->net.wakes + hop->worker.wakes), cpu_ns = (double)(hop->net.cpu_ns + hop->worker.cpu_ns);
    double each_ns = (double)hop->took_ns / (double)hop->net.messages * hop->in_flight / HOPS;
    fprintf(stderr, "  %9u   %12.0f   %12.0f   %18.4f   %18.0f\n", hop->in_flight, each_ns, messages * 1e9 / (double)hop->took_ns,
            wakes / messages, cpu_ns / messages);
    printf("%s{\"in_flight\":%u,\"hop_ns\":%.1f,\"messages_per_s\":%.0f,\"wakes_per_message\":%.4f,\"cpu_ns_per_message\":%.1f}",
           first ? "{\"bench\":\"hop\",\"runs\":[" : ",", hop->in_flight, each_ns, messages * 1e9 / (double)hop->took_ns,
           wakes / messages, cpu_ns / messages);
}

MAIN_THREAD static void hop_begin(struct hop *hop)
{
    hop->net_inbox = mailbox_new("net");
    hop->worker_inbox = mailbox_new("zones");
    hop->route = route_new(1);
    route_add_net(hop->route, hop->net_inbox);
    route_add_worker(hop->route, hop->worker_inbox);
    route_set(hop->route, (zone_id){1}, 0);
    for (unsigned at = 0; at < IN_FLIGHT_MAX; at++)
        slot_begin(&hop->slots[at], session_make(0, at, 1));
}

MAIN_THREAD static void hop_end(struct hop *hop)
{
    rcu_settle();
    route_free(&hop->route);
    mailbox_free(&hop->worker_inbox);
    mailbox_free(&hop->net_inbox);
}

int main(int count, char **words)
{
    static const unsigned in_flight[] = { 1, 8, 64, 512 };
    static struct hop hop;
    double seconds = count > 1 ? strtod(words[1], NULL) : 1.0;
    thread_role_begin(&main_role);
    rcu_thread_begin();
    hop_begin(&hop);
    fprintf(stderr, "  in flight    ns per hop     messages/s   wake-ups a message   CPU ns a message\n");
    for (unsigned at = 0; at < sizeof in_flight / sizeof in_flight[0]; at++) {
        hop_run(&hop, in_flight[at], seconds);
        report(&hop, at == 0);
    }
    printf("]}\n");
    hop_end(&hop);
    rcu_thread_end();
    thread_role_end(&main_role);
    return 0;
}
