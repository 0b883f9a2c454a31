/* zones/skills/skill_help.h -- the topic of help that every skill is: made from its row when somebody asks. */
#ifndef ZONES_SKILLS_SKILL_HELP_H
#define ZONES_SKILLS_SKILL_HELP_H

#include "core/text.h"
#include "zones/rules/rules.h"

/* What it is, how it is typed, who learns it, what it costs and does, and when it can be done; a new text of several lines. */
ANY_THREAD struct text *skill_help(const struct rules *rules, uint16_t skill);

#endif
