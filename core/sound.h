/* core/sound.h -- the sounds clients know, as marks for the beginning of a line:
 *
 *     tell_room(room, NULL, NULL, "%sThe door opens.\n", sound_marks[SOUND_DOOR]);
 *
 * Net shows nothing of a mark to who does not want to hear (core/markup.h, net/render.c).  A constant table, any thread. */
#ifndef CORE_SOUND_H
#define CORE_SOUND_H

enum sound {
#define SOUND(member, file) SOUND_##member,
#include "core/sound.def"
#undef SOUND
    SOUNDS
};

extern const char *const sound_marks[SOUNDS];
extern const char *const sound_files[SOUNDS];   /* as clients name them: "kick1" */

#endif
