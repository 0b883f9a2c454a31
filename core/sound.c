/* core/sound.c -- see sound.h. */
#include "core/sound.h"

#include "core/markup.h"

const char *const sound_marks[SOUNDS] = {
#define SOUND(member, file) [SOUND_##member] = M_SOUND file ".wav" M_SOUND_END,
#include "core/sound.def"
#undef SOUND
};

const char *const sound_files[SOUNDS] = {
#define SOUND(member, file) [SOUND_##member] = file,
#include "core/sound.def"
#undef SOUND
};

_Static_assert(SOUNDS == 53, "clients have exactly these");
