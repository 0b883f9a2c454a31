/* zones/groups.h -- groups: pseudo-zones that hold who adventures with whom.
 *
 * A group lives in the groups zone that made its id (entity_id.zone), a first request goes to the one
 * its leader's id hashes to.  Members' zones learn of every change by GROUPED, personal mail with a version:
 * older news never replaces newer, not even news of another groups zone, because versions follow world time.
 * Groups are not durable: after a restart everybody is alone.
 *
 * One leads.  Subleaders, whom the leader names, take others in too and send them away, and the first of them leads when
 * the leader goes. */
#ifndef ZONES_GROUPS_H
#define ZONES_GROUPS_H

/* GROUP_ASK.request.  `member` asks, `name` and `session` are his; `group` is his group or none.  Requests
 * that cannot be met are answered by a TELL to `session`. */
enum group_request {
    GROUP_ADD = 1,     /* `other` (other_name, other_session) is taken in; makes a group if he who asks has none */
    GROUP_LEAVE,       /* member goes; a leader who goes hands on to the first of the others; the last one ends it */
    GROUP_SUBLEADER,   /* other_name becomes a subleader, or is one no more */
    GROUP_DISMISS,     /* other_name is sent away */
    GROUP_SAY,         /* words to all */
    GROUP_LIST,        /* who is in it and how they are, as a TELL to `session` */
};

enum { GROUP_MEMBERS_MAX = 24 };
/* Bytes of what is told of one of them: zones/world/company.h. */
enum { COMPANY_TABLE_MOST = 2000 };

#endif
