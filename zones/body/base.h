/* zones/body/base.h -- the attributes' part in figures is a formula of the rules. */
#ifndef ZONES_BODY_BASE_H
#define ZONES_BODY_BASE_H

#include "zones/rules/formula.h"

#endif
