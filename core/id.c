/* core/id.c -- printing ids.  Any thread; nothing is shared. */
#include "core/id.h"

#include <inttypes.h>
#include <stdio.h>

const char *entity_text(entity_id id, char text[48])
{
    snprintf(text, 48, "%" PRIu32 ".%" PRIu32 ".%" PRIu64, id.incarnation, id.zone, id.counter);
    return text;
}
