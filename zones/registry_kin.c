/* zones/registry_kin.c -- bloodlines at rest: what an heir has earned gets to his ancestor (see zones/body/kin.h).
 *
 *   somebody of a line comes to rest with something due, or enters the game, or asks for an ancestor
 *     --> whoever of his line the store alone has is loaded, and rests here as if he had just come back
 *     --> all in one input: due of the heir less, legacy of the ancestor more, both bodies touched
 *     --> who wanted to enter enters; whoever was loaded and has not changed is forgotten again
 *
 * Both bodies are this zone's, so any cut has what passes in one of them, and they reach the store in one commit.  Who plays,
 * is deleted or brought back just then is left out: what is due to him, or by him, waits where it lies.  When somebody was
 * killed with the server in the middle of a fight, what was due lies in his record; that is why entering looks as well.
 *
 * Entered by the worker that runs the registry. */
#include "zones/registry_state.h"

#include "core/log.h"
#include "core/memory.h"
#include "zones/body/kin.h"
#include "zones/world/land.h"
#include "zones/world/newborn.h"

#include <string.h>
#include <strings.h>

/* -- members of a line ------------------------------------------------------------------------------- */

struct member {
    const struct account_character *character;
    struct resting *resting;
    struct kin      kin;
};

enum standing {
    NOBODY,         /* this account has nobody of that name */
    STORED,         /* all of him is in the store, and he stays there while the line is settled */
    ELSEWHERE,      /* what he is, others know or are just deciding */
    HERE,
};

static enum standing member_look(const struct zone *zone, const struct account *account, const char *name, struct member *member)
{
    *member = (struct member){ .character = account_character(account, name) };
    if (member->character == NULL)
        return NOBODY;
    member->resting = resting_find(zone, member->character->id);
    if (member->resting != NULL) {
        struct parcel parcel;
        resting_read(member->resting, &parcel);
        return body_kin(parcel.part[PART_BODY], parcel.length[PART_BODY], &member->kin) ? HERE : ELSEWHERE;
    }
    bool plays = account->presence == PRESENCE_PLAYING && entity_same(account->who, member->character->id);
    bool changes = change_deletes(account, name) || change_restores(account, name);
    return plays || changes ? ELSEWHERE : STORED;
}

ZONE_THREAD static void member_write(struct zone *zone, const struct member *member)
{
    struct parcel parcel;
    resting_read(member->resting, &parcel);
    struct text *body = body_with_kin(parcel.part[PART_BODY], parcel.length[PART_BODY], &member->kin);
    assert(body != NULL);               /* a record that is too old for that has no kin to begin with */
    resting_change(zone, member->resting, body);
    text_unref(&body);
}

/* Does the line hold between the two? */
static bool member_follows(const struct member *heir, const struct member *ancestor)
{
    return !heir->kin.severed && strcasecmp(heir->kin.ancestor, ancestor->character->name) == 0
        && strcasecmp(ancestor->kin.heir, heir->character->name) == 0;
}

/* One further, up to the ancestor or down to the heir; false at the end of the line, `standing` then says why. */
static bool member_next(const struct zone *zone, const struct account *account, bool up, struct member *member,
                        enum standing *standing, const struct account_character **character)
{
    const char *name = up ? member->kin.ancestor : member->kin.heir;
    struct member next;
    *standing = name[0] == '\0' ? NOBODY : member_look(zone, account, name, &next);
    *character = *standing == NOBODY ? NULL : next.character;
    if (*standing != HERE || !(up ? member_follows(member, &next) : member_follows(&next, member)))
        return false;
    *member = next;
    return true;
}

/* The first one of the line who must be loaded; NULL: nobody. */
static const struct account_character *line_lacks(const struct zone *zone, const struct account *account)
{
    struct member start;
    enum standing standing = member_look(zone, account, account->kin, &start);
    if (standing != HERE)
        return standing == STORED ? start.character : NULL;
    for (unsigned way = 0; way < 2; way++) {
        const struct account_character *character = NULL;
        struct member member = start;
        unsigned steps = 0;
        while (steps++ < BLOODLINE_MOST && member_next(zone, account, way == 0, &member, &standing, &character))
            ;
        if (standing == STORED)
            return character;
    }
    return NULL;
}

/* -- what is due ------------------------------------------------------------------------------------- */

static bool member_among(const struct member *members, unsigned count, const struct member *member)
{
    for (unsigned at = 0; at < count; at++)
        if (members[at].character == member->character)
            return true;
    return false;
}

/* The heir first, then whoever gets something; waits: above the last one is somebody who cannot be reached now. */
static unsigned line_above(const struct zone *zone, const struct account *account, struct member members[BLOODLINE_MOST + 1],
                           bool *waits)
{
    struct member member = members[0];
    const struct account_character *character;
    enum standing standing = NOBODY;
    unsigned count = 1;
    while (count <= BLOODLINE_MOST && member_next(zone, account, true, &member, &standing, &character)
           && !member_among(members, count, &member))
        members[count++] = member;
    *waits = count <= BLOODLINE_MOST && (standing == STORED || standing == ELSEWHERE);
    return count;
}

/* Each keeps what comes but for the share of the next one above. */
ZONE_THREAD static void due_pass(struct zone *zone, const struct account *account, const struct member *heir)
{
    struct member members[BLOODLINE_MOST + 1] = { *heir };
    bool waits;
    unsigned count = line_above(zone, account, members, &waits);
    int64_t amount = heir->kin.due, percent = zone->setting->rules->constants.heir_share;
    for (unsigned at = 1; at < count; at++)
        if (BOOKS_MOST - members[at].kin.legacy < amount || BOOKS_MOST - members[at].kin.due < amount)
            return;                     /* more than any record may say: it stays where it is */
    if (count < 2)
        return;
    members[0].kin.due = 0;
    for (unsigned at = 1; at < count; at++) {
        bool last = at + 1 == count;
        int64_t further = last && !waits ? 0 : amount * percent / 100;
        members[at].kin.legacy += amount - further;
        if (last)
            members[at].kin.due += further;
        amount = further;
    }
    for (unsigned at = 0; at < count; at++)
        member_write(zone, &members[at]);
}

ZONE_THREAD static void member_settle(struct zone *zone, const struct account *account, const char *name)
{
    struct member member, ancestor;
    if (member_look(zone, account, name, &member) != HERE || member.kin.ancestor[0] == '\0' || member.kin.severed)
        return;
    enum standing standing = member_look(zone, account, member.kin.ancestor, &ancestor);
    if (standing == NOBODY || (standing == HERE && !member_follows(&member, &ancestor))) {
        member.kin.severed = true;
        member_write(zone, &member);
    } else if (standing == HERE && member.kin.due > 0)
        due_pass(zone, account, &member);
}

/* All who can be known are. */
ZONE_THREAD static void line_settle(struct zone *zone, const struct account *account)
{
    struct member member;
    if (member_look(zone, account, account->kin, &member) != HERE)
        return;
    const struct account_character *line[2 * BLOODLINE_MOST + 1] = { member.character }, *character;
    enum standing standing;
    unsigned count = 1;
    for (unsigned way = 0; way < 2; way++) {
        struct member next = member;
        unsigned steps = 0;
        while (steps++ < BLOODLINE_MOST && member_next(zone, account, way == 0, &next, &standing, &character))
            line[count++] = next.character;
    }
    for (unsigned at = 0; at < count; at++)
        member_settle(zone, account, line[at]->name);
}

/* -- one line at a time ------------------------------------------------------------------------------ */

ZONE_THREAD static void kin_answer(struct zone *zone, struct message *ask, enum kin_verdict verdict, const char *other)
{
    struct message *kin = zone_mail(zone, MSG_KIN, NO_ZONE, ask->kin_ask.asker);
    kin->kin.request = ask->kin_ask.request;
    kin->kin.verdict = (uint8_t)verdict;
    memcpy(kin->kin.other, ask->kin_ask.other, NAME_SIZE);
    if (verdict == KIN_YES)
        memcpy(kin->kin.other, other, NAME_SIZE);
    message_free(&ask);
    zone_emit(zone, kin);
}

/* May he be the heir of the one whose line this is? */
static enum kin_verdict accept_verdict(const struct zone *zone, const struct account *account, const char *asker)
{
    struct member member;
    const struct account_character *character;
    enum standing standing = member_look(zone, account, account->kin, &member);
    if (standing != HERE)
        return standing == NOBODY ? KIN_NOBODY : KIN_LATER;
    if (strcasecmp(member.kin.heir, asker) != 0)
        return KIN_UNNAMED;
    unsigned steps = 0;
    do {
        if (strcasecmp(member.kin.ancestor, asker) == 0)
            return KIN_CIRCLE;
    } while (steps++ < CHARACTERS_MOST && member_next(zone, account, true, &member, &standing, &character));
    return KIN_YES;
}

ZONE_THREAD static void kin_end(struct zone *zone, struct account *account, bool failed)
{
    char next[NAME_SIZE];
    struct message *ask = account->kin_asking, *entering = account->entering;
    account->kin_asking = NULL;
    if (ask != NULL) {
        enum kin_verdict verdict = failed ? KIN_LATER : accept_verdict(zone, account, ask->kin_ask.name);
        const struct account_character *other = account_character(account, account->kin);
        kin_answer(zone, ask, verdict, other == NULL ? "" : other->name);
    }
    account->settling = false;
    memset(account->kin, 0, sizeof account->kin);
    memcpy(next, account->kin_next, sizeof next);
    memset(account->kin_next, 0, sizeof account->kin_next);
    if (next[0] != '\0') {
        kin_settle(zone, account, next);
        return;
    }
    if (entering != NULL) {
        account->entering = NULL;
        account->presence = PRESENCE_OFFLINE;
        presence_asked(zone, account, entering);
    }
    presence_forget(zone, account);
}

ZONE_THREAD static void kin_step(struct zone *zone, struct account *account)
{
    const struct account_character *lacks = line_lacks(zone, account);
    if (lacks == NULL) {
        line_settle(zone, account);
        kin_end(zone, account, false);
        return;
    }
    memcpy(account->kin_loading, lacks->name, NAME_SIZE);
    parts_load(zone, PENDING_KIN_LOAD, account, lacks->name);
}

void kin_settle(struct zone *zone, struct account *account, const char *name)
{
    assert(!account->settling);
    account->settling = true;
    name_fold(account->kin, name);
    kin_step(zone, account);
}

bool kin_there(const void *body, size_t length)
{
    struct kin kin;
    return body_kin(body, length, &kin) && (kin.heir[0] != '\0' || kin.ancestor[0] != '\0');
}

void kin_rests(struct zone *zone, struct account *account, const struct parcel *parcel)
{
    struct kin kin;
    if (!body_kin(parcel->part[PART_BODY], parcel->length[PART_BODY], &kin) || kin.due == 0)
        return;
    if (account->settling)
        name_fold(account->kin_next, parcel->name);
    else
        kin_settle(zone, account, parcel->name);
}

/* False: what is written down about him does not read, and so the line cannot be followed. */
ZONE_THREAD static bool member_loaded(struct zone *zone, const struct account *account, struct bytes_reader *records)
{
    struct member member;
    struct kin kin;
    struct text *parts[PARCEL_PARTS] = {0};
    bool sound = parts_take(records, parts);
    enum standing standing = member_look(zone, account, account->kin_loading, &member);
    if (standing == STORED && sound && body_kin(text_bytes(parts[PART_BODY]), text_length(parts[PART_BODY]), &kin)) {
        struct parcel parcel;
        parcel_of_parts(&parcel, account, member.character, parts);
        resting_add(zone, &parcel);
    } else if (standing == STORED) {
        log_error("character_damaged account=%s name=%s", account->name, account->kin_loading);
        sound = false;
    } else
        sound = true;                   /* he has gone meanwhile, or will soon be another: the line ends before him */
    for (unsigned part = 0; part < PARCEL_PARTS; part++)
        text_unref(&parts[part]);
    return sound;
}

void kin_loaded(struct zone *zone, const char *name, bool failed, struct bytes_reader *records)
{
    struct account *account = account_find(zone, name);
    assert(account != NULL && account->settling);
    bool known = !failed && member_loaded(zone, account, records);
    memset(account->kin_loading, 0, sizeof account->kin_loading);
    if (known)
        kin_step(zone, account);
    else
        kin_end(zone, account, true);   /* nothing has passed; the next time it is tried again */
    account_settle(zone, account);
}

/* -- what is asked ----------------------------------------------------------------------------------- */

void kin_asked(struct zone *zone, struct message *message)
{
    const struct msg_kin_ask *ask = &message->kin_ask;
    char name[NAME_SIZE];
    name_fold(name, ask->account);
    struct account *account = account_find(zone, name);
    bool plays = account != NULL && account->presence == PRESENCE_PLAYING && entity_same(account->who, ask->asker);
    if (!plays) {
        message_free(&message);         /* he has left the game since: there is nobody to be told */
        return;
    }
    const struct account_character *other = account_character(account, ask->other);
    if (other == NULL || entity_same(other->id, ask->asker))
        kin_answer(zone, message, KIN_NOBODY, "");
    else if (ask->request != KIN_ACCEPT)
        kin_answer(zone, message, KIN_YES, other->name);
    else if (account->settling)
        kin_answer(zone, message, KIN_LATER, "");
    else {
        account->kin_asking = message;
        kin_settle(zone, account, other->name);
    }
}
