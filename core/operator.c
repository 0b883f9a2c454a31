/* core/operator.c -- see operator.h.  Entered by the main thread only. */
#include "core/operator.h"

#include "core/clock.h"
#include "core/log.h"
#include "core/memory.h"
#include "core/metric.h"
#include "core/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    WORD_SIZE = 64, SAVES_MAX = 16, SAVE_WAIT_S = 60, PLAN_SHOWN = 40, MINUTES_MAX = 1440, PERMILLE = BALANCE_FULL / 1000,
    BUSIEST_SHOWN = 10, CONTROL_WORDS = 200,
};
#define NS_PER_S INT64_C(1000000000)

/* Who asks: a client of the socket, or a keeper. */
struct asker {
    uint64_t   client;
    session_id keeper;         /* NO_SESSION: a client */
    char       name[NAME_SIZE];
};

struct save {
    struct asker asker;
    uint64_t     number;       /* of SAVE_NOW; 0: no save waits here */
    int64_t      until_ns;
};

struct operator {
    struct operator_at    at;
    struct operator_calls calls;
    void                 *who;
    struct save           saves[SAVES_MAX];
    uint64_t              save_number;
    int64_t               stop_ns;       /* clock_ns() at which the server stops; 0: it does not */
    int                   stop_said;     /* minutes that were left when players were last told */
    char                  stop_by[NAME_SIZE];
};

/* One command under way. */
struct order {
    struct operator *operator;
    struct asker     asker;
    const char      *rest;     /* of the line */
    bool             refused, later;
    char            *words;
    size_t           length;
    FILE            *out;      /* the answer */
};

struct operator *operator_new(const struct operator_at *at, const struct operator_calls *calls, void *who)
{
    struct operator *operator = memory_get(sizeof *operator);
    *operator = (struct operator){ .at = *at, .calls = *calls, .who = who };
    return operator;
}

void operator_free(struct operator **operator)
{
    memory_free(*operator);
    *operator = NULL;
}

MAIN_THREAD static void answer(struct operator *operator, const struct asker *asker, bool done, struct text *text)
{
    if (asker->keeper.number == NO_SESSION.number) {
        operator->calls.answer(operator->who, asker->client, done, text);
        return;
    }
    struct message *tell = message_new(MSG_TELL);
    tell->tell.session = asker->keeper;
    tell->tell.text = text;
    post(operator->at.pen, tell);
}

/* -- words ------------------------------------------------------------------------------------------- */

static void word_next(struct order *order, char word[WORD_SIZE])
{
    order->rest += strspn(order->rest, " ");
    size_t length = strcspn(order->rest, " ");
    snprintf(word, WORD_SIZE, "%.*s", (int)(length < WORD_SIZE ? length : WORD_SIZE - 1), order->rest);
    order->rest += length;
    order->rest += strspn(order->rest, " ");
}

static void refuse(struct order *order, const char *format, ...) PRINTF_LIKE(2, 3);
static void refuse(struct order *order, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vfprintf(order->out, format, arguments);
    va_end(arguments);
    order->refused = true;
}

/* The next word as a number from least to most; refuses anything else, and anything behind the last. */
static bool number_next(struct order *order, const char *what, unsigned least, unsigned most, unsigned *number)
{
    char word[WORD_SIZE];
    word_next(order, word);
    bool digits = word[0] != '\0' && strspn(word, "0123456789") == strlen(word) && strlen(word) <= 9;
    *number = digits ? (unsigned)strtoul(word, NULL, 10) : 0;
    if (digits && *number >= least && *number <= most)
        return true;
    refuse(order, "%s must be a number from %u to %u, not '%s'.\n", what, least, most, word);
    return false;
}

static bool at_end(struct order *order)
{
    if (*order->rest != '\0')
        refuse(order, "'%.60s' is more than the command takes.\n", order->rest);
    return *order->rest == '\0';
}

static bool zone_next(struct order *order, zone_id *zone)
{
    char word[WORD_SIZE];
    word_next(order, word);
    *zone = order->operator->calls.zone_find(order->operator->who, word);
    if (zone->number == 0)
        refuse(order, "There is no zone '%s'. Say its name or its number.\n", word);
    return zone->number != 0;
}

static struct route *route_of(const struct order *order)
{
    return order->operator->at.pen->route;
}

static void zone_print(struct order *order, uint32_t zone)
{
    char name[ZONE_NAME_SIZE];
    order->operator->calls.zone_name(order->operator->who, (zone_id){zone}, name);
    fprintf(order->out, "zone %u, %s", zone, name);
}

/* -- threads, zones ---------------------------------------------------------------------------------- */

MAIN_THREAD static void threads_print(struct order *order)
{
    struct operator *operator = order->operator;
    unsigned workers = route_workers(route_of(order)), wanted = crew_wanted(operator->at.crew);
    struct text *threads = figures_threads(route_of(order));
    fputs(text_bytes(threads), order->out);
    text_unref(&threads);
    if (crew_changing(operator->at.crew))
        fprintf(order->out, "There %s to be %u %s.\n", one_or_many(wanted, "is", "are"), wanted, one_or_many(wanted, "worker", "workers"));
    for (unsigned worker = 0; worker < workers; worker++) {
        int64_t stuck = tuner_stuck_ms(operator->at.tuner, worker);
        uint64_t busy = tuner_busy(operator->at.tuner, worker) / PERMILLE;
        fprintf(order->out, "worker %u: busy %u.%u percent of its time", worker, (unsigned)busy / 10, (unsigned)busy % 10);
        if (stuck > 0)
            fprintf(order->out, ", at one input for %lld ms", (long long)stuck);
        fputs(".\n", order->out);
    }
}

MAIN_THREAD static void plan_print(struct order *order, unsigned workers)
{
    struct tuner *tuner = order->operator->at.tuner;
    struct balance_move *moves = memory_get((route_zones(route_of(order)) + 1) * sizeof *moves);
    unsigned count = tuner_plan(tuner, workers, moves);
    fprintf(order->out, "With %u %s %u %s would move.\n", workers, one_or_many(workers, "worker", "workers"), count,
            one_or_many(count, "zone", "zones"));
    for (unsigned at = 0; at < count && at < PLAN_SHOWN; at++) {
        zone_print(order, moves[at].zone);
        fprintf(order->out, ": worker %u to %u\n", moves[at].from, moves[at].to);
    }
    if (count > PLAN_SHOWN)
        fprintf(order->out, "And %u more.\n", count - PLAN_SHOWN);
    memory_free(moves);
}

MAIN_THREAD static void do_plan(struct order *order)
{
    unsigned workers;
    if (number_next(order, "Workers", 1, ROUTE_WORKERS_MAX, &workers) && at_end(order))
        plan_print(order, workers);
}

MAIN_THREAD static void threads_zone(struct order *order)
{
    unsigned workers;
    if (!number_next(order, "Workers", 1, ROUTE_WORKERS_MAX, &workers) || !at_end(order))
        return;
    log_info("threads_wanted zone=%u by=%s", workers, order->asker.name);
    crew_set(order->operator->at.crew, workers);
    fprintf(order->out, "There %s to be %u %s; the log and `threads` say when it is so.\n", one_or_many(workers, "is", "are"), workers,
            one_or_many(workers, "worker", "workers"));
}

MAIN_THREAD static void threads_net(struct order *order)
{
    unsigned nets;
    char reason[200];
    if (!number_next(order, "Network threads", 1, ROUTE_NETS_MAX, &nets) || !at_end(order))
        return;
    log_info("threads_wanted net=%u by=%s", nets, order->asker.name);
    if (!order->operator->calls.nets_set(order->operator->who, nets, reason))
        refuse(order, "Not all of them could begin: %s.\n", reason);
    else
        fprintf(order->out, "%u %s the network now.\n", nets, one_or_many(nets, "thread serves", "threads serve"));
}

MAIN_THREAD static void do_threads(struct order *order)
{
    char word[WORD_SIZE];
    word_next(order, word);
    if (word[0] == '\0')
        threads_print(order);
    else if (strcmp(word, "zone") == 0)
        threads_zone(order);
    else if (strcmp(word, "net") == 0)
        threads_net(order);
    else if (strcmp(word, "plan") == 0)
        do_plan(order);
    else
        refuse(order, "Threads zone, net or plan, and a number; '%s' is none of them.\n", word);
}

/* A keeper is told when the zone has arrived. */
MAIN_THREAD static void move_ask(struct order *order, zone_id zone, unsigned worker)
{
    struct message *move = message_new(MSG_MOVE_ZONE);
    move->move_zone.zone = zone;
    move->move_zone.worker = worker;
    move->move_zone.session = order->asker.keeper;
    mover_mail(order->operator->at.mover, move);
}

MAIN_THREAD static bool move_next(struct order *order, zone_id *zone)
{
    unsigned worker;
    if (!zone_next(order, zone) || !number_next(order, "The worker", 0, route_workers(route_of(order)) - 1, &worker)
        || !at_end(order))
        return false;
    if (worker >= crew_wanted(order->operator->at.crew)) {
        refuse(order, "That worker is leaving.\n");
        return false;
    }
    zone_print(order, zone->number);
    if (route_worker(route_of(order), *zone) == worker)
        fprintf(order->out, " is run by worker %u", worker);
    else {
        fprintf(order->out, " goes to worker %u", worker);
        move_ask(order, *zone, worker);
    }
    return true;
}

MAIN_THREAD static void do_move(struct order *order)
{
    zone_id zone;
    if (move_next(order, &zone))
        fputs(".\n", order->out);
}

MAIN_THREAD static void do_pin(struct order *order)
{
    zone_id zone;
    if (!move_next(order, &zone))
        return;
    fputs(" and stays there.\n", order->out);
    tuner_pin(order->operator->at.tuner, zone, true);
}

MAIN_THREAD static void do_unpin(struct order *order)
{
    zone_id zone;
    if (!zone_next(order, &zone) || !at_end(order))
        return;
    zone_print(order, zone.number);
    fputs(tuner_pinned(order->operator->at.tuner, zone) ? " may move again.\n" : " was not pinned.\n", order->out);
    tuner_pin(order->operator->at.tuner, zone, false);
}

/* -- figures ----------------------------------------------------------------------------------------- */

/* People are told, machines get it all. */
MAIN_THREAD static void do_stats(struct order *order)
{
    if (!at_end(order))
        return;
    if (order->asker.keeper.number != NO_SESSION.number)
        figures_words(order->operator->at.figures, BUSIEST_SHOWN, order->out);
    else
        figures_json(order->operator->at.figures, order->out);
}

MAIN_THREAD static void do_zones(struct order *order)
{
    if (at_end(order))
        figures_zones(order->operator->at.figures, order->out);
}

/* -- players, saves, the end ------------------------------------------------------------------------- */

/* Gives how many were told. */
MAIN_THREAD static unsigned announce(struct operator *operator, struct text *text)
{
    unsigned room = directory_count(operator->at.directory) + 16;
    struct sighting *list = memory_room(room * sizeof *list);
    unsigned count = directory_list(operator->at.directory, list, room), told = 0;
    for (unsigned at = 0; at < count; at++) {
        if (list[at].session.number == NO_SESSION.number)
            continue;
        struct message *tell = message_new(MSG_TELL);
        tell->tell.session = list[at].session;
        tell->tell.text = text_ref(text);
        post(operator->at.pen, tell);
        told++;
    }
    memory_free(list);
    text_unref(&text);
    return told;
}

MAIN_THREAD static void do_announce(struct order *order)
{
    if (order->rest[0] == '\0') {
        refuse(order, "Announce what?\n");
        return;
    }
    char words[CONTROL_WORDS];
    log_info("announced by=%s words=\"%s\"", order->asker.name, log_quotable(order->rest, words, sizeof words));
    unsigned told = announce(order->operator, text_printf("From the keepers: %s\n", order->rest));
    fprintf(order->out, "%u %s told.\n", told, one_or_many(told, "player is", "players are"));
}

MAIN_THREAD static void do_save(struct order *order)
{
    struct operator *operator = order->operator;
    struct save *save = operator->saves;
    if (!at_end(order))
        return;
    while (save < operator->saves + SAVES_MAX && save->number != 0)
        save++;
    if (save == operator->saves + SAVES_MAX) {
        refuse(order, "Too many wait for that already.\n");
        return;
    }
    *save = (struct save){ .asker = order->asker, .number = ++operator->save_number, .until_ns = clock_ns() + SAVE_WAIT_S * NS_PER_S };
    struct message *ask = message_new(MSG_SAVE_NOW);
    ask->save_now.number = save->number;
    post(operator->at.pen, ask);
    order->later = true;
}

MAIN_THREAD static void saves_end(struct operator *operator, uint64_t number, int64_t now_ns)
{
    for (struct save *save = operator->saves; save < operator->saves + SAVES_MAX; save++) {
        bool saved = save->number <= number;
        if (save->number == 0 || (!saved && now_ns < save->until_ns))
            continue;
        answer(operator, &save->asker, saved, text_string(saved ? "All that was is in the store.\n"
                                                          : "The store has not confirmed it yet; see the log.\n"));
        save->number = 0;
    }
}

static const char *minutes_words(unsigned minutes, char words[32])
{
    snprintf(words, 32, minutes == 1 ? "one minute" : "%u minutes", minutes);
    return words;
}

MAIN_THREAD static void shutdown_at(struct order *order, unsigned minutes)
{
    struct operator *operator = order->operator;
    char words[32];
    log_info("shutdown_wanted minutes=%u by=%s", minutes, order->asker.name);
    if (minutes == 0) {
        fputs("So be it.\n", order->out);
        operator->stop_ns = 1;
    } else {
        operator->stop_ns = clock_ns() + minutes * 60 * NS_PER_S;
        operator->stop_said = (int)minutes;
        fprintf(order->out, "In %s.\n", minutes_words(minutes, words));
        announce(operator, text_printf("The world will rest in %s.\n", minutes_words(minutes, words)));
    }
    memcpy(operator->stop_by, order->asker.name, NAME_SIZE);
}

MAIN_THREAD static void shutdown_never(struct order *order)
{
    if (order->operator->stop_ns == 0) {
        fputs("No end was set.\n", order->out);
        return;
    }
    log_info("shutdown_taken_back by=%s", order->asker.name);
    order->operator->stop_ns = 0;
    fputs("The world goes on.\n", order->out);
    announce(order->operator, text_string("The world goes on after all.\n"));
}

MAIN_THREAD static void do_shutdown(struct order *order)
{
    unsigned minutes = 0;
    bool now = order->rest[0] == '\0' || strcmp(order->rest, "now") == 0;
    if (strcmp(order->rest, "never") == 0)
        shutdown_never(order);
    else if (now || (number_next(order, "Minutes", 0, MINUTES_MAX, &minutes) && at_end(order)))
        shutdown_at(order, minutes);
}

/* Players hear of it at 60, 30, 10, 5, 2 and 1 minutes. */
MAIN_THREAD static void stop_go_on(struct operator *operator, int64_t now_ns)
{
    static const int told[] = { 60, 30, 10, 5, 2, 1 };
    char words[32];
    if (operator->stop_ns == 0)
        return;
    if (now_ns >= operator->stop_ns) {
        operator->stop_ns = 0;
        operator->calls.stop(operator->who, operator->stop_by);
        return;
    }
    int left = (int)((operator->stop_ns - now_ns + 60 * NS_PER_S - 1) / (60 * NS_PER_S));
    for (size_t at = 0; at < sizeof told / sizeof told[0]; at++)
        if (left <= told[at] && operator->stop_said > told[at]) {
            operator->stop_said = told[at];
            if (left == told[at])
                announce(operator, text_printf("The world will rest in %s.\n", minutes_words((unsigned)left, words)));
        }
}

MAIN_THREAD static void do_reload(struct order *order)
{
    bool done = true;
    if (!at_end(order))
        return;
    struct text *text = order->operator->calls.reload(order->operator->who, &done);
    fwrite(text_bytes(text), 1, text_length(text), order->out);
    text_unref(&text);
    order->refused = !done;
}

bool operator_ends(const struct operator *operator, int64_t now_ns, int64_t *seconds)
{
    *seconds = operator->stop_ns > now_ns ? (operator->stop_ns - now_ns) / NS_PER_S : 0;
    return operator->stop_ns != 0;
}

/* -- the table --------------------------------------------------------------------------------------- */

MAIN_THREAD static void do_help(struct order *order);

static const struct verb {
    const char *name;
    void      (*run)(struct order *order);
    const char *says;
} verbs[] = {
    { "threads",  do_threads,  "threads                 workers and network threads, and how busy they are\n"
                               "threads zone N          so many workers, while people play\n"
                               "threads net N           so many threads serve the network\n"
                               "threads plan N          what would move with N workers" },
    { "plan",     do_plan,     "plan N                  the same" },
    { "move",     do_move,     "move ZONE WORKER        give a zone, by name or number, to that worker" },
    { "pin",      do_pin,      "pin ZONE WORKER         ... and leave it there" },
    { "unpin",    do_unpin,    "unpin ZONE              it may move again" },
    { "zones",    do_zones,    "zones                   which worker runs what, what it costs, who is there" },
    { "stats",    do_stats,    "stats                   all figures, workers and zones, as JSON" },
    { "announce", do_announce, "announce WORDS          tell everybody who plays" },
    { "save",     do_save,     "save                    write all that is now, and say when it is in the store" },
    { "reload",   do_reload,   "reload                  read the options again" },
    { "shutdown", do_shutdown, "shutdown [MINUTES]      end the world now, or then; `shutdown never` takes it back" },
    { "help",     do_help,     "help                    this" },
};
enum { VERBS = sizeof verbs / sizeof verbs[0] };

MAIN_THREAD static void do_help(struct order *order)
{
    for (unsigned at = 0; at < VERBS; at++)
        fprintf(order->out, "%s\n", verbs[at].says);
}

/* As every other program has it. */
static bool asks_for_help(const char *word)
{
    return strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0;
}

MAIN_THREAD static void order_run(struct operator *operator, const struct asker *asker, const char *line)
{
    char word[WORD_SIZE];
    struct order order = { .operator = operator, .asker = *asker, .rest = line };
    order.out = open_memstream(&order.words, &order.length);
    word_next(&order, word);
    const struct verb *verb = verbs;
    while (verb < verbs + VERBS && strcmp(verb->name, word) != 0)
        verb++;
    if (verb < verbs + VERBS)
        verb->run(&order);
    else if (asks_for_help(word))
        do_help(&order);
    else
        refuse(&order, "There is no command '%s'. `help` lists them.\n", word);
    fclose(order.out);
    if (!order.later)
        answer(operator, asker, !order.refused, text_new(order.words, order.length));
    free(order.words);
}

void operator_line(struct operator *operator, uint64_t client, const char *line)
{
    struct asker asker = { .client = client, .keeper = NO_SESSION, .name = "ctl" };
    order_run(operator, &asker, line);
}

bool operator_mail(struct operator *operator, struct message *message)
{
    if (message->type == MSG_SAVED_NOW) {
        saves_end(operator, message->saved_now.number, 0);
    } else if (message->type == MSG_OPERATE) {
        struct asker asker = { .keeper = message->operate.session };
        memcpy(asker.name, message->operate.by, NAME_SIZE);
        order_run(operator, &asker, text_bytes(message->operate.words));
    } else {
        return false;
    }
    message_free(&message);
    return true;
}

void operator_turn(struct operator *operator, int64_t now_ns)
{
    saves_end(operator, 0, now_ns);
    stop_go_on(operator, now_ns);
}
