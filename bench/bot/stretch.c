/* bench/bot/stretch.c -- see stretch.h. */
#include "bench/bot/stretch.h"

#include "bench/bot/usage.h"

#include <unistd.h>

void stretch_merge(struct stretch *stretch, const struct stretch *other)
{
    tally_merge(&stretch->tally, &other->tally);
    if (other->seconds > stretch->seconds)
        stretch->seconds = other->seconds;
    if (other->cpu_share > stretch->cpu_share)
        stretch->cpu_share = other->cpu_share;
    stretch->cpu_s += other->cpu_s;
    stretch->processes += other->processes;
}

bool stretch_void(const struct stretch *stretch)
{
    return stretch->cpu_share > USAGE_SHARE_MAX;
}

double stretch_latency_us(const struct histogram *histogram, double share)
{
    return (double)histogram_at(histogram, share) / 1e3;
}

static double a(double what, uint64_t each)
{
    return each == 0 ? 0 : what / (double)each;
}

static uint64_t lines_heard(const struct tally *tally)
{
    return tally->says + tally->says_heard + tally->channel_heard;
}

static double fighting_mean(const struct stretch *stretch)
{
    return a((double)stretch->tally.fighting * stretch->processes, stretch->tally.samples);
}

/* -- for people -------------------------------------------------------------------------------------- */

void stretch_table_latency(const char *what, const struct histogram *histogram)
{
    printf("  %-12s p50 %8.0f us   p90 %8.0f us   p99 %8.0f us   p99.9 %8.0f us   most %8.0f us\n", what,
           stretch_latency_us(histogram, 0.5), stretch_latency_us(histogram, 0.9), stretch_latency_us(histogram, 0.99),
           stretch_latency_us(histogram, 0.999), (double)histogram->most_ns / 1e3);
}

static void table_swaps(const struct stretch *stretch)
{
    struct swaps_spread spread;
    if (swaps_spread(&stretch->tally.swaps, stretch->seconds, 0.99, &spread))
        printf("  p99, swapped        %9.2f times (%.2f to %.2f, %u pairs): %.0f us and %.0f us\n", spread.ratio, spread.least, spread.most,
               spread.pairs, spread.first_us, spread.second_us);
}

static void table_deeds(const struct stretch *stretch, unsigned bots)
{
    const struct tally *tally = &stretch->tally;
    printf("  words said          %12llu   heard from others %llu, on channels %llu\n", (unsigned long long)tally->says,
           (unsigned long long)tally->says_heard, (unsigned long long)tally->channel_heard);
    printf("  beckons             %12llu   borders crossed %llu   refused %llu\n", (unsigned long long)tally->beckons,
           (unsigned long long)tally->crossings, (unsigned long long)tally->refusals);
    printf("  in a fight          %12.0f   of %u at any time\n", fighting_mean(stretch), bots);
    printf("  fights begun        %12llu   kills %llu   deaths %llu   flights %llu   skills %llu   looted %llu   hindered %llu\n",
           (unsigned long long)tally->fights, (unsigned long long)tally->kills, (unsigned long long)tally->deaths,
           (unsigned long long)tally->flights, (unsigned long long)tally->skills, (unsigned long long)tally->loots,
           (unsigned long long)tally->hindered);
}

void stretch_table(const struct stretch *stretch, unsigned bots, bool open_loop, bool server)
{
    const struct tally *tally = &stretch->tally;
    printf("  commands            %12llu   %10.0f /s\n", (unsigned long long)tally->commands,
           (double)tally->commands / stretch->seconds);
    stretch_table_latency("latency", &tally->latency);
    table_swaps(stretch);
    if (open_loop) {
        stretch_table_latency("sent late", &tally->lateness);
        printf("  owed at the end     %12llu\n", (unsigned long long)tally->overdue);
    }
    table_deeds(stretch, bots);
    printf("  failures            %12llu   own CPU %.0f %% of a core, the busiest of %u%s\n", (unsigned long long)tally->failures,
           stretch->cpu_share * 100, stretch->processes, stretch_void(stretch) ? ": VOID" : "");
    if (server)
        printf("  server CPU          %9.2f us a command, %.0f %% of a core; memory %lu KiB, %lu before\n",
               a(stretch->server_cpu_s * 1e6, tally->commands), stretch->server_cpu_s / stretch->seconds * 100,
               stretch->server_rss_kib, stretch->server_rss_before_kib);
}

/* -- for programs ------------------------------------------------------------------------------------ */

void stretch_json_latency(const char *prefix, const struct histogram *histogram)
{
    printf("\"%sp50_us\":%.1f,\"%sp90_us\":%.1f,\"%sp99_us\":%.1f,\"%sp999_us\":%.1f,\"%smax_us\":%.1f,", prefix,
           stretch_latency_us(histogram, 0.5), prefix, stretch_latency_us(histogram, 0.9), prefix, stretch_latency_us(histogram, 0.99),
           prefix, stretch_latency_us(histogram, 0.999), prefix, (double)histogram->most_ns / 1e3);
}

static void json_swap(const struct stretch *stretch, const char *name, double share)
{
    struct swaps_spread spread;
    if (swaps_spread(&stretch->tally.swaps, stretch->seconds, share, &spread))
        printf("\"swap_%s_ratio\":%.3f,\"swap_%s_least\":%.3f,\"swap_%s_most\":%.3f,\"swap_%s_first_us\":%.1f,"
               "\"swap_%s_second_us\":%.1f,", name, spread.ratio, name, spread.least, name, spread.most, name, spread.first_us, name,
               spread.second_us);
}

void stretch_json(const struct stretch *stretch, bool open_loop, bool server)
{
    const struct tally *tally = &stretch->tally;
    printf("\"seconds\":%.3f,\"commands_per_s\":%.1f,", stretch->seconds, (double)tally->commands / stretch->seconds);
    stretch_json_latency("", &tally->latency);
    if (open_loop)
        stretch_json_latency("late_", &tally->lateness);
    json_swap(stretch, "p50", 0.5);
    json_swap(stretch, "p99", 0.99);
#define T(name, what) printf("\"" #name "\":%llu,", (unsigned long long)tally->name);
    TALLY(T)
#undef T
    printf("\"lines_heard\":%llu,\"logins_per_s\":%.1f,", (unsigned long long)lines_heard(tally),
           (double)tally->logins / stretch->seconds);
    printf("\"machine_share\":%.3f,", stretch->machine_s / stretch->seconds / (double)sysconf(_SC_NPROCESSORS_ONLN));
    printf("\"processes\":%u,\"bots_cpu_s\":%.3f,\"cpu_share\":%.3f,\"void\":%s", stretch->processes, stretch->cpu_s, stretch->cpu_share,
           stretch_void(stretch) ? "true" : "false");
    if (server)
        printf(",\"server_cpu_s\":%.4f,\"server_cpu_share\":%.4f,\"server_cpu_us_a_command\":%.3f,\"server_cpu_us_a_line\":%.4f,"
               "\"server_rss_kib\":%lu,\"server_rss_before_kib\":%lu", stretch->server_cpu_s, stretch->server_cpu_s / stretch->seconds,
               a(stretch->server_cpu_s * 1e6, tally->commands), a(stretch->server_cpu_s * 1e6, lines_heard(tally)),
               stretch->server_rss_kib, stretch->server_rss_before_kib);
}

/* -- for gnuplot ------------------------------------------------------------------------------------- */

static void plot_latency(const struct histogram *histogram, FILE *file)
{
    uint64_t seen = 0;
    for (unsigned step = 0; step < HISTOGRAM_SIZE; step++) {
        if (histogram->steps[step] == 0)
            continue;
        seen += histogram->steps[step];
        uint64_t end_ns = histogram_step_end(step), begin_ns = step == 0 ? 0 : histogram_step_end(step - 1);
        fprintf(file, "%.3f %llu %.9f %.3f\n", (double)(end_ns < histogram->most_ns ? end_ns : histogram->most_ns) / 1e3,
                (unsigned long long)histogram->steps[step], (double)seen / (double)histogram->count, (double)(end_ns - begin_ns) / 1e3);
    }
}

static void plot_seconds(const struct tally *tally, double seconds, FILE *file)
{
    for (unsigned at = 0; at < MOMENTS_MAX && at + 1 <= seconds; at++) {
        const struct moment *moment = &tally->moments[at];
        fprintf(file, "%u %llu %.1f %.1f\n", at, (unsigned long long)moment->commands, a((double)moment->sum_ns / 1e3, moment->commands),
                (double)moment->most_ns / 1e3);
    }
}

static FILE *plot_open(const char *before, const char *after)
{
    char path[512];
    snprintf(path, sizeof path, "%s.%s", before, after);
    return fopen(path, "w");
}

bool stretch_plot(const struct stretch *stretch, const char *before)
{
    FILE *latency = plot_open(before, "latency"), *seconds = latency == NULL ? NULL : plot_open(before, "seconds");
    if (seconds != NULL) {
        plot_latency(&stretch->tally.latency, latency);
        plot_seconds(&stretch->tally, stretch->seconds, seconds);
    }
    bool good = seconds != NULL && ferror(latency) == 0 && ferror(seconds) == 0;
    if (latency != NULL && fclose(latency) != 0)
        good = false;
    if (seconds != NULL && fclose(seconds) != 0)
        good = false;
    return good;
}
