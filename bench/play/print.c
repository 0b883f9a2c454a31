/* bench/play/print.c -- what is said of the runs of a scenario; see book.h. */
#include "bench/play/book.h"
#include "bench/play/law.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* Beyond this share of all its cores a machine has nothing left to give. */
#define MACHINE_FULL 0.95

static double figure(const struct result *result, const char *name)
{
    const double *found = figures_find(&result->figures, name);
    return found == NULL ? 0 : *found;
}

/* Words of ours within quotation marks. */
static void json_string(FILE *json, const char *words)
{
    fputc('"', json);
    for (; *words != '\0'; words++) {
        if (*words == '"' || *words == '\\')
            fputc('\\', json);
        fputc(*words, json);
    }
    fputc('"', json);
}

/* -- runs ----------------------------------------------------------------------------------------------------- */

void print_head(const struct book *book)
{
    const struct scenario *scenario = book->scenario;
    printf("== %s: %s\n", scenario->name, scenario->about);
    printf("   turns %u, seed %llu; the first variant's server:", book->turns, (unsigned long long)scenario->seed);
    const struct setting *setting = &scenario->variants[0].setting;
    for (unsigned at = 0; at < setting->option_count; at++)
        printf(" --%s %s", setting->options[at].name, setting->options[at].value);
    printf("\n  %-12s %6s %4s %16s %11s %9s %9s %9s %12s %8s %8s\n", "variant", "bots", "turn", "traffic", "commands/s", "p50 us",
           "p99 us", "p99.9 us", "CPU us each", "server", "bots");
    fflush(stdout);
}

static void print_line(const struct result *result, const char *name, uint32_t bots, unsigned turn)
{
    printf("  %-12s %6u %4u %16s ", name, bots, turn + 1, result->traffic);
    if (!result->begun) {
        printf("did not begin\n");
        return;
    }
    printf("%11.0f %9.0f %9.0f %9.0f %12.2f %6.0f %% %6.0f %%%s%s%s\n", figure(result, "commands_per_s"), figure(result, "p50_us"),
           figure(result, "p99_us"), figure(result, "p999_us"), figure(result, "server_cpu_us_a_command"),
           figure(result, "server_cpu_share") * 100, figure(result, "cpu_share") * 100, result->unfit ? "  VOID" : "",
           result->behind ? "  BEHIND" : "", result->wrong ? "  WRONG" : "");
}

void print_run(const struct book *book, unsigned size, uint32_t bots, unsigned contestant, unsigned turn)
{
    const struct result *result = book_result(book, size, contestant, turn);
    const char *name = book->contestants[contestant].name;
    print_line(result, name, bots, turn);
    if (result->begun && book->scenario->size_count * book->contestant_count * book->turns == 1)
        printf("%s\n", result->table);
    fflush(stdout);
    if (result->json == NULL)
        return;
    fprintf(book->json, "{\"bench\":\"%s\",\"variant\":\"%s\",\"turn\":%u,\"unfit\":%s,\"behind\":%s,%s\n", book->scenario->name, name, turn + 1,
            result->unfit ? "true" : "false", result->behind ? "true" : "false", result->json + 1);
}

/* -- claims --------------------------------------------------------------------------------------------------- */

static uint32_t bots_of(const struct book *book, unsigned size, unsigned contestant)
{
    return (uint32_t)figure(book_result(book, size, contestant, 0), "bots");
}

static const char *verdict(const struct claim *claim, const struct spread *spread)
{
    return spread->is_void ? "void" : claim_met(claim, spread->median) ? "met" : "falls short";
}

/* "p99 [1000 bots, on over off]" */
static void claim_name(const struct book *book, const struct claim *claim, unsigned size, unsigned one, int over, char name[160])
{
    char who[64] = "";
    if (over >= 0)
        snprintf(who, sizeof who, ", %.24s over %.24s", book->contestants[one].name, book->contestants[over].name);
    else if (book->contestant_count > 1)
        snprintf(who, sizeof who, ", %.24s", book->contestants[one].name);
    snprintf(name, 160, "%.80s [%u bots%s]", claim->text, bots_of(book, size, one), who);
}

static void print_goal(const struct book *book, const struct claim *claim, const char *name, const struct spread *spread)
{
    fprintf(book->goals, "%u|%s: %s|%.4g (%.4g to %.4g)|%s %.6g|%s\n", claim->goal, book->scenario->name, name, spread->median,
            spread->least, spread->most, claim->at_least ? "at least" : "at most", claim->bound, verdict(claim, spread));
}

static void print_spread(const struct book *book, const struct claim *claim, const char *name, const struct spread *spread)
{
    printf("  %-78s %10.4g   (%.4g to %.4g)%s%s\n", name, spread->median, spread->least, spread->most,
           spread->is_void ? "  VOID" : "", claim->kind == CLAIM_GOAL && !spread->is_void ? (claim_met(claim, spread->median) ? "  met"
           : "  FALLS SHORT") : "");
    fprintf(book->json, "{\"bench\":\"%s\",\"claim\":", book->scenario->name);
    json_string(book->json, name);
    fprintf(book->json, ",\"median\":%.6g,\"least\":%.6g,\"most\":%.6g,\"turns\":%u,\"left_out\":%u,\"void\":%s", spread->median,
            spread->least, spread->most, spread->count, spread->is_void ? 0 : spread->unfit, spread->is_void ? "true" : "false");
    if (claim->kind == CLAIM_GOAL)
        fprintf(book->json, ",\"goal\":%u,\"%s\":%.6g,\"verdict\":\"%s\"", claim->goal, claim->at_least ? "at_least" : "at_most",
                claim->bound, verdict(claim, spread));
    fprintf(book->json, "}\n");
}

static bool print_claim_of(const struct book *book, const struct claim *claim, unsigned size, unsigned one, int over)
{
    struct spread spread;
    const char *missing = "";
    char name[160];
    claim_name(book, claim, size, one, over, name);
    if (!book_spread(book, claim, size, one, over, &spread, &missing)) {
        printf("  %-78s there is not %s\n", name, missing);
        if (claim->kind == CLAIM_GOAL)
            fprintf(book->goals, "%u|%s: %s|none|%s %.6g|void\n", claim->goal, book->scenario->name, name,
                    claim->at_least ? "at least" : "at most", claim->bound);
        return false;
    }
    print_spread(book, claim, name, &spread);
    if (claim->kind == CLAIM_GOAL)
        print_goal(book, claim, name, &spread);
    return true;
}

static bool print_claim(const struct book *book, const struct claim *claim, unsigned size)
{
    bool good = true;
    int one = claim->one == NULL ? -1 : book_contestant(book, claim->one);
    if (one >= 0)
        return print_claim_of(book, claim, size, (unsigned)one, claim->over == NULL ? -1 : book_contestant(book, claim->over));
    for (unsigned at = 0; at < book->contestant_count; at++)
        good = print_claim_of(book, claim, size, at, -1) && good;
    return good;
}

bool print_claims(const struct book *book)
{
    bool good = true;
    for (unsigned claim = 0; claim < book->scenario->claim_count; claim++)
        for (unsigned size = 0; size < book->scenario->size_count; size++)
            good = print_claim(book, &book->scenario->claims[claim], size) && good;
    fflush(stdout);
    return good;
}

/* -- two revisions -------------------------------------------------------------------------------------------- */

void print_ratios(const struct book *book)
{
    static const struct { const char *text, *figure; } rows[] = {
        { "server CPU a command", "server_cpu_us_a_command" }, { "commands a second", "commands_per_s" }, { "p50", "p50_us" },
        { "p99", "p99_us" }, { "p99.9", "p999_us" }, { "resident memory of the server", "server_rss_kib" },
    };
    for (unsigned size = 0; size < book->scenario->size_count; size++)
        for (unsigned row = 0; row < sizeof rows / sizeof rows[0]; row++) {
            struct claim claim = { .kind = CLAIM_COMPARE, .text = rows[row].text, .term_count = 1 };
            claim.terms[0].operator = '+';
            claim.terms[0].figure = rows[row].figure;
            print_claim_of(book, &claim, size, 0, 1);
        }
}

/* -- a sweep -------------------------------------------------------------------------------------------------- */

static const struct claim throughput = { .kind = CLAIM_COMPARE, .text = "speed-up", .term_count = 1, .terms = { { '+', "commands_per_s", 0 } } };
static const struct claim machine = { .kind = CLAIM_REPORT, .text = "machine", .term_count = 1, .terms = { { '+', "machine_share", 0 } } };

struct point {
    double threads, machine;
    struct spread speed_up;
    bool   fits;                        /* has cores of its own to run on, and says something about them */
};

static unsigned sweep_points(const struct book *book, unsigned size, struct point *points)
{
    unsigned count = 0;
    double cores = (double)sysconf(_SC_NPROCESSORS_ONLN);
    const char *missing;
    for (unsigned at = 0; at < book->contestant_count; at++) {
        struct point *point = &points[count];
        struct spread share;
        if (sscanf(book->contestants[at].name, "%lf", &point->threads) != 1
            || !book_spread(book, &throughput, size, at, 0, &point->speed_up, &missing) || !book_spread(book, &machine, size, at, -1, &share, &missing))
            continue;
        point->machine = share.median;
        point->fits = point->threads <= cores;
        count++;
    }
    return count;
}

static double sweep_fit(const struct point *points, unsigned count)
{
    double threads[CONTESTANTS_MAX], speed_ups[CONTESTANTS_MAX];
    unsigned fits = 0;
    for (unsigned at = 0; at < count; at++)
        if (points[at].fits) {
            threads[fits] = points[at].threads / points[0].threads;
            speed_ups[fits++] = points[at].speed_up.median;
        }
    return law_serial(threads, speed_ups, fits);
}

static void print_points(const struct book *book, const struct point *points, unsigned count, double serial, uint32_t bots, FILE *columns)
{
    printf("  %s, %u bots: speed-up over %g\n  %8s %9s %20s %8s %18s\n", book->scenario->sweep, bots, points[0].threads, "threads",
           "speed-up", "(least to most)", "fitted", "of the machine");
    for (unsigned at = 0; at < count; at++) {
        const struct point *point = &points[at];
        double fitted = law_speed_up(serial, point->threads / points[0].threads);
        printf("  %8g %9.2f %10.2f to %.2f %9.2f %16.0f %%%s%s\n", point->threads, point->speed_up.median, point->speed_up.least,
               point->speed_up.most, fitted, point->machine * 100, point->fits ? "" : "  more threads than cores: not fitted",
               point->machine >= MACHINE_FULL ? "  the machine ends here" : "");
        fprintf(book->json, "{\"bench\":\"%s\",\"sweep\":\"%s\",\"threads\":%g,\"speed_up\":%.4f,\"least\":%.4f,\"most\":%.4f,\"fitted\":%.4f,"
                "\"machine_share\":%.3f,\"serial\":%.4f,\"void\":%s}\n", book->scenario->name, book->scenario->sweep, point->threads,
                point->speed_up.median, point->speed_up.least, point->speed_up.most, fitted, point->machine, serial,
                point->speed_up.is_void ? "true" : "false");
        if (columns != NULL)
            fprintf(columns, "%g %.4f %.4f %.4f %.4f %.3f\n", point->threads, point->speed_up.median, point->speed_up.least,
                    point->speed_up.most, fitted, point->machine);
    }
}

/* Where the machine ends, a fit says less about us than about it. */
static void print_serial(const struct point *points, unsigned count, double serial)
{
    unsigned full = 0, fits = 0;
    for (unsigned at = 0; at < count; at++) {
        full += points[at].fits && at > 0 && points[at].machine >= MACHINE_FULL;
        fits += points[at].fits && at > 0;
    }
    printf("  serial part by Amdahl, least squares over %u point(s) up to %ld cores: %.3f\n", fits, sysconf(_SC_NPROCESSORS_ONLN), serial);
    if (fits > 0 && serial >= 1)
        printf("  more threads were not faster here, and the law knows nothing worse than a serial part of 1\n");
    if (fits == 0)
        printf("  there is no core for a second thread here: nothing can be fitted\n");
    if (full > 0)
        printf("  %u of them had the whole machine busy, bots and system among it: there the curve is the machine's end, not the server's, and the\n"
               "  serial part an upper bound\n", full);
}

void print_sweep(const struct book *book, const char *path)
{
    for (unsigned size = 0; size < book->scenario->size_count; size++) {
        struct point points[CONTESTANTS_MAX];
        unsigned count = sweep_points(book, size, points);
        if (count < 2) {
            printf("  too few runs for a curve\n");
            continue;
        }
        FILE *columns = fopen(path, size == 0 ? "w" : "a");
        if (columns == NULL)
            fprintf(stderr, "play: %s: %s\n", path, strerror(errno));
        double serial = sweep_fit(points, count);
        print_points(book, points, count, serial, bots_of(book, size, 0), columns);
        print_serial(points, count, serial);
        if (columns != NULL) {
            fprintf(columns, "\n\n");
            fclose(columns);
        }
    }
}
