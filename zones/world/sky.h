/* zones/world/sky.h -- what people see of the hour and the weather (calendar.h, weather.h), and read when they change.
 *
 * Lines go to those who are outdoors, from one timer of the land, at each hour of the world, while it is awake.
 * Which of several lines it is depends on the hour alone.  Entered by the zone's worker. */
#ifndef ZONES_WORLD_SKY_H
#define ZONES_WORLD_SKY_H

#include "zones/world/land.h"
#include "zones/world/weather.h"

/* The land wakes up: its hours are told from now on.  Falling asleep takes the timer away. */
ZONE_THREAD void sky_wake(struct zone *zone);
/* TIMER_HOUR */
ZONE_THREAD void sky_fire(struct zone *zone);
/* What a client is told: WEATHER_UNKNOWN where one cannot see the sky. */
enum weather sky_weather(const struct room *room);
/* What belongs behind the text of a room at this hour: its own paragraphs, then what the weather does to it. */
ZONE_THREAD void tell_room_hour(struct character *who);
/* Does what he reads of his room at this hour name it?  Not what the weather does to it. */
ZONE_THREAD bool room_names(const struct character *who, const char *keyword);
/* Looking up. */
ZONE_THREAD void tell_sky(struct character *who);

#endif
