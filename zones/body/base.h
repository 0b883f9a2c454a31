/* zones/body/base.h -- what figures begin with; private to zones/body.
 *
 * Attributes weigh in as classic games of the field have it: what is above or below the ordinary 13 counts. */
#ifndef ZONES_BODY_BASE_H
#define ZONES_BODY_BASE_H

#include <stdint.h>

enum { ATTRIBUTE_ORDINARY = 13, ATTRIBUTE_TRAINED = 18, ATTRIBUTE_CEILING = 25 };

/* What strength, dexterity and their kin make of the other figures. */
void attributes_weigh(int32_t *figures, uint32_t level);

#endif
