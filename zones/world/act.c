/* zones/world/act.c -- what people notice.  Entered by the zone's worker. */
#include "zones/world/land.h"

#include "core/markup.h"

#include <stdarg.h>
#include <string.h>

static struct text *sentence(struct zone *zone, const char *format, va_list arguments) PRINTF_LIKE(2, 0);

/* "a gate guard leaves north." begins with a capital, like every sentence. */
static struct text *sentence(struct zone *zone, const char *format, va_list arguments)
{
    struct bytes_writer *words = &zone->phrase;
    bytes_clear(words);
    put_vprintf(words, format, arguments);
    put_u8(words, '\0');
    char *bytes = (char *)words->bytes;
    size_t at = 0;
    while (bytes[at] == MARK && bytes[at + 1] != '\0') {
        const char *sound_end = strncmp(bytes + at, M_SOUND, strlen(M_SOUND)) == 0 ? strstr(bytes + at, M_SOUND_END) : NULL;
        at = sound_end != NULL ? (size_t)(sound_end - bytes) + strlen(M_SOUND_END) : at + 2;
    }
    if (bytes[at] >= 'a' && bytes[at] <= 'z')
        bytes[at] = (char)(bytes[at] - 'a' + 'A');
    return text_new(bytes, words->length - 1);
}

/* A prompt that shows how he is now, when the one he saw last does not. */
static struct text *prompt_if_stale(struct character *who)
{
    if (!who->player->prompt_stale)
        return NULL;
    who->player->prompt_stale = false;
    return character_prompt(who);
}

/* It is this player's command that is being answered. */
static bool has_asked(const struct zone *zone, const struct character *who)
{
    return zone->slot != NULL && session_same(zone->slot->session, who->player->session);
}

/* Of a crowd, that is in the zone, too, nothing is looked at here but who is whose player, and his session. */
ZONE_THREAD static void tell_in(struct zone *zone, struct character *who, struct text *text)
{
    if (who->player == NULL)
        return;
    if (has_asked(zone, who))
        zone_say_bytes(zone, text_bytes(text), text_length(text));
    else {
        struct text *prompt = prompt_if_stale(who);
        zone_tell(zone, who->player->session, text, prompt);
        text_unref(&prompt);
    }
}

void tell_text(struct character *who, struct text *text)
{
    if (who->player != NULL)
        tell_in(who->zone, who, text);
}

void tell(struct character *who, const char *format, ...)
{
    if (who->player == NULL)
        return;
    va_list arguments;
    va_start(arguments, format);
    if (has_asked(who->zone, who)) {
        zone_vsay(who->zone, format, arguments);
    } else {
        struct text *text = text_vprintf(format, arguments);
        tell_text(who, text);
        text_unref(&text);
    }
    va_end(arguments);
}

void tell_sentence(struct character *who, const char *format, ...)
{
    if (who->player == NULL)
        return;
    va_list arguments;
    va_start(arguments, format);
    struct text *text = sentence(who->zone, format, arguments);
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
    struct text *text = sentence(room->zone, format, arguments);
    va_end(arguments);
    for (struct character *who = room->people; who != NULL; who = crowd_next(who))
        if (who != save && who != and_save && who->position != SLEEPING)
            tell_in(room->zone, who, text);
    text_unref(&text);
}

void tell_land(struct zone *zone, const struct character *save, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    struct text *text = sentence(zone, format, arguments);
    va_end(arguments);
    for (unsigned at = 0; at < zone->area->room_count; at++)
        for (struct character *who = land_of(zone)->rooms[at].people; who != NULL; who = who->next)
            if (who != save && who->position != SLEEPING)
                tell_text(who, text);
    text_unref(&text);
}
