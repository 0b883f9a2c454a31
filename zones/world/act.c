/* zones/world/act.c -- what people notice.  Entered by the zone's worker. */
#include "zones/world/land.h"

#include <stdarg.h>

void tell_text(struct character *who, struct text *text)
{
    if (who->player == NULL)
        return;
    struct zone *zone = who->zone;
    if (zone->slot != NULL && session_same(zone->slot->session, who->player->session))
        zone_say_bytes(zone, text_bytes(text), text_length(text));
    else
        zone_tell(zone, who->player->session, text, NULL);
}

void tell(struct character *who, const char *format, ...)
{
    if (who->player == NULL)
        return;
    va_list arguments;
    va_start(arguments, format);
    struct text *text = text_vprintf(format, arguments);
    va_end(arguments);
    tell_text(who, text);
    text_unref(&text);
}

void tell_room(struct room *room, const struct character *save, const struct character *and_save, const char *format, ...)
{
    if (room->players == 0)
        return;
    va_list arguments;
    va_start(arguments, format);
    struct text *text = text_vprintf(format, arguments);
    va_end(arguments);
    for (struct character *who = room->people; who != NULL; who = who->next)
        if (who != save && who != and_save && who->position != SLEEPING)
            tell_text(who, text);
    text_unref(&text);
}

void tell_land(struct zone *zone, const struct character *save, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    struct text *text = text_vprintf(format, arguments);
    va_end(arguments);
    for (unsigned at = 0; at < zone->area->room_count; at++)
        for (struct character *who = land_of(zone)->rooms[at].people; who != NULL; who = who->next)
            if (who != save && who->position != SLEEPING)
                tell_text(who, text);
    text_unref(&text);
}
