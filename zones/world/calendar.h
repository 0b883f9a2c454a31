/* zones/world/calendar.h -- what hour it is: world time as hours, days, months and seasons.
 *
 * An hour of the world is 75 real seconds, a day 24 of them, a month 30 days, a year 12 months; counting from
 * midnight of the first day of the first year, in spring.  At which hour of it a world begins is an option
 * (game.first_hour).  Pure, any thread. */
#ifndef ZONES_WORLD_CALENDAR_H
#define ZONES_WORLD_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

enum { WORLD_HOUR_MS = 75000, WORLD_HOURS = 24, MONTH_DAYS = 30, YEAR_MONTHS = 12, SEASON_MONTHS = 3 };
enum { SEASON_HOURS = SEASON_MONTHS * MONTH_DAYS * WORLD_HOURS };
/* By day from the first of these to before the second. */
enum { HOUR_MIDNIGHT = 0, HOUR_DAWN = 6, HOUR_NOON = 12, HOUR_DUSK = 21 };

enum season { SPRING, SUMMER, AUTUMN, WINTER, SEASONS };

struct date {
    unsigned hour;                 /* 0 to 23 */
    unsigned day, month;           /* from 1 */
    int64_t  year, days;           /* from 1; `days` since the world began, counting the first */
    uint8_t  season;               /* enum season */
};

static inline int64_t world_hour(int64_t now)
{
    return now / WORLD_HOUR_MS;
}

struct date calendar_date(int64_t hour);
enum season calendar_season(int64_t hour);
bool hour_is_day(int64_t hour);
extern const char *const month_names[YEAR_MONTHS];
extern const char *const season_names[SEASONS];
extern const char *const hour_words[WORLD_HOURS];   /* "seven o'clock in the morning" */

#endif
