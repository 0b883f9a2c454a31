/* zones/world/toggles.c -- how a player wants the game to be shown (see toggles.h).  Entered by the zone's worker. */
#include "zones/world/toggles.h"

#include "core/slot.h"

#include <string.h>
#include <strings.h>

const struct toggle_row toggle_rows[TOGGLE_COUNT] = {
#define TOGGLE(NAME, word, plain, aloud, on, off, about) [TOGGLE_##NAME] = { word, plain, aloud, on, off, about },
#include "zones/world/toggles.def"
#undef TOGGLE
};
_Static_assert(TOGGLE_COUNT <= 32, "a bit each");

const char *const paint_words[PAINT_COUNT] = {
#define PAINT(NAME, word) [PAINT_##NAME] = word,
    PAINTS(PAINT)
#undef PAINT
};

/* -- switching --------------------------------------------------------------------------------------- */

static bool has_set(const struct toggles *toggles, enum toggle which)
{
    return (toggles->set & 1u << which) != 0;
}

/* His own word comes first, then his client's. */
static bool is_aloud(const struct toggles *toggles)
{
    if (has_set(toggles, TOGGLE_SCREENREADER))
        return (toggles->on & 1u << TOGGLE_SCREENREADER) != 0;
    return toggles->reader;
}

bool toggle_is(const struct toggles *toggles, enum toggle which)
{
    assert(which < TOGGLE_COUNT);
    if (which == TOGGLE_SCREENREADER)
        return is_aloud(toggles);
    if (has_set(toggles, which))
        return (toggles->on & 1u << which) != 0;
    return is_aloud(toggles) ? toggle_rows[which].aloud : toggle_rows[which].plain;
}

void toggle_set(struct toggles *toggles, enum toggle which, bool on)
{
    assert(which < TOGGLE_COUNT);
    toggles->set |= 1u << which;
    toggles->on = (toggles->on & ~(1u << which)) | (uint32_t)on << which;
}

enum toggle toggle_find(const char *word)
{
    size_t length = strlen(word);
    enum toggle found = TOGGLE_COUNT;
    for (unsigned at = TOGGLE_COUNT; at-- > 0 && length > 0;) {
        if (strcasecmp(toggle_rows[at].word, word) == 0)
            return (enum toggle)at;
        if (strncasecmp(toggle_rows[at].word, word, length) == 0)
            found = (enum toggle)at;
    }
    return found;
}

uint8_t toggles_wishes(const struct toggles *toggles)
{
    unsigned wishes = (unsigned)toggles->paint << WISH_COLOURS_SHIFT;
    wishes |= is_aloud(toggles) ? WISH_SCREEN_READER : 0;
    wishes |= has_set(toggles, TOGGLE_SCREENREADER) ? WISH_SETTLED : 0;
    wishes |= toggle_is(toggles, TOGGLE_SOUND) ? WISH_SOUND : 0;
    return (uint8_t)wishes;
}

/* -- as bytes ---------------------------------------------------------------------------------------- */

void toggles_put(struct bytes_writer *writer, const struct toggles *toggles)
{
    put_u32(writer, toggles->set);
    put_u32(writer, toggles->on);
    put_u8(writer, toggles->paint);
    put_string(writer, toggles->prompt);
}

/* Bits of a later version are kept as they are. */
void toggles_take(struct bytes_reader *reader, struct toggles *toggles)
{
    toggles->set = take_u32(reader);
    toggles->on = take_u32(reader);
    toggles->paint = take_u8(reader);
    take_string(reader, toggles->prompt, sizeof toggles->prompt);
    if ((toggles->on & ~toggles->set) != 0 || toggles->paint >= PAINT_COUNT || prompt_refuse(toggles->prompt) != NULL)
        reader->failed = true;
}
