/* zones/body/kin.h -- bloodlines: a character has named another one of his account as heir, who has taken it up.
 *
 *   Ada: bloodline heir Bea   --> is there a Bea in this account?  Ada's body names her
 *   Bea: bloodline accept Ada --> the registry looks into Ada's body: does it name Bea?  Bea's body names Ada
 *
 *   Bea gains 100:  10 more come into being, counted in the books of her zone, and lie in her body as `due`
 *   Bea rests:      the registry, which holds all bodies of the account that are not in the game, moves them into Ada's body as
 *                   `legacy`, and a tenth of them on to whose heir Ada is (zones/registry_kin.c)
 *   Ada enters:     her zone banks them, and tells her
 *
 * Only one character of an account plays at a time, so an ancestor is never in the game while his heir earns something, and
 * the two bodies are always in the hands of one zone when experience passes between them: a cut has it in one of them.  What
 * each says of the other is only his own word; the line holds where both agree, and where not, it ends. */
#ifndef ZONES_BODY_KIN_H
#define ZONES_BODY_KIN_H

#include "core/message.h"
#include "core/thread.h"

struct character;

enum kin_request { KIN_HEIR = 1, KIN_ACCEPT };
enum kin_verdict {
    KIN_YES,
    KIN_NOBODY,         /* no other character of that name in this account */
    KIN_UNNAMED,        /* that one has not named you */
    KIN_CIRCLE,         /* that one is of your own blood */
    KIN_LATER,          /* busy, or the store does not answer: try again */
    KIN_VERDICTS
};

/* Asks the registry; the answer comes as KIN. */
ZONE_THREAD void kin_ask(struct character *who, enum kin_request request, const char *other);
ZONE_THREAD void kin_answered(struct character *who, const struct msg_kin *kin);
/* He has just entered the game: what his line has for him, what has become of it. */
ZONE_THREAD void kin_return(struct character *who);
/* By his own will. */
ZONE_THREAD void kin_disown(struct character *who);
ZONE_THREAD void kin_leave(struct character *who);

#endif
