/* core/figures_prometheus.c -- see figures.h: the text that Prometheus scrapes.  Entered by the main thread only.
 *
 * The format: https://prometheus.io/docs/instrumenting/exposition_formats/, version 0.0.4.  Names begin with kallisti_, counters end
 * in _total, times are seconds; what a worker or a network thread counts has its number as a label.  Those of a network thread that
 * has ended stay: another one counts under its number for who came by it. */
#include "core/figures.h"

#include "core/mailbox.h"
#include "core/memory.h"

#include <dirent.h>
#include <inttypes.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { FULL_NAME_SIZE = 96, LABEL_SIZE = 64 };
#define NS_PER_S UINT64_C(1000000000)
#define NS_PER_MS UINT64_C(1000000)

static void head(FILE *out, const char *name, const char *type, const char *help)
{
    fprintf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

/* Seconds as they are counted, to the nanosecond. */
static void put_seconds(FILE *out, uint64_t ns)
{
    fprintf(out, "%" PRIu64 ".%09" PRIu64 "\n", ns / NS_PER_S, ns % NS_PER_S);
}

static void put_value(FILE *out, enum metric_unit unit, uint64_t value)
{
    if (unit == METRIC_NS || unit == METRIC_MS)
        put_seconds(out, unit == METRIC_NS ? value : value * NS_PER_MS);
    else
        fprintf(out, "%" PRIu64 "\n", value);
}

static void gauge(FILE *out, const char *name, const char *help, double value)
{
    head(out, name, "gauge", help);
    fprintf(out, "%s %.17g\n", name, value);
}

/* -- what threads count ------------------------------------------------------------------------------- */

struct print {
    FILE             *out;
    enum metric_owner owner;
    enum metric_id    metric;
    enum spread_id     spread;
    const char       *name;
};

static const char *owner_label(enum metric_owner owner)
{
    return owner == METRIC_WORKER ? "worker" : owner == METRIC_NET ? "net" : NULL;
}

static void full_name(const struct metric_row *row, char name[FULL_NAME_SIZE])
{
    const char *base = row->family != NULL ? row->family : row->name;
    bool time = row->unit == METRIC_NS || row->unit == METRIC_MS;
    int length = (int)strlen(base) - (time ? 3 : 0);     /* without the unit it is counted in */
    snprintf(name, FULL_NAME_SIZE, "kallisti_%.*s%s%s", length, base, time ? "_seconds" : "", row->kind == METRIC_COUNTER ? "_total" : "");
}

static void put_metric(void *who, enum metric_owner owner, unsigned number, const struct metrics *block)
{
    const struct print *print = who;
    const struct metric_row *row = metric_row(print->metric);
    if (owner != row->whose)
        return;
    fprintf(print->out, "%s{%s=\"%u\"", print->name, owner_label(owner), number);
    if (row->reason != NULL)
        fprintf(print->out, ",reason=\"%s\"", row->reason);
    fputs("} ", print->out);
    put_value(print->out, row->unit, metric_get(block, print->metric));
}

MAIN_THREAD static void metrics_print(FILE *out)
{
    char name[FULL_NAME_SIZE], last[FULL_NAME_SIZE] = "";
    for (unsigned id = 0; id < METRICS; id++) {
        const struct metric_row *row = metric_row((enum metric_id)id);
        struct print print = { .out = out, .metric = (enum metric_id)id, .name = name };
        full_name(row, name);
        if (strcmp(name, last) != 0)
            head(out, name, row->kind == METRIC_COUNTER ? "counter" : "gauge", row->help);
        memcpy(last, name, sizeof last);
        if (owner_label(row->whose) != NULL) {
            metrics_each(put_metric, &print);
        } else {
            fprintf(out, "%s ", name);
            put_value(out, row->unit, metric_total((enum metric_id)id));
        }
    }
}

/* -- by size ------------------------------------------------------------------------------------------ */

/* label: `worker="0"`, or "". */
static void put_spread(FILE *out, const char *name, const char *label, enum spread_kind kind, const struct spread_sum *sum)
{
    const char *comma = label[0] == '\0' ? "" : ",";
    uint64_t below = 0;
    for (unsigned step = 0; step < SPREAD_STEPS; step++) {
        double bound = (double)(UINT64_C(1) << step) * (kind == SPREAD_TIME ? 1e-6 : 1);
        below += sum->step[step];
        fprintf(out, "%s_bucket{%s%sle=\"%.10g\"} %" PRIu64 "\n", name, label, comma, bound, below);
    }
    fprintf(out, "%s_bucket{%s%sle=\"+Inf\"} %" PRIu64 "\n", name, label, comma, sum->count);
    const char *open = label[0] == '\0' ? "" : "{", *shut = label[0] == '\0' ? "" : "}";
    fprintf(out, "%s_sum%s%s%s ", name, open, label, shut);
    put_value(out, kind == SPREAD_TIME ? METRIC_NS : METRIC_ONE, sum->sum);
    fprintf(out, "%s_count%s%s%s %" PRIu64 "\n", name, open, label, shut, sum->count);
}

static void put_thread_spread(void *who, enum metric_owner owner, unsigned number, const struct metrics *block)
{
    const struct print *print = who;
    const struct spread_row *row = spread_row(print->spread);
    char label[LABEL_SIZE];
    struct spread_sum sum = {0};
    if (owner != row->whose)
        return;
    spread_collect(&block->spread[print->spread], &sum);
    snprintf(label, sizeof label, "%s=\"%u\"", owner_label(owner), number);
    put_spread(print->out, print->name, label, row->kind, &sum);
}

MAIN_THREAD static void spreads_print(FILE *out)
{
    char name[FULL_NAME_SIZE];
    for (unsigned id = 0; id < SPREADS; id++) {
        const struct spread_row *row = spread_row((enum spread_id)id);
        struct print print = { .out = out, .spread = (enum spread_id)id, .name = name };
        snprintf(name, sizeof name, "kallisti_%s%s", row->name, row->kind == SPREAD_TIME ? "_seconds" : "");
        head(out, name, "histogram", row->help);
        if (owner_label(row->whose) != NULL) {
            metrics_each(put_thread_spread, &print);
        } else {
            struct spread_sum sum;
            spread_total((enum spread_id)id, &sum);
            put_spread(out, name, "", row->kind, &sum);
        }
    }
}

/* Verbs that nobody has typed yet are left out: they come when somebody does. */
MAIN_THREAD static void verbs_print(const struct figures *figures, FILE *out)
{
    static const char name[] = "kallisti_command_seconds";
    char label[LABEL_SIZE];
    struct spread_sum sum;
    head(out, name, "histogram", "by verb, how long a player's command took from leaving the network thread to its answer");
    for (unsigned verb = 0; verb < verbs_count(figures->verbs); verb++) {
        verb_total(verb, &sum);
        if (sum.count == 0)
            continue;
        const char *words = verb_words(figures, verb);
        snprintf(label, sizeof label, words[0] == '"' || words[0] == '\\' ? "verb=\"\\%s\"" : "verb=\"%s\"", words);
        put_spread(out, name, label, SPREAD_TIME, &sum);
    }
}

/* -- threads and zones -------------------------------------------------------------------------------- */

static void put_inbox(void *who, enum metric_owner owner, unsigned number, const struct metrics *block)
{
    const struct print *print = who;
    if (owner == print->owner && block->inbox != NULL)
        fprintf(print->out, "%s{%s=\"%u\"} %" PRIu64 "\n", print->name, owner_label(owner), number, mailbox_depth(block->inbox));
}

MAIN_THREAD static void inboxes_print(FILE *out)
{
    struct print workers = { .out = out, .owner = METRIC_WORKER, .name = "kallisti_worker_inbox_waiting" };
    struct print nets = { .out = out, .owner = METRIC_NET, .name = "kallisti_net_inbox_waiting" };
    head(out, workers.name, "gauge", "messages that wait in a worker's inbox");
    metrics_each(put_inbox, &workers);
    head(out, nets.name, "gauge", "messages that wait in a network thread's inbox");
    metrics_each(put_inbox, &nets);
}

MAIN_THREAD static void workers_print(const struct figures *figures, FILE *out)
{
    static const char busy[] = "kallisti_worker_busy_ratio", stuck[] = "kallisti_worker_stuck_seconds";
    unsigned workers = route_workers(figures->route);
    gauge(out, "kallisti_workers", "threads that run zones", workers);
    gauge(out, "kallisti_nets", "threads that serve the network", route_net_threads(figures->route));
    head(out, busy, "gauge", "share of its time a worker is busy with zones, smoothed as the balancer sees it");
    for (unsigned worker = 0; worker < workers; worker++)
        fprintf(out, "%s{worker=\"%u\"} %.6f\n", busy, worker, (double)tuner_busy(figures->tuner, worker) / BALANCE_FULL);
    head(out, stuck, "gauge", "how long a worker has been at one input, if that is longer than watch.slow_ms");
    for (unsigned worker = 0; worker < workers; worker++) {
        fprintf(out, "%s{worker=\"%u\"} ", stuck, worker);
        put_value(out, METRIC_MS, (uint64_t)tuner_stuck_ms(figures->tuner, worker));
    }
}

/* One figure of all zones: a family must stand together. */
#define ZONES(metric, type, help, format, ...)                                        \
    do {                                                                              \
        head(out, metric, type, help);                                                \
        for (uint32_t number = 1; number <= route_zones(figures->route); number++) {  \
            zone_named_figures(figures, number, &zone);                               \
            fprintf(out, metric "{zone=\"%s\"} " format "\n", zone.name, __VA_ARGS__); \
        }                                                                             \
    } while (0)

MAIN_THREAD static void zones_print(const struct figures *figures, FILE *out)
{
    struct zone_figures zone;
    ZONES("kallisti_zone_load_ratio", "gauge", "share of a worker's time a zone takes, smoothed as the balancer sees it", "%.6f", zone.load);
    ZONES("kallisti_zone_busy_seconds_total", "counter", "time of workers a zone has taken", "%" PRIu64 ".%09" PRIu64,
          zone.ns / NS_PER_S, zone.ns % NS_PER_S);
    ZONES("kallisti_zone_players", "gauge", "players in a zone", "%u", zone.players);
    ZONES("kallisti_zone_worker", "gauge", "the number of the worker that runs a zone", "%u", zone.worker);
    ZONES("kallisti_zone_over_budget", "gauge", "1 while a zone takes more of a worker than watch.zone_budget_percent", "%d", zone.over);
    gauge(out, "kallisti_zone_budget_ratio", "the share of a worker's time a zone may take: watch.zone_budget_percent",
          (double)tuner_budget_percent(figures->tuner) / 100);
}

/* -- the process -------------------------------------------------------------------------------------- */

/* Where not even one is left to count them with, nothing is said. */
static void open_files_print(FILE *out)
{
    unsigned count = 0;
    DIR *folder = opendir("/proc/self/fd");
    if (folder == NULL)
        return;
    while (readdir(folder) != NULL)
        count++;
    closedir(folder);
    gauge(out, "process_open_fds", "file descriptors in use; each connection is one", count - 3);   /* not . and .. and the folder */
}

static void memory_print(FILE *out)
{
    unsigned long long all = 0, resident = 0, page = (unsigned long long)sysconf(_SC_PAGESIZE);
    FILE *file = fopen("/proc/self/statm", "re");
    bool read = file != NULL && fscanf(file, "%llu %llu", &all, &resident) == 2;
    if (file != NULL)
        fclose(file);
    if (!read)
        return;
    gauge(out, "process_resident_memory_bytes", "memory of the process that is really there", (double)(resident * page));
    gauge(out, "process_virtual_memory_bytes", "addresses the process has taken", (double)(all * page));
}

static void allocator_print(FILE *out)
{
    struct memory_figures found;
    if (!memory_figures(&found))
        return;
    gauge(out, "kallisti_memory_allocated_bytes", "memory that is in use, each piece rounded up to its class", (double)found.allocated);
    gauge(out, "kallisti_memory_active_bytes", "pages in which any of it lies", (double)found.active);
    gauge(out, "kallisti_memory_resident_bytes", "pages the allocator has of the system, free ones and its own among them", (double)found.resident);
}

MAIN_THREAD static void process_print(const struct figures *figures, FILE *out)
{
    struct rusage used;
    struct rlimit files;
    if (getrusage(RUSAGE_SELF, &used) == 0) {
        head(out, "process_cpu_seconds_total", "counter", "processor time of all threads, the kernel's for them included");
        fprintf(out, "process_cpu_seconds_total %.6f\n", (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec)
                + (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6);
    }
    memory_print(out);
    allocator_print(out);
    open_files_print(out);
    if (getrlimit(RLIMIT_NOFILE, &files) == 0)
        gauge(out, "process_max_fds", "file descriptors there may be", (double)files.rlim_cur);
    gauge(out, "process_start_time_seconds", "when the server was started", (double)figures->started_s);
}

void figures_prometheus(const struct figures *figures, FILE *out)
{
    gauge(out, "kallisti_players", "players in the game", directory_count(figures->directory));
    metrics_print(out);
    spreads_print(out);
    verbs_print(figures, out);
    inboxes_print(out);
    workers_print(figures, out);
    zones_print(figures, out);
    process_print(figures, out);
}
