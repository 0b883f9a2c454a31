/* bench/play/law.c -- see law.h. */
#include "bench/play/law.h"

double law_speed_up(double serial, double threads)
{
    return 1 / (serial + (1 - serial) / threads);
}

/* Time minus 1/n is serial times (1 - 1/n): a straight line through nothing. */
double law_serial(const double *threads, const double *speed_ups, unsigned count)
{
    double xy = 0, xx = 0;
    for (unsigned at = 0; at < count; at++) {
        double x = 1 - 1 / threads[at], y = 1 / speed_ups[at] - 1 / threads[at];
        xy += x * y;
        xx += x * x;
    }
    double serial = xx == 0 ? 1 : xy / xx;
    return serial < 0 ? 0 : serial > 1 ? 1 : serial;
}
