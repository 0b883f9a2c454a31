/* bench/play/book.c -- what the runs of a scenario come to; see book.h.  Printing is print.c's. */
#include "bench/play/book.h"

#include "bench/bot/median.h"

#include <string.h>

struct result *book_result(const struct book *book, unsigned size, unsigned contestant, unsigned turn)
{
    return &book->results[(size * book->contestant_count + contestant) * book->turns + turn];
}

int book_contestant(const struct book *book, const char *name)
{
    for (unsigned at = 0; at < book->contestant_count; at++)
        if (strcmp(book->contestants[at].name, name) == 0)
            return (int)at;
    return -1;
}

/* What a claim says of one turn; false: nothing, as a run is missing or a figure. */
static bool turn_value(const struct claim *claim, const struct result *one, const struct result *over, double *value, const char **missing)
{
    double other = 1;
    *missing = "any: a run did not begin";
    if (!one->begun || (over != NULL && !over->begun))
        return false;
    if (!claim_value(claim, &one->figures, value, missing) || (over != NULL && !claim_value(claim, &over->figures, &other, missing)))
        return false;
    *missing = "a number: something was divided by nothing";
    if (other == 0)
        return false;
    *value /= other;
    return true;
}

static void spread_take(struct spread *spread, double *values, unsigned count)
{
    spread->count = count;
    spread->median = median(values, count);
    spread->least = values[0];
    spread->most = values[count - 1];
}

bool book_spread(const struct book *book, const struct claim *claim, unsigned size, unsigned one, int over, struct spread *spread,
                 const char **missing)
{
    double fit[TURNS_MAX], unfit[TURNS_MAX];
    unsigned fit_count = 0, unfit_count = 0;
    *spread = (struct spread){ 0 };
    for (unsigned turn = 0; turn < book->turns; turn++) {
        const struct result *its = book_result(book, size, one, turn);
        const struct result *others = over < 0 ? NULL : book_result(book, size, (unsigned)over, turn);
        double value;
        if (!turn_value(claim, its, others, &value, missing))
            continue;
        if (its->unfit || (others != NULL && others->unfit))
            unfit[unfit_count++] = value;
        else
            fit[fit_count++] = value;
    }
    spread->is_void = fit_count == 0;
    spread->unfit = unfit_count;
    if (fit_count + unfit_count == 0)
        return false;
    spread_take(spread, fit_count > 0 ? fit : unfit, fit_count > 0 ? fit_count : unfit_count);
    return true;
}
