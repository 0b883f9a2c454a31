/* core/main_play.c -- what changes while they play: workers, network threads, options, by order of an operator.  See main_parts.h. */
#include "core/main_parts.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* -- while they play --------------------------------------------------------------------------------- */

MAIN_THREAD static void zone_named(void *who, zone_id zone, char name[ZONE_NAME_SIZE])
{
    const struct server *server = who;
    zone_words(&server->setting, zone, name, ZONE_NAME_SIZE);
}

/* By number, or by the name that `zones` shows. */
MAIN_THREAD static zone_id zone_by_word(void *who, const char *word)
{
    const struct server *server = who;
    char name[ZONE_NAME_SIZE];
    bool digits = word[0] != '\0' && strspn(word, "0123456789") == strlen(word) && strlen(word) <= 9;
    uint32_t number = digits ? (uint32_t)strtoul(word, NULL, 10) : 1;
    if (digits)
        return number <= server->setting.zones ? (zone_id){number} : NO_ZONE;
    for (; number <= server->setting.zones; number++) {
        zone_words(&server->setting, (zone_id){number}, name, sizeof name);
        if (strcasecmp(name, word) == 0)
            return (zone_id){number};
    }
    return NO_ZONE;
}

MAIN_THREAD static bool worker_begin(void *who, unsigned at, uint64_t epoch)
{
    struct server *server = who;
    struct worker_common common = server->worker_common;
    common.epoch = epoch;
    if (server->worker_inboxes[at] == NULL)
        server->worker_inboxes[at] = mailbox_new("zones");
    if (server->worker_inboxes[at] == NULL)
        return false;
    route_know_worker(server->route, at, server->worker_inboxes[at]);
    server->workers[at] = worker_new(&common, at, server->worker_inboxes[at]);
    if (pthread_create(&server->worker_threads[at], NULL, worker_run, server->workers[at]) == 0)
        return true;
    worker_free(&server->workers[at]);
    return false;
}

/* The inbox stays: somebody may still be about to wake its owner. */
MAIN_THREAD static void worker_end(void *who, unsigned at)
{
    struct server *server = who;
    struct message_list left = {0};
    post_worker(&server->pen, at, message_new(MSG_STOP));
    pen_rest(&server->pen);
    pthread_join(server->worker_threads[at], NULL);
    if (mailbox_drain(server->worker_inboxes[at], &left) > 0)
        log_error("assertion_failed what=\"a worker that left had mail\" worker=%u first=%s", at, message_name(left.first->type));
    assert(left.first == NULL);
    worker_free(&server->workers[at]);
}

MAIN_THREAD static void zones_spread(void *who, unsigned workers)
{
    struct server *server = who;
    tuner_spread(server->tuner, workers);
}

MAIN_THREAD static void net_thread_begin(struct server *server, unsigned at)
{
    int failure = pthread_create(&server->net_threads[at], NULL, net_run, server->nets[at]);
    server->net_hosts[at] = at;
    if (failure == 0)
        return;
    log_error("thread_refused net=%u reason=\"%s\"", at, strerror(failure));
    abort();                            /* its inbox is known: one clean stop, the store holds the world */
}

MAIN_THREAD static bool net_add(struct server *server, char reason[200])
{
    unsigned at = server->net_count;
    uint16_t port = net_port(server->nets[0]);
    snprintf(reason, 200, "%s", "no descriptors are left");
    if (server->net_inboxes[at] == NULL)
        server->net_inboxes[at] = mailbox_new("net");
    if (server->net_inboxes[at] == NULL || (server->nets[at] = net_new(&server->net_common, at, server->net_inboxes[at], port, reason)) == NULL)
        return false;
    route_add_net(server->route, server->net_inboxes[at]);
    net_thread_begin(server, at);
    server->net_count++;
    return true;
}

/* Takes it away from the thread that turns it, be it its own. */
MAIN_THREAD static void net_take(struct server *server, unsigned at)
{
    unsigned host = server->net_hosts[at];
    if (host == at) {
        net_leave(server->nets[at]);
        pthread_join(server->net_threads[at], NULL);
    } else
        net_fetch(server->nets[host], server->nets[at]);
}

/* Each of the first so many has a thread of its own, and the others are spread over those.  Guests go first: a thread that
 * leaves has none. */
MAIN_THREAD static void nets_spread(struct server *server, unsigned nets)
{
    for (unsigned guests = 2; guests-- > 0;)
        for (unsigned at = 0; at < server->net_count; at++) {
            unsigned wanted = at < nets ? at : at % nets;
            if ((server->net_hosts[at] != at) != guests || server->net_hosts[at] == wanted)
                continue;
            net_take(server, at);
            server->net_hosts[at] = wanted;
            if (wanted == at)
                net_thread_begin(server, at);
            else
                net_serve(server->nets[wanted], server->nets[at]);
        }
}

MAIN_THREAD static bool nets_set(void *who, unsigned nets, char reason[200])
{
    struct server *server = who;
    unsigned were = server->net_listening;
    bool all = true;
    snprintf(reason, 200, "%s", "the world is about to rest");
    if (server->stopping)
        return false;                   /* their threads have ended */
    while (all && server->net_count < nets)
        all = net_add(server, reason);
    server->net_listening = nets < server->net_count ? nets : server->net_count;
    for (unsigned at = 0; at < server->net_count; at++)
        net_listen(server->nets[at], at < nets);
    nets_spread(server, server->net_listening);
    route_set_net_threads(server->route, server->net_listening);
    log_info("nets_changed from=%u to=%u", were, server->net_listening);
    return all;
}

MAIN_THREAD static void rules_take(struct server *server)
{
    const struct options *live = &server->live;
    const struct tuner_rules rules = {
        .every_ms = live->balance_every_ms, .moves_per_s = (unsigned)live->balance_moves_per_s,
        .rest_ms = live->balance_rest_s * 1000, .slow_ms = live->watch_slow_ms,
        .budget_percent = (unsigned)live->watch_zone_budget_percent,
        .balance = { .busy_percent = (unsigned)live->balance_busy_percent, .gap_percent = (unsigned)live->balance_gap_percent,
                     .crowd_percent = (unsigned)live->balance_crowd_percent },
    };
    tuner_rule(server->tuner, &rules);
    log_rule((enum log_level)live->log_level, (unsigned)live->log_limited_per_s);
}

MAIN_THREAD static void cut_every(struct server *server)
{
    struct message *every = message_new(MSG_CUT_EVERY);
    every->cut_every.ms = (uint32_t)server->live.checkpoint_interval_ms;
    post(&server->pen, every);
}

struct reloading {
    FILE    *out;
    unsigned changed;
    bool     workers, nets, cuts;
};

/* What has been changed by order since is what the files are compared with. */
MAIN_THREAD static void orders_take(struct server *server)
{
    if (options_zone_threads(&server->live) != crew_wanted(server->crew))
        server->live.threads_zone = crew_wanted(server->crew);
    if (options_net_threads(&server->live) != server->net_listening)
        server->live.threads_net = server->net_listening;
}

static void option_differs(void *who, const char *name, const char *was, const char *is, bool now)
{
    struct reloading *reloading = who;
    char old[SETTING_SIZE], new[SETTING_SIZE];
    fprintf(reloading->out, now ? "%s: %s, is now %s.\n" : "%s: %s, would be %s after a restart.\n", name, was, is);
    log_info("option_%s name=%s was=\"%s\" is=\"%s\"", now ? "changed" : "waits_for_restart", name,
             log_quotable(was, old, sizeof old), log_quotable(is, new, sizeof new));
    reloading->changed++;
    reloading->workers |= strcmp(name, "threads.zone") == 0;
    reloading->nets |= strcmp(name, "threads.net") == 0;
    reloading->cuts |= strcmp(name, "checkpoint.interval_ms") == 0;
}

MAIN_THREAD static void options_take(struct server *server, const struct options *fresh, FILE *out)
{
    struct reloading reloading = { .out = out };
    char reason[200];
    orders_take(server);
    options_adopt(&server->live, fresh, option_differs, &reloading);
    if (reloading.changed == 0)
        fputs("Nothing has changed.\n", out);
    rules_take(server);
    if (reloading.cuts)
        cut_every(server);
    if (reloading.workers)
        crew_set(server->crew, options_zone_threads(&server->live));
    if (reloading.nets && !nets_set(server, options_net_threads(&server->live), reason))
        fprintf(out, "Not all network threads could begin: %s.\n", reason);
    log_info("reload_done differences=%u", reloading.changed);
}

MAIN_THREAD static void reload_refused(const char *words, size_t length)
{
    char line[400], quoted[400];
    snprintf(line, sizeof line, "%.*s", (int)strcspn(words, "\n"), length > 0 ? words : "");
    log_warn("reload_refused mistake=\"%s\"", log_quotable(line, quoted, sizeof quoted));
}

/* The command line and its files, as when the server began.  One mistake, and nothing changes.  The file of the log is opened again in
 * either case. */
MAIN_THREAD static struct text *options_reload(void *who, bool *done)
{
    struct server *server = who;
    char *words = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&words, &length);
    int unopened = log_reopen() ? 0 : errno;
    struct options *fresh = memory_get(sizeof *fresh);
    options_begin(fresh);
    *done = options_read(fresh, server->word_count, server->words, out) == 0;
    if (*done)
        options_take(server, fresh, out);
    else
        fputs("Nothing has been changed.\n", out);
    if (unopened != 0)
        fprintf(out, "The log goes on where it is: %s: %s.\n", server->options.log_file, strerror(unopened));
    memory_free(fresh);
    fclose(out);
    if (!*done)
        reload_refused(words, length);
    struct text *text = text_new(words, length);
    free(words);
    return text;
}

MAIN_THREAD void reload_by_signal(struct server *server)
{
    bool done;
    struct text *words = options_reload(server, &done);
    text_unref(&words);
}

MAIN_THREAD static void operator_stops(void *who, const char *by)
{
    begin_stopping(who, by);
}

MAIN_THREAD static void control_answers(void *who, uint64_t client, bool done, struct text *text)
{
    struct server *server = who;
    control_answer(server->control, client, done, text);
}

MAIN_THREAD void on_control(void *who, uint64_t client, const char *line)
{
    struct server *server = who;
    operator_line(server->operator, client, line);
}

MAIN_THREAD void operating_begin(struct server *server)
{
    static const struct crew_calls crew_calls = { .begin = worker_begin, .end = worker_end, .spread = zones_spread };
    static const struct operator_calls calls = {
        .zone_find = zone_by_word, .zone_name = zone_named, .nets_set = nets_set,
        .reload = options_reload, .stop = operator_stops, .answer = control_answers,
    };
    server->live = server->options;
    server->load = load_new(server->setting.zones);
    server->tuner = tuner_new(server->load, server->route, server->mover, zone_named, server);
    mover_know_names(server->mover, zone_named, server);
    server->crew = crew_new(&server->pen, server->mover, &crew_calls, server);
    rules_take(server);
    server->figures = (struct figures){
        .route = server->route, .tuner = server->tuner, .load = server->load, .directory = server->directory, .verbs = server->verbs,
        .zone_name = zone_named, .who = server, .started_s = clock_wall_s(),
    };
    const struct operator_at at = {
        .pen = &server->pen, .mover = server->mover, .crew = server->crew, .tuner = server->tuner, .directory = server->directory,
        .figures = &server->figures,
    };
    server->operator = operator_new(&at, &calls, server);
}

/* When the workers are gone. */
MAIN_THREAD void operating_end(struct server *server)
{
    if (server->operator == NULL)
        return;
    operator_free(&server->operator);
    crew_free(&server->crew);
    tuner_free(&server->tuner);
    load_free(&server->load);
}

MAIN_THREAD static bool is_draining(void *who, int64_t *seconds)
{
    const struct server *server = who;
    bool ends = operator_ends(server->operator, clock_ns(), seconds);
    return ends || server->stopping;
}

bool watch_begin(struct server *server)
{
    const struct options *options = &server->options;
    const struct watch_wishes wishes = {
        .address = options->web_address, .token = options->web_token, .page = options->web_page, .port = (uint16_t)options->web_port,
        .draining = is_draining, .who = server,
    };
    char reason[200];
    if (options->web_port < 0)
        return true;
    server->watch = watch_new(&wishes, &server->figures, reason);
    if (server->watch == NULL)
        say_mistake("web.port", reason);
    return server->watch != NULL;
}
