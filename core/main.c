/* core/main.c -- the roof: sees every folder, nobody includes it.
 *
 * Everything begins from the bottom up and ends from the top down.  In between the main thread sleeps in
 * epoll_wait: signals, mail (zone moves, cuts that ask to begin, shutdown), the embedded Redis' welfare. */
#include "core/main_parts.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <unistd.h>

/* -- signals ----------------------------------------------------------------------------------------- */

/* What the thread was doing stands in the log; then the usual end. */
static void on_abort(int number)
{
    char doing[300];
    log_error("thread_died signal=%d doing=\"%s\"", number, log_quotable(thread_noted(), doing, sizeof doing));
    deaths_add();
    signal(number, SIG_DFL);
    raise(number);
}

static bool signals_begin(struct server *server)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGCHLD);
    sigaddset(&set, SIGHUP);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGABRT, on_abort);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    server->signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    return server->signals >= 0;
}

/* -- seen from outside ------------------------------------------------------------------------------- */

static void status_stored(struct status *status, uint64_t epoch, uint64_t revision)
{
    atomic_store_explicit(&status->epoch, epoch, memory_order_relaxed);
    atomic_store_explicit(&status->revision, revision, memory_order_relaxed);
}

PERSIST_THREAD static void on_commit(enum persist_moment moment, void *server_at)
{
    static const enum status_commit said[] = {
        [PERSIST_CUT_BEGUN] = STATUS_CUT_BEGUN, [PERSIST_COMMIT_SENT] = STATUS_COMMIT_SENT, [PERSIST_COMMIT_DONE] = STATUS_NO_CUT,
    };
    struct server *server = server_at;
    status_stored(server->status, persist_epoch(server->persist), persist_revision(server->persist));
    if (moment != PERSIST_SAVE_DONE)
        atomic_store_explicit(&server->status->commit, said[moment], memory_order_relaxed);
}

MAIN_THREAD static bool status_open(struct server *server)
{
    server->status = status_begin(server->options.data);
    if (server->status == NULL) {
        say_mistake(server->options.data, strerror(errno));
        return false;
    }
    status_stored(server->status, server->opening.epoch, server->opening.revision);
    atomic_store_explicit(&server->status->store, store_number(&server->options), memory_order_relaxed);
    return true;
}

/* -- threads ----------------------------------------------------------------------------------------- */

/* False: no descriptor was to be had for one of them. */
MAIN_THREAD static bool inboxes_begin(struct server *server)
{
    bool all = (server->inbox = mailbox_new("main")) != NULL;
    all = all && (server->persist_inbox = mailbox_new("persist")) != NULL;
    for (unsigned at = 0; at < options_zone_threads(&server->options); at++)
        all = all && (server->worker_inboxes[at] = mailbox_new("zones")) != NULL;
    for (unsigned at = 0; at < server->net_count; at++)
        all = all && (server->net_inboxes[at] = mailbox_new("net")) != NULL;
    if (!all)
        say_mistake("inboxes", strerror(errno));
    return all;
}

MAIN_THREAD static bool route_begin(struct server *server)
{
    server->net_count = server->net_listening = options_net_threads(&server->options);
    server->route = route_new(server->setting.zones);
    server->directory = directory_new();
    server->verbs = verbs_new();
    commands_index(server->verbs);
    if (!inboxes_begin(server))
        return false;
    route_set_main(server->route, server->inbox);
    route_set_persist(server->route, server->persist_inbox);
    for (unsigned at = 0; at < options_zone_threads(&server->options); at++)
        route_add_worker(server->route, server->worker_inboxes[at]);
    for (unsigned at = 0; at < server->net_count; at++)
        route_add_net(server->route, server->net_inboxes[at]);
    server->pen = (struct pen){ .route = server->route, .sender = SENDER_MAIN };
    server->mover = mover_new(&server->pen);
    operating_begin(server);
    return true;
}

MAIN_THREAD static void zones_begin(struct server *server)
{
    unsigned zones = server->setting.zones, workers = route_workers(server->route);
    unsigned *owners = memory_get((zones + 1) * sizeof *owners);
    struct zone **all = memory_get((zones + 1) * sizeof *all);
    const char *recording = server->options.record_path[0] == '\0' ? NULL : server->options.record_path;
    server->worker_common = (struct worker_common){
        .setting = &server->setting, .route = server->route, .directory = server->directory, .recording = recording,
        .status = server->status, .load = server->load, .epoch = server->opening.epoch,
    };
    for (unsigned at = 0; at < workers; at++)
        server->workers[at] = worker_new(&server->worker_common, at, server->worker_inboxes[at]);
    for (uint32_t number = 1; number <= zones; number++)
        all[number] = zone_new(&server->setting, (zone_id){number});
    thread_role_begin(&zone_role);      /* no worker runs yet */
    for (unsigned at = 0; at < server->opening.count; at++)
        record_begin(server, all, &server->opening.values[at]);
    struct living living = {0};
    for (uint32_t number = 1; number <= zones; number++)
        census_living(all[number], &living);
    thread_role_end(&zone_role);
    log_info("zones_peopled rooms=%u mobiles=%u things=%u", living.rooms, living.mobiles, living.things);
    for (uint32_t number = 1; number <= zones; number++) {
        if (recording != NULL)
            recording_start(recording, all[number]);
        owners[number] = number % workers;
        worker_add_zone(server->workers[owners[number]], all[number]);
    }
    route_set_all(server->route, owners, zones);
    memory_free(all);
    memory_free(owners);
}

/* What the game does not have yet is not counted. */
static void census_begin(struct server *server)
{
    server->census.started = clock_wall_s();
    server->census.helpfiles = server->book->topic_count + server->rules->skill_count;
    census_take(server->world, server->rules, &server->census);
}

MAIN_THREAD static bool nets_begin(struct server *server)
{
    char reason[200];
    census_begin(server);
    server->secret = secret_new(&server->options, server->route);
    server->door = door_new(&server->options);
    if (server->secret == NULL || server->door == NULL) {
        say_mistake("network", "this machine has no randomness to offer");
        return false;
    }
    door_narrow(server->door, server->connections);
    server->net_common = (struct net_common){
        .options = &server->options, .route = server->route, .verbs = server->verbs, .secret = server->secret,
        .door = server->door, .directory = server->directory, .census = &server->census,
        .login_first = server->setting.login_first,
    };
    uint16_t port = (uint16_t)server->options.net_port;
    for (unsigned at = 0; at < server->net_count; at++) {
        server->nets[at] = net_new(&server->net_common, at, server->net_inboxes[at], port, reason);
        if (server->nets[at] == NULL) {
            say_mistake("network", reason);
            return false;
        }
        port = net_port(server->nets[at]);
    }
    return true;
}

MAIN_THREAD static void threads_begin(struct server *server)
{
    for (unsigned at = 0; at < route_workers(server->route); at++)
        pthread_create(&server->worker_threads[at], NULL, worker_run, server->workers[at]);
    pthread_create(&server->persist_thread, NULL, persist_run, server->persist);
    secret_begin(server->secret);
    for (unsigned at = 0; at < server->net_count; at++) {
        server->net_hosts[at] = at;
        pthread_create(&server->net_threads[at], NULL, net_run, server->nets[at]);
    }
}

static void nets_stop(struct server *server)
{
    for (unsigned at = 0; at < server->net_count; at++)
        net_stop(server->nets[at]);
    for (unsigned at = 0; at < server->net_count; at++)
        if (server->net_hosts[at] == at)
            pthread_join(server->net_threads[at], NULL);
}

static void workers_stop(struct server *server)
{
    for (unsigned at = 0; at < route_workers(server->route); at++)
        post_worker(&server->pen, at, message_new(MSG_STOP));
    pen_rest(&server->pen);
    for (unsigned at = 0; at < route_workers(server->route); at++)
        pthread_join(server->worker_threads[at], NULL);
}

/* -- running ----------------------------------------------------------------------------------------- */

MAIN_THREAD void begin_stopping(struct server *server, const char *why)
{
    if (server->stopping)
        return;
    log_info("server_stopping why=\"%s\"", why);
    notify_say(server->notify, "STOPPING=1\nSTATUS=Players are told, then all is written.");
    server->stopping = true;
    mover_rest(server->mover);
    nets_stop(server);
    if (!server->fenced)
        post(&server->pen, message_new(MSG_FINISH));
}

MAIN_THREAD static void main_mail(struct server *server, struct message *message)
{
    if (mover_mail(server->mover, message) || crew_mail(server->crew, message) || operator_mail(server->operator, message))
        return;
    switch (message->type) {
    case MSG_SHUTDOWN:
        begin_stopping(server, message->shutdown.by);
        break;
    case MSG_FENCED:
        server->fenced = true;
        log_error("server_fenced reason=\"%s\"", message->fenced.reason == NULL ? "" : text_bytes(message->fenced.reason));
        begin_stopping(server, "the store is not ours any more");
        break;
    case MSG_FINISHED:
        server->finished = true;
        break;
    default:
        log_warn("mail_misdirected type=%s", message_name(message->type));
        break;
    }
    message_free(&message);
}

MAIN_THREAD static void main_signals(struct server *server)
{
    struct signalfd_siginfo info;
    while (read(server->signals, &info, sizeof info) == sizeof info)
        if (info.ssi_signo == SIGHUP && !server->stopping)
            reload_by_signal(server);
        else if (info.ssi_signo != SIGCHLD && info.ssi_signo != SIGHUP)
            begin_stopping(server, strsignal((int)info.ssi_signo));
}

/* What is due is done; gives after how many ms the next of it is. */
MAIN_THREAD static int64_t main_dues(struct server *server)
{
    int64_t now_ns = clock_ns(), patience = -1;
    const int64_t waits[] = {
        server->child == NULL ? -1 : child_turn(server->child),
        tuner_turn(server->tuner, now_ns, server->stopping || crew_changing(server->crew)),
        server->watch == NULL ? -1 : web_turn(watch_web(server->watch), now_ns),
        notify_turn(server->notify, now_ns),
    };
    operator_turn(server->operator, now_ns);
    directory_fit(server->directory);
    for (size_t at = 0; at < sizeof waits / sizeof waits[0]; at++)
        if (waits[at] >= 0 && (patience < 0 || waits[at] < patience))
            patience = waits[at];
    return patience;
}

MAIN_THREAD static void main_turn(struct server *server)
{
    struct epoll_event event;
    int64_t patience = main_dues(server);
    pen_rest(&server->pen);
    if (mailbox_doze(server->inbox))
        epoll_wait(server->loop, &event, 1, (int)patience);
    mailbox_awake(server->inbox);
    main_signals(server);
    struct message_list mail = {0};
    mailbox_drain(server->inbox, &mail);
    struct message *message;
    while ((message = message_list_take(&mail)) != NULL)
        main_mail(server, message);
    crew_step(server->crew);
    if (server->control != NULL && !server->stopping)
        control_turn(server->control);
}

MAIN_THREAD static bool loop_begin(struct server *server)
{
    server->loop = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event event = { .events = EPOLLIN };
    return server->loop >= 0 && epoll_ctl(server->loop, EPOLL_CTL_ADD, server->signals, &event) == 0
        && epoll_ctl(server->loop, EPOLL_CTL_ADD, mailbox_fd(server->inbox), &event) == 0
        && (server->control == NULL || epoll_ctl(server->loop, EPOLL_CTL_ADD, control_fd(server->control), &event) == 0)
        && (server->watch == NULL || epoll_ctl(server->loop, EPOLL_CTL_ADD, web_fd(watch_web(server->watch)), &event) == 0);
}

MAIN_THREAD static void say_watch(const struct server *server)
{
    const char *address = server->options.web_address;
    bool six = strchr(address, ':') != NULL;
    unsigned port = web_port(watch_web(server->watch));
    log_info("web_open address=%s port=%u token=%d", address, port, server->options.web_token[0] != '\0');
    printf("Its figures are at http://%s%s%s:%u/\n", six ? "[" : "", address, six ? "]" : "", port);
}

MAIN_THREAD static void say_ready(const struct server *server, unsigned port)
{
    char lines[120];
    snprintf(lines, sizeof lines, "READY=1\nSTATUS=Open at port %u, %u zones.", port, route_zones(server->route));
    notify_say(server->notify, lines);
}

MAIN_THREAD static void server_run(struct server *server)
{
    threads_begin(server);
    uint16_t port = net_port(server->nets[0]);
    log_info("server_started port=%u workers=%u nets=%u incarnation=%u epoch=%llu", port, route_workers(server->route),
             server->net_count, server->setting.incarnation, (unsigned long long)server->opening.epoch);
    printf("%s is open. Connect with: telnet localhost %u\n", server->options.game_name, port);
    if (server->connections < server->options.net_sessions_max)
        printf("It has room for %lld connections: `ulimit -n` allows no more.\n", (long long)server->connections);
    if (server->watch != NULL)
        say_watch(server);
    fflush(stdout);
    world_remember(server);
    say_ready(server, port);
    memory_rest();                      /* the trees of area files were as large as the world */
    while ((!server->finished && !server->fenced) || !mover_idle(server->mover))
        main_turn(server);              /* a zone on its way is nobody's: it would be lost with the mail */
    workers_stop(server);
    if (!server->finished)              /* fenced: persist has nothing more to write, but must end */
        post(&server->pen, message_new(MSG_FINISH));
    pen_rest(&server->pen);
    pthread_join(server->persist_thread, NULL);
    secret_end(&server->secret);
    if (server->finished && server->child != NULL)
        child_write_anew(server->child);
    log_info("server_stopped");
}

/* -- from the bottom up, from the top down ----------------------------------------------------------- */

MAIN_THREAD static void server_end(struct server *server)
{
    if (server->secret != NULL)
        secret_end(&server->secret);
    control_free(&server->control);
    watch_free(&server->watch);
    for (unsigned at = 0; at < ROUTE_WORKERS_MAX; at++)
        worker_free(&server->workers[at]);
    for (unsigned at = 0; at < ROUTE_WORKERS_MAX; at++)
        mailbox_free(&server->worker_inboxes[at]);
    if (server->persist != NULL)
        persist_free(&server->persist);
    for (unsigned at = 0; at < server->net_count; at++)
        if (server->nets[at] != NULL)
            net_free(&server->nets[at]);
    for (unsigned at = 0; at < server->net_count; at++)
        mailbox_free(&server->net_inboxes[at]);
    if (server->door != NULL)
        door_free(&server->door);
    if (server->verbs != NULL)
        verbs_free(&server->verbs);
    if (server->route != NULL) {
        operating_end(server);
        if (server->mover != NULL)
            mover_free(&server->mover);
        rcu_settle();
        directory_free(&server->directory);
        route_free(&server->route);
        mailbox_free(&server->persist_inbox);
        mailbox_free(&server->inbox);
        rcu_settle();
    }
    status_end(&server->status);
    store_opening_free(&server->opening);
    if (server->content != NULL)
        store_content_free(&server->content);
    if (server->child != NULL)
        child_end(&server->child);
    book_free(&server->book);
    if (server->world != NULL)
        world_free(&server->world);
    rules_free(&server->rules);
}

MAIN_THREAD static bool recording_begin(struct server *server)
{
    const char *folder = server->options.record_path;
    if (folder[0] == '\0')
        return true;
    if (!folder_begin(folder))
        return false;
    if (recording_setting(folder, &server->setting))
        return true;
    say_mistake(folder, errno == EEXIST ? "it holds a recording already" : strerror(errno));
    return false;
}

MAIN_THREAD static bool server_begin(struct server *server)
{
    unsigned in_rules = 0, mistakes = 0, in_book = 0;
    int64_t from = clock_ns(), first = from;
    server->connections = descriptors_begin(server->options.net_sessions_max);
    deaths_begin(server->options.data);
    barred_begin(server);
    if (!signals_begin(server) || !rules_begin(server, &in_rules) || !folder_begin(server->options.data)
        || !store_launch(server))
        return false;
    say_stage("rules", &from);
    if (!world_begin(server, true, &mistakes))
        return false;
    say_stage("world", &from);
    book_begin(server, &in_book);
    say_stage("book", &from);
    if (!store_begin(server) || !status_open(server))
        return false;
    say_stage("store", &from);
    world_changes(server);
    say_stage("changes", &from);
    bool newborn = server->opening.world_ms == 0;
    clock_begin(newborn ? server->options.game_first_hour * WORLD_HOUR_MS : server->opening.world_ms);
    setting_begin(server);
    if (!recording_begin(server))
        return false;
    if (!route_begin(server))
        return false;
    zones_begin(server);                /* while the store is still main's */
    if (server->aside_failed)
        return false;
    say_stage("zones", &from);
    server->persist = persist_new(&server->options, server->route, server->persist_inbox, server->store, &server->opening);
    metric_add(persist_metrics(server->persist), METRIC_persist_damaged, server->set_aside);
    persist_watch(server->persist, on_commit, server);
    server->control = control_new(server->options.data, on_control, server);
    if (server->control == NULL)
        log_warn("control_refused folder=%s reason=\"%s\"", server->options.data, strerror(errno));
    bool opened = nets_begin(server) && watch_begin(server) && loop_begin(server);
    say_stage("nets", &from);
    say_stage("all", &first);
    return opened;
}

/* kallisti ctl [--data DIR] COMMAND...: says it to the server of that folder; `-` says what standard input says. */
MAIN_THREAD static int ctl_main(struct server *server, int count, char **words)
{
    char line[CONTROL_LINE_MAX] = "", reason[200];
    size_t length = 0;
    int at = 0;
    bool equals = count > 0 && strncmp(words[0], "--data=", 7) == 0, named = count > 1 && strcmp(words[0], "--data") == 0;
    if ((equals || named) && !options_set(&server->options, "data", equals ? words[0] + 7 : words[1], reason)) {
        fprintf(stderr, "kallisti: %s\n", reason);
        return EXIT_MISTAKES;
    }
    for (at = named ? 2 : equals; at < count && length < sizeof line; at++)
        length += (size_t)snprintf(line + length, sizeof line - length, "%s%s", length > 0 ? " " : "", words[at]);
    if (length >= sizeof line || strchr(line, '\n') != NULL) {
        fprintf(stderr, "kallisti: a command is one line of at most %d bytes\n", CONTROL_LINE_MAX - 1);
        return EXIT_MISTAKES;
    }
    if (strcmp(line, "-") == 0)
        return control_relay(server->options.data, stdin, stdout, stderr);
    return control_say(server->options.data, line[0] == '\0' ? "help" : line, stdout, stderr);
}

MAIN_THREAD static void log_take_shape(const char *format)
{
    static const char *const shapes[] = { [LOG_PLAIN] = "plain", [LOG_JSON] = "json", [LOG_JOURNAL] = "journal" };
    for (unsigned shape = 0; shape < sizeof shapes / sizeof shapes[0]; shape++)
        if (strcmp(shapes[shape], format) == 0)
            log_shape((enum log_shape)shape);
}

MAIN_THREAD static int server_main(struct server *server, int count, char **words)
{
    options_begin(&server->options);
    if (count > 1 && strcmp(words[1], "ctl") == 0)
        return ctl_main(server, count - 2, words + 2);
    server->word_count = count;
    server->words = words;
    server->mistakes = stderr;
    unsigned mistakes = options_read(&server->options, count, words, stderr);
    if (server->options.help) {
        options_help(stdout);
        return mistakes == 0 && fflush(stdout) == 0 ? 0 : EXIT_MISTAKES;
    }
    if (mistakes > 0)
        return EXIT_MISTAKES;
    if (server->options.check)
        return server_check(server);
    if (!log_begin((enum log_level)server->options.log_level, server->options.log_file,
                   (unsigned)server->options.log_limited_per_s)) {
        fprintf(stderr, "kallisti: %s: %s\n", server->options.log_file, strerror(errno));
        return EXIT_MISTAKES;
    }
    log_take_shape(server->options.log_format);
    int status;
    if (tool_run(server, &status)) {
        log_end();
        return status;
    }
    server->notify = notify_new();
    server->mistakes = mistakes_logged();
    bool begun = server_begin(server);
    fclose(server->mistakes);
    server->mistakes = stderr;
    if (begun)
        server_run(server);
    status = !begun ? EXIT_MISTAKES : server->fenced ? EXIT_FENCED : persist_saved(server->persist) ? 0 : EXIT_NOT_SAVED;
    server_end(server);
    notify_free(&server->notify);
    log_end();
    return status;
}

int main(int count, char **words)
{
    static struct server server;        /* large, and one */
    thread_role_begin(&main_role);
    rcu_thread_begin();
    int status = server_main(&server, count, words);
    rcu_thread_end();
    thread_role_end(&main_role);
    return status;
}
