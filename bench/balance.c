/* bench/balance.c -- is the game fair?  Every class, at every tenth level, alone and in threes, against mobiles of its level.
 *
 *     balance [--seed 1] [--rounds 3000000] [--class KEY] [--out FOLDER] [--jobs 2] [--watch LEVEL]
 *
 * Zones are state machines with a clock of their own, so years of play are minutes here.  Prints a table, what is out of line
 * and how long each class takes to 100 and 200; writes balance.json and balance.dat (for gnuplot) into FOLDER.
 * Exit 1: something is out of line. */
#include "bench/balance/print.h"
#include "bench/balance/trial.h"
#include "core/clock.h"
#include "core/memory.h"
#include "core/rcu.h"
#include "config/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { JOBS_MOST = 16 };

struct wanted {
    uint64_t    seed;
    int64_t     rounds;
    const char *class, *out;
    unsigned    jobs, watch;
};

/* -- what is to be tried ----------------------------------------------------------------------------- */

static bool is_wanted(const struct wanted *wanted, const struct rules *rules, unsigned class)
{
    if (wanted->class == NULL)
        return true;
    int one = rules_class(rules, wanted->class);
    return one == (int)class || (one >= 0 && rules->classes[one].path == class);
}

static unsigned cells_plan(const struct rules *rules, const struct wanted *wanted, struct cell *cells)
{
    unsigned count = 0;
    for (unsigned class = 0; class < rules->class_count; class++)
        for (unsigned point = 0; point <= BALANCE_POWER / 10 && is_wanted(wanted, rules, class); point++) {
            unsigned power = point == 0 ? 1 : point * 10;
            bool path = class < rules->path_count;
            if ((point == 0) != path || (wanted->watch != 0 && wanted->watch != power))
                continue;
            for (unsigned company = 1; company <= 3; company += 2)
                cells[count++] = (struct cell){ .class = class, .power = power, .company = company };
        }
    return count;
}

/* -- trying it, two at a time ------------------------------------------------------------------------ */

static void work(const struct rules *rules, const struct wanted *wanted, struct cell *cells, unsigned count, unsigned job, int to)
{
    for (unsigned at = job; at < count; at += wanted->jobs) {
        trial_run(rules, &cells[at], wanted->seed, wanted->rounds / count, wanted->watch != 0);
        if (write(to, &cells[at], sizeof cells[at]) != sizeof cells[at])
            _exit(2);
    }
}

static struct cell *cell_same(struct cell *cells, unsigned count, const struct cell *as)
{
    for (unsigned at = 0; at < count; at++)
        if (cells[at].class == as->class && cells[at].power == as->power && cells[at].company == as->company)
            return &cells[at];
    return NULL;
}

static bool gather(struct cell *cells, unsigned count, int from)
{
    struct cell read_in;
    unsigned got = 0;
    while (read(from, &read_in, sizeof read_in) == sizeof read_in) {
        struct cell *cell = cell_same(cells, count, &read_in);
        if (cell == NULL)
            return false;
        *cell = read_in;
        got++;
        if (isatty(STDERR_FILENO))
            fprintf(stderr, "\r%u of %u ", got, count);
    }
    return got == count;
}

static bool try_all(const struct rules *rules, const struct wanted *wanted, struct cell *cells, unsigned count)
{
    int ends[2];
    bool good = true;
    if (pipe(ends) != 0)
        return false;
    fflush(stdout);
    for (unsigned job = 0; job < wanted->jobs; job++)
        if (fork() == 0) {
            close(ends[0]);
            rcu_thread_begin();
            work(rules, wanted, cells, count, job, ends[1]);
            _exit(0);
        }
    close(ends[1]);
    good = gather(cells, count, ends[0]);
    close(ends[0]);
    for (int status; wait(&status) > 0;)
        good = good && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    return good;
}

/* -- beginning --------------------------------------------------------------------------------------- */

MAIN_THREAD static int balance(const struct wanted *wanted)
{
    struct options options;
    options_begin(&options);
    unsigned mistakes = 0;
    struct rules *rules = rules_load(options.game_tables, stderr, &mistakes);
    if (rules == NULL || (wanted->class != NULL && rules_class(rules, wanted->class) < 0)) {
        fprintf(stderr, "balance: %s\n", rules == NULL ? "the tables do not load" : "there is no such class");
        return 2;
    }
    static struct report report;
    report = (struct report){ .rules = rules, .seed = wanted->seed };
    report.cells = memory_get(BALANCE_CLASSES * BALANCE_POINTS * 2 * sizeof *report.cells);
    report.cell_count = cells_plan(rules, wanted, report.cells);
    int64_t began = clock_ns() / 1000000;
    if (!try_all(rules, wanted, report.cells, report.cell_count)) {
        fprintf(stderr, "balance: a part of it did not come to its end\n");
        return 2;
    }
    report.took_ms = clock_ns() / 1000000 - began;
    rcu_thread_begin();
    for (unsigned class = rules->path_count; class < rules->class_count; class++)
        if (is_wanted(wanted, rules, class))
            trial_needs(rules, class, report.needs[class]);
    int status = report_print(&report, wanted->class == NULL, wanted->out) ? 0 : 1;
    rcu_thread_end();
    memory_free(report.cells);
    rules_free(&rules);
    return status;
}

static bool words_read(int count, char **words, struct wanted *wanted)
{
    for (int at = 1; at + 1 < count; at += 2) {
        const char *word = words[at], *value = words[at + 1];
        if (strcmp(word, "--seed") == 0)
            wanted->seed = strtoull(value, NULL, 10);
        else if (strcmp(word, "--rounds") == 0)
            wanted->rounds = strtoll(value, NULL, 10);
        else if (strcmp(word, "--class") == 0)
            wanted->class = value;
        else if (strcmp(word, "--out") == 0)
            wanted->out = value;
        else if (strcmp(word, "--watch") == 0)
            wanted->watch = (unsigned)strtoul(value, NULL, 10);
        else if (strcmp(word, "--jobs") == 0)
            wanted->jobs = (unsigned)strtoul(value, NULL, 10);
        else
            return false;
    }
    return count % 2 == 1 && wanted->rounds >= 0 && wanted->jobs >= 1 && wanted->jobs <= JOBS_MOST;
}

int main(int count, char **words)
{
    struct wanted wanted = { .seed = 1, .rounds = 3000000, .jobs = 2 };
    if (!words_read(count, words, &wanted)) {
        fprintf(stderr, "balance [--seed 1] [--rounds 3000000] [--class KEY] [--out FOLDER] [--jobs 2] [--watch LEVEL]\n");
        return 2;
    }
    thread_role_begin(&main_role);
    clock_begin(0);
    int status = balance(&wanted);
    thread_role_end(&main_role);
    return status;
}
