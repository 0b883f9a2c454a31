/* zones/world/calendar.c -- see calendar.h. */
#include "zones/world/calendar.h"

const char *const month_names[YEAR_MONTHS] = {
    "Thaw", "Furrow", "Blossom", "Hayrick", "Highsun", "Honey", "Sickle", "Cider", "Leaf-fall", "Ember", "Longnight", "Wolf",
};

const char *const season_names[SEASONS] = { [SPRING] = "spring", [SUMMER] = "summer", [AUTUMN] = "autumn", [WINTER] = "winter" };

const char *const hour_words[WORLD_HOURS] = {
    "twelve o'clock, midnight", "one o'clock at night", "two o'clock at night", "three o'clock at night",
    "four o'clock at night", "five o'clock, before dawn", "six o'clock in the morning", "seven o'clock in the morning",
    "eight o'clock in the morning", "nine o'clock in the morning", "ten o'clock in the morning", "eleven o'clock in the morning",
    "twelve o'clock, noon", "one o'clock in the afternoon", "two o'clock in the afternoon", "three o'clock in the afternoon",
    "four o'clock in the afternoon", "five o'clock in the afternoon", "six o'clock in the evening", "seven o'clock in the evening",
    "eight o'clock in the evening", "nine o'clock in the evening", "ten o'clock at night", "eleven o'clock at night",
};

enum season calendar_season(int64_t hour)
{
    return (enum season)(hour / SEASON_HOURS % SEASONS);
}

struct date calendar_date(int64_t hour)
{
    int64_t days = hour / WORLD_HOURS, months = days / MONTH_DAYS;
    return (struct date){
        .hour = (unsigned)(hour % WORLD_HOURS),
        .day = (unsigned)(days % MONTH_DAYS) + 1,
        .month = (unsigned)(months % YEAR_MONTHS) + 1,
        .year = months / YEAR_MONTHS + 1,
        .days = days + 1,
        .season = (uint8_t)calendar_season(hour),
    };
}

bool hour_is_day(int64_t hour)
{
    return hour % WORLD_HOURS >= HOUR_DAWN && hour % WORLD_HOURS < HOUR_DUSK;
}
