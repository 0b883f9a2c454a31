/* bench/balance/print.c -- see print.h. */
#include "bench/balance/print.h"
#include "bench/bot/median.h"

#include <stdio.h>
#include <string.h>

enum { GOAL_FIRST = 100, GOAL_LAST = 200, GOALS = 2 };
static const unsigned goals[GOALS] = { GOAL_FIRST, GOAL_LAST };

struct times { double hours[BALANCE_CLASSES][2][GOALS]; };   /* alone, in threes */

static const struct cell *cell_of(const struct report *report, unsigned class, unsigned power, unsigned company)
{
    for (unsigned at = 0; at < report->cell_count; at++) {
        const struct cell *cell = &report->cells[at];
        if (cell->class == class && cell->power == power && cell->company == company)
            return cell;
    }
    return NULL;
}

/* -- times ------------------------------------------------------------------------------------------- */

/* On the path first, then in the class. */
static unsigned rates_of(const struct report *report, unsigned class, unsigned company, struct rate rates[BALANCE_POINTS])
{
    unsigned count = 0;
    for (unsigned power = 0; power <= BALANCE_POWER; power += 10) {
        const struct cell *cell = power == 0 ? cell_of(report, report->rules->classes[class].path, 1, company)
                                             : cell_of(report, class, power, company);
        if (cell != NULL)
            rates[count++] = (struct rate){ cell->power, cell_experience(cell), cell_coins(cell) };
    }
    return count;
}

static void times_of(const struct report *report, struct times *times)
{
    struct rate rates[BALANCE_POINTS];
    for (unsigned class = report->rules->path_count; class < report->rules->class_count; class++)
        for (unsigned threes = 0; threes < 2; threes++) {
            unsigned count = rates_of(report, class, threes == 0 ? 1 : 3, rates);
            for (unsigned goal = 0; goal < GOALS; goal++)
                times->hours[class][threes][goal] = hours_between(report->needs[class], rates, count, 1, goals[goal]);
        }
}

/* -- for reading ------------------------------------------------------------------------------------- */

static void cell_print(const struct cell *cell)
{
    if (cell == NULL)
        printf(" |%41s", "");
    else
        printf(" | %4u %5.1f %4.0f %5.1f %9.3g %9.3g", cell->fights, cell_survival(cell),
               cell->fights == 0 ? 0 : 100.0 * cell->won / cell->fights, cell_rounds(cell), cell_experience(cell), cell_coins(cell));
}

static void table_print(const struct report *report)
{
    printf("                 | alone                                      | one of three\n"
           "level class      | fights lives%% wins%% rounds xp/hour coins/hour | the same\n");
    for (unsigned power = 0; power <= BALANCE_POWER; power += 10)
        for (unsigned class = 0; class < report->rules->class_count; class++) {
            unsigned at = power == 0 ? 1 : power;
            const struct cell *alone = cell_of(report, class, at, 1), *three = cell_of(report, class, at, 3);
            if (alone == NULL && three == NULL)
                continue;
            printf("%5u %-10s", at, report->rules->classes[class].key);
            cell_print(alone);
            cell_print(three);
            printf("\n");
        }
}

static void times_print(const struct report *report, const struct times *times)
{
    printf("\nhours            | alone: to 100    to 200 | in threes: to 100    to 200\n");
    for (unsigned class = report->rules->path_count; class < report->rules->class_count; class++)
        if (times->hours[class][0][0] > 0)
            printf("      %-10s | %13.0f %9.0f | %17.0f %9.0f\n", report->rules->classes[class].key, times->hours[class][0][0],
                   times->hours[class][0][1], times->hours[class][1][0], times->hours[class][1][1]);
}

/* -- who is out of line ------------------------------------------------------------------------------ */

static bool said(enum line line, const char *class, const char *where, double value, double middle)
{
    if (line == IN_LINE)
        return false;
    printf("OUT OF LINE: %s %s: %.3g, %s the median %.3g\n", class, where, value,
           line == TOO_LITTLE ? "below half of" : "above twice", middle);
    return true;
}

/* Experience an hour, of all classes at one level. */
static unsigned level_judge(const struct report *report, unsigned power, unsigned company)
{
    double values[BALANCE_CLASSES];
    unsigned count = 0, wrong = 0;
    char where[60];
    for (unsigned class = 0; class < report->rules->class_count; class++) {
        const struct cell *cell = cell_of(report, class, power, company);
        if (cell != NULL)
            values[count++] = cell_experience(cell);
    }
    double middle = median(values, count);
    for (unsigned class = 0; class < report->rules->class_count; class++) {
        const struct cell *cell = cell_of(report, class, power, company);
        if (cell == NULL)
            continue;
        snprintf(where, sizeof where, "at %u %s, experience an hour", power, company == 1 ? "alone" : "in threes");
        wrong += said(line_of_two(cell_experience(cell), middle), report->rules->classes[class].key, where,
                      cell_experience(cell), middle);
        if (power == 1 && company == 1 && cell_survival(cell) < NEWCOMER_SURVIVES) {
            printf("OUT OF LINE: %s at 1 alone: survives %.1f %% of fights\n", report->rules->classes[class].key, cell_survival(cell));
            wrong++;
        }
    }
    return wrong;
}

static unsigned times_judge(const struct report *report, const struct times *times)
{
    double values[BALANCE_CLASSES];
    unsigned wrong = 0;
    char where[60];
    for (unsigned threes = 0; threes < 2; threes++)
        for (unsigned goal = 0; goal < GOALS; goal++) {
            unsigned count = 0;
            for (unsigned class = report->rules->path_count; class < report->rules->class_count; class++)
                values[count++] = times->hours[class][threes][goal];
            double middle = median(values, count);
            snprintf(where, sizeof where, "hours to %u %s", goals[goal], threes == 0 ? "alone" : "in threes");
            for (unsigned class = report->rules->path_count; class < report->rules->class_count; class++)
                wrong += said(line_of_two(times->hours[class][threes][goal], middle), report->rules->classes[class].key, where,
                              times->hours[class][threes][goal], middle);
        }
    return wrong;
}

static unsigned judge(const struct report *report, const struct times *times)
{
    unsigned wrong = 0;
    for (unsigned power = 0; power <= BALANCE_POWER; power += 10)
        for (unsigned company = 1; company <= 3; company += 2)
            wrong += level_judge(report, power == 0 ? 1 : power, company);
    wrong += times_judge(report, times);
    printf(wrong == 0 ? "All classes are within half and twice the median.\n" : "%u out of line.\n", wrong);
    return wrong;
}

/* -- for programs ------------------------------------------------------------------------------------ */

static void json_print(const struct report *report, const struct times *times, unsigned wrong, FILE *to)
{
    int64_t blows = 0;
    for (unsigned at = 0; at < report->cell_count; at++)
        blows += report->cells[at].blows;
    fprintf(to, "{\"seed\": %llu, \"rounds\": %lld, \"took_ms\": %lld, \"out_of_line\": %u, \"cells\": [", (unsigned long long)report->seed,
            (long long)blows, (long long)report->took_ms, wrong);
    for (unsigned at = 0; at < report->cell_count; at++) {
        const struct cell *cell = &report->cells[at];
        fprintf(to, "%s{\"class\": \"%s\", \"level\": %u, \"company\": %u, \"fights\": %u, \"survival\": %.2f, \"won\": %u, \"fled\": %u, "
                    "\"rounds\": %.2f, \"experience_hour\": %.0f, \"coins_hour\": %.0f}", at == 0 ? "" : ", ",
                report->rules->classes[cell->class].key, cell->power, cell->company, cell->fights, cell_survival(cell), cell->won,
                cell->fled, cell_rounds(cell), cell_experience(cell), cell_coins(cell));
    }
    fprintf(to, "], \"hours\": {");
    bool first = true;
    for (unsigned class = report->rules->path_count; class < report->rules->class_count; class++)
        if (times->hours[class][0][0] > 0) {
            fprintf(to, "%s\"%s\": {\"alone\": [%.1f, %.1f], \"threes\": [%.1f, %.1f]}", first ? "" : ", ", report->rules->classes[class].key,
                    times->hours[class][0][0], times->hours[class][0][1], times->hours[class][1][0], times->hours[class][1][1]);
            first = false;
        }
    fprintf(to, "}}\n");
}

/* A block for each class: level, experience an hour alone and in threes, against the median of all. */
static void plot_print(const struct report *report, FILE *to)
{
    for (unsigned class = report->rules->path_count; class < report->rules->class_count; class++) {
        fprintf(to, "\"%s\"\n", report->rules->classes[class].name);
        for (unsigned power = 10; power <= BALANCE_POWER; power += 10)
            for (unsigned company = 1; company <= 3; company += 2) {
                double values[BALANCE_CLASSES];
                unsigned count = 0;
                for (unsigned other = report->rules->path_count; other < report->rules->class_count; other++)
                    if (cell_of(report, other, power, company) != NULL)
                        values[count++] = cell_experience(cell_of(report, other, power, company));
                const struct cell *cell = cell_of(report, class, power, company);
                if (cell != NULL && company == 1)
                    fprintf(to, "%u", power);
                if (cell != NULL)
                    fprintf(to, " %.4f%s", cell_experience(cell) / median(values, count), company == 1 ? "" : "\n");
            }
        fprintf(to, "\n\n");
    }
}

static void file_write(const struct report *report, const struct times *times, unsigned wrong, const char *out, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", out, name);
    FILE *to = fopen(path, "w");
    if (to == NULL) {
        perror(path);
        return;
    }
    if (strcmp(name, "balance.json") == 0)
        json_print(report, times, wrong, to);
    else
        plot_print(report, to);
    fclose(to);
}

bool report_print(const struct report *report, bool judged, const char *out)
{
    static struct times times;
    times_of(report, &times);
    table_print(report);
    times_print(report, &times);
    unsigned wrong = judged ? judge(report, &times) : 0;
    if (out != NULL) {
        file_write(report, &times, wrong, out, "balance.json");
        file_write(report, &times, wrong, out, "balance.dat");
    }
    return wrong == 0;
}
