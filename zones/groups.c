/* zones/groups.c -- groups: who adventures with whom, and what they say to each other.
 *
 * Entered by the worker that runs the zone.  Members are told by TELL to their sessions, their zones by
 * GROUPED, personal mail; whoever that does not reach any more is no member any more.  A member's figures
 * are what his zone last said; who may be asked into a group, and what a group is good for, is his zone's
 * business. */
#include "zones/groups.h"

#include "core/markup.h"
#include "core/memory.h"
#include "zones/sorted.h"
#include "zones/zone.h"

#include <string.h>
#include <strings.h>

enum { GROUPS_MOST = 1 << 20, VERSION_STEP_MS = 100 };

struct member {
    entity_id  who;
    char       name[NAME_SIZE];
    session_id session;
    bool       subleader;
    int64_t    points[POOLS], points_max[POOLS];   /* a maximum of 0: his zone has not said yet */
    zone_id    zone;                               /* that said it last */
    bool       watched;                            /* his client wants to know of the others */
    uint32_t   level;
    struct text *table;                            /* as others are told of him (zones/world/company.h), or NULL */
};

struct group {
    entity_id     id;
    unsigned      count;                           /* at least 1 */
    struct member members[GROUP_MEMBERS_MAX];      /* who leads, the subleaders, the rest; each as they became so */
};

struct groups {
    struct sorted groups;                          /* by id */
    uint32_t      version;                         /* of the latest news */
};

/* -- finding ----------------------------------------------------------------------------------------- */

static int group_order(const void *item, const void *key)
{
    const struct group *group = item;
    const entity_id *id = key;
    return entity_order(group->id, *id);
}

static struct member *group_member(struct group *group, entity_id who)
{
    for (unsigned at = 0; at < group->count; at++)
        if (entity_same(group->members[at].who, who))
            return &group->members[at];
    return NULL;
}

static struct group *group_find(const struct zone *zone, entity_id id)
{
    const struct groups *groups = zone->state;
    return sorted_find(&groups->groups, group_order, &id, NULL);
}

/* The group he is in, whatever group he himself thinks he is in. */
static struct group *group_with(const struct zone *zone, entity_id who)
{
    const struct groups *groups = zone->state;
    for (unsigned at = 0; at < groups->groups.count; at++)
        if (group_member(groups->groups.items[at], who) != NULL)
            return groups->groups.items[at];
    return NULL;
}

/* The group of whoever asks, or NULL after telling him that he has none. */
ZONE_THREAD static struct group *group_of_asker(struct zone *zone, const struct msg_group_ask *ask, struct member **asker)
{
    struct group *group = group_find(zone, ask->group);
    *asker = group == NULL ? NULL : group_member(group, ask->member);
    if (*asker == NULL) {
        group = group_with(zone, ask->member);
        *asker = group == NULL ? NULL : group_member(group, ask->member);
    }
    if (*asker != NULL) {
        if (!session_same(ask->session, NO_SESSION))
            (*asker)->session = ask->session;
        return group;
    }
    struct text *text = text_string("You are in no group.\n");
    zone_tell(zone, ask->session, text, NULL);
    text_unref(&text);
    return NULL;
}

/* -- news -------------------------------------------------------------------------------------------- */

/* One later than the last, and never earlier than the clock: news of two groups zones about the same
 * character then compare as they happened. */
static uint32_t groups_version(struct zone *zone)
{
    struct groups *groups = zone->state;
    uint32_t clock = (uint32_t)(zone->now / VERSION_STEP_MS);
    groups->version = clock > groups->version ? clock : groups->version + 1;
    return groups->version;
}

/* group NULL: he is in none now. news: borrowed. */
ZONE_THREAD static void group_mail(struct zone *zone, const struct group *group, const struct member *member, uint32_t version,
                                   struct text *news)
{
    struct message *message = zone_mail(zone, MSG_GROUPED, NO_ZONE, member->who);
    if (group != NULL) {
        message->grouped.group = group->id;
        message->grouped.leader = group->members[0].who;
        message->grouped.subleader = member->subleader;
    }
    message->grouped.version = version;
    message->grouped.news = text_ref(news);
    zone_emit(zone, message);
}

/* To all but `except`. news: a reference, taken over. */
ZONE_THREAD static void group_announce(struct zone *zone, const struct group *group, entity_id except, uint32_t version,
                                       struct text *news)
{
    for (unsigned at = 0; at < group->count; at++)
        if (!entity_same(group->members[at].who, except))
            group_mail(zone, group, &group->members[at], version, news);
    text_unref(&news);
}

/* -- how they are, for those who are elsewhere -------------------------------------------------------- */

/* table NULL: he is to be forgotten. */
ZONE_THREAD static void company_mail(struct zone *zone, const struct group *group, const struct member *to, const struct member *of,
                                     struct text *table)
{
    if (to == of || !to->watched || (table != NULL && zone_same(to->zone, of->zone)))
        return;                         /* his land sees for itself */
    struct message *message = zone_mail(zone, MSG_COMPANY, NO_ZONE, to->who);
    message->company.group = group->id;
    message->company.member = of->who;
    message->company.zone = of->zone;
    message->company.level = of->level;
    message->company.table = text_ref(table);
    zone_emit(zone, message);
}

ZONE_THREAD static void company_of(struct zone *zone, const struct group *group, const struct member *of, struct text *table)
{
    for (unsigned at = 0; at < group->count; at++)
        company_mail(zone, group, &group->members[at], of, table);
}

ZONE_THREAD static void company_for(struct zone *zone, const struct group *group, const struct member *to)
{
    for (unsigned at = 0; at < group->count; at++)
        if (group->members[at].table != NULL)
            company_mail(zone, group, to, &group->members[at], group->members[at].table);
}

static bool table_same(const struct text *one, const struct text *two)
{
    return one != NULL && two != NULL && text_length(one) == text_length(two)
        && memcmp(text_bytes(one), text_bytes(two), text_length(one)) == 0;
}

/* Who has come to another land knows nothing there, and those he has left see him no more. */
ZONE_THREAD static void company_heard(struct zone *zone, const struct group *group, struct member *member,
                                      const struct msg_vitals *vitals, zone_id from)
{
    bool came = !zone_same(member->zone, from), began = vitals->watched && !member->watched;
    bool news = came || member->level != vitals->level || !table_same(member->table, vitals->table);
    bool told = vitals->table != NULL && text_length(vitals->table) <= COMPANY_TABLE_MOST;
    member->zone = from;
    member->watched = vitals->watched;
    member->level = vitals->level;
    if (news && told) {
        text_unref(&member->table);
        member->table = text_ref(vitals->table);
        company_of(zone, group, member, member->table);
    }
    if (came || began)
        company_for(zone, group, member);
}

/* -- coming and going -------------------------------------------------------------------------------- */

static void group_append(struct group *group, entity_id who, const char *name, session_id session)
{
    assert(group->count < GROUP_MEMBERS_MAX);
    struct member *member = &group->members[group->count++];
    *member = (struct member){ .who = who, .session = session };
    snprintf(member->name, sizeof member->name, "%s", name);
}

static struct group *group_new(struct zone *zone, entity_id id)
{
    struct groups *groups = zone->state;
    unsigned at;
    void *other = sorted_find(&groups->groups, group_order, &id, &at);
    assert(other == NULL);
    struct group *group = memory_get(sizeof *group);
    group->id = id;
    sorted_insert(&groups->groups, at, group);
    return group;
}

static void group_free(struct group *group)
{
    for (unsigned at = 0; at < group->count; at++)
        text_unref(&group->members[at].table);
    memory_free(group);
}

static void group_end(struct zone *zone, struct group *group)
{
    struct groups *groups = zone->state;
    unsigned at;
    void *found = sorted_find(&groups->groups, group_order, &group->id, &at);
    assert(found == group);
    group_free(sorted_take(&groups->groups, at));
}

static bool commands_group(const struct group *group, const struct member *member)
{
    return member == group->members || member->subleader;
}

/* Why `other` cannot be taken in, as a new text, or NULL. group: the asker's, or NULL. */
static struct text *group_refusal(const struct zone *zone, struct group *group, const struct msg_group_ask *ask)
{
    if (entity_same(ask->member, ask->other))
        return text_string("A group needs somebody else.\n");
    struct group *present = group_with(zone, ask->other);
    if (present != NULL)
        return text_printf(present == group ? "%s is in your group already.\n" : "%s is in another group.\n", ask->other_name);
    if (group != NULL && !commands_group(group, group_member(group, ask->member)))
        return text_printf("Only %s, who leads your group, and its subleaders take others in.\n", group->members[0].name);
    if (group != NULL && group->count == GROUP_MEMBERS_MAX)
        return text_string("Your group is full.\n");
    return NULL;
}

ZONE_THREAD static void asked_add(struct zone *zone, const struct msg_group_ask *ask)
{
    /* A leader may ask again before he has heard of the group his first request made. */
    struct group *group = group_with(zone, ask->member);
    struct text *refusal = group_refusal(zone, group, ask);
    if (refusal != NULL) {
        zone_tell(zone, ask->session, refusal, NULL);
        text_unref(&refusal);
        return;
    }
    if (group == NULL) {
        group = group_new(zone, zone_new_id(zone));
        group_append(group, ask->member, ask->name, ask->session);
    }
    group_append(group, ask->other, ask->other_name, ask->other_session);
    uint32_t version = groups_version(zone);
    group_announce(zone, group, ask->other, version, text_printf("%s joins your group.\n", ask->other_name));
    struct text *welcome = text_printf("You join %s's group.\n", group->members[0].name);
    group_mail(zone, group, &group->members[group->count - 1], version, welcome);
    text_unref(&welcome);
}

/* Takes one out who is in it, to be put in elsewhere or nowhere. */
static struct member member_take(struct group *group, struct member *member)
{
    struct member taken = *member;
    group->count--;
    memmove(member, member + 1, (size_t)(group->members + group->count - member) * sizeof *member);
    return taken;
}

/* Takes him out and tells everybody. reason: what the others read after his name. farewell: what he reads. */
ZONE_THREAD static void group_remove(struct zone *zone, struct group *group, struct member *member, const char *reason,
                                     const char *farewell)
{
    bool led = member == group->members;
    company_of(zone, group, member, NULL);
    struct member gone = member_take(group, member);
    text_unref(&gone.table);
    uint32_t version = groups_version(zone);
    struct text *news = text_string(farewell);
    group_mail(zone, NULL, &gone, version, news);
    text_unref(&news);
    if (group->count == 0) {
        group_end(zone, group);
        return;
    }
    if (led)
        group->members[0].subleader = false;
    news = led ? text_printf("%s %s\n%s leads it now.\n", gone.name, reason, group->members[0].name)
               : text_printf("%s %s\n", gone.name, reason);
    group_announce(zone, group, NO_ENTITY, version, news);
}

ZONE_THREAD static void asked_leave(struct zone *zone, const struct msg_group_ask *ask)
{
    struct member *asker;
    struct group *group = group_of_asker(zone, ask, &asker);
    if (group != NULL)
        group_remove(zone, group, asker, "leaves your group.", "You are no longer in the group.\n");
}

/* -- who commands ------------------------------------------------------------------------------------ */

/* By the whole of his name, or by its beginning.  The end of the members: nobody. */
static struct member *member_named(struct group *group, const char *word)
{
    struct member *end = group->members + group->count, *found = end;
    for (struct member *member = end; member-- > group->members;)
        if (strcasecmp(member->name, word) == 0)
            return member;
        else if (strncasecmp(member->name, word, strlen(word)) == 0)
            found = member;
    return found;
}

/* Whom the asker names and commands, or NULL after telling him why not.  A subleader commands those who are none. */
ZONE_THREAD static struct member *group_inferior(struct zone *zone, struct group *group, const struct member *asker,
                                                 const struct msg_group_ask *ask)
{
    struct member *member = member_named(group, ask->other_name);
    struct text *refusal = NULL;
    if (member == group->members + group->count)
        refusal = text_printf("Nobody called %s is in your group.\n", ask->other_name);
    else if (member == asker)
        refusal = text_string("That is for the others of your group.\n");
    else if (asker != group->members && (!asker->subleader || commands_group(group, member)))
        refusal = text_printf("%s is not yours to command.\n", member->name);
    if (refusal == NULL)
        return member;
    zone_tell(zone, ask->session, refusal, NULL);
    text_unref(&refusal);
    return NULL;
}

ZONE_THREAD static void asked_dismiss(struct zone *zone, const struct msg_group_ask *ask)
{
    struct member *asker;
    struct group *group = group_of_asker(zone, ask, &asker);
    struct member *member = group == NULL ? NULL : group_inferior(zone, group, asker, ask);
    if (member != NULL)
        group_remove(zone, group, member, "is sent away from your group.", "You are sent away from the group.\n");
}

/* Who becomes one goes behind the other subleaders, and who is one no more to the end. */
ZONE_THREAD static void asked_subleader(struct zone *zone, const struct msg_group_ask *ask)
{
    struct member *asker;
    struct group *group = group_of_asker(zone, ask, &asker);
    if (group == NULL)
        return;
    if (asker != group->members) {
        struct text *refusal = text_printf("Only %s, who leads your group, names its subleaders.\n", group->members[0].name);
        zone_tell(zone, ask->session, refusal, NULL);
        text_unref(&refusal);
        return;
    }
    struct member *member = group_inferior(zone, group, asker, ask);
    if (member == NULL)
        return;
    struct member moved = member_take(group, member);
    moved.subleader = !moved.subleader;
    unsigned place = moved.subleader ? 1 : group->count;
    while (moved.subleader && place < group->count && group->members[place].subleader)
        place++;
    memmove(group->members + place + 1, group->members + place, (group->count - place) * sizeof moved);
    group->members[place] = moved;
    group->count++;
    group_announce(zone, group, NO_ENTITY, groups_version(zone),
                   text_printf(moved.subleader ? "%s is a subleader of your group now.\n"
                                               : "%s is a subleader of your group no more.\n", moved.name));
}

/* -- words and figures ------------------------------------------------------------------------------- */

ZONE_THREAD static void asked_say(struct zone *zone, const struct msg_group_ask *ask)
{
    struct member *asker;
    struct group *group = group_of_asker(zone, ask, &asker);
    if (group == NULL || ask->words == NULL)
        return;
    const char *words = text_bytes(ask->words);
    struct text *own = text_printf(M_PERSONAL "You grouptell: %s" M_PLAIN "\n", words);
    struct text *others = text_printf(M_PERSONAL "**%s: '%s'" M_PLAIN "\n", asker->name, words);
    for (unsigned at = 0; at < group->count; at++) {
        const struct member *member = &group->members[at];
        zone_tell(zone, member->session, member == asker ? own : others, NULL);
    }
    text_unref(&own);
    text_unref(&others);
}

static int percent(int64_t points, int64_t most)
{
    if (points <= 0)
        return 0;
    return points >= most ? 100 : (int)(points * 100 / most);
}

/* In columns for the eyes, as a sentence for the ears. */
static void member_list(struct bytes_writer *list, const struct group *group, const struct member *member)
{
    bool leads = member == group->members;
    const char *shown = leads ? "  (leader)" : member->subleader ? "  (subleader)" : "";
    const char *spoken = leads ? ", leader" : member->subleader ? ", subleader" : "";
    int health = percent(member->points[POOL_HEALTH], member->points_max[POOL_HEALTH]);
    int mana = percent(member->points[POOL_MANA], member->points_max[POOL_MANA]);
    int stamina = percent(member->points[POOL_STAMINA], member->points_max[POOL_STAMINA]);
    if (member->points_max[POOL_HEALTH] <= 0)
        put_printf(list, M_ART "  %-12s  not heard of yet%s\n" M_ART_END M_SPOKEN "%s%s: not heard of yet.\n" M_SPOKEN_END,
                   member->name, shown, member->name, spoken);
    else
        put_printf(list, M_ART "  %-12s  %3d%% health  %3d%% mana  %3d%% stamina%s\n" M_ART_END
                   M_SPOKEN "%s%s: %d%% health, %d%% mana, %d%% stamina.\n" M_SPOKEN_END,
                   member->name, health, mana, stamina, shown, member->name, spoken, health, mana, stamina);
}

ZONE_THREAD static void asked_list(struct zone *zone, const struct msg_group_ask *ask)
{
    struct member *asker;
    struct group *group = group_of_asker(zone, ask, &asker);
    if (group == NULL)
        return;
    struct bytes_writer list = {0};
    static const char title[] = "Your group:\n";
    put_bytes(&list, title, sizeof title - 1);
    for (unsigned at = 0; at < group->count; at++)
        member_list(&list, group, &group->members[at]);
    struct text *text = bytes_text(&list);
    zone_tell(zone, ask->session, text, NULL);
    text_unref(&text);
    bytes_free(&list);
}

/* -- who hears what ---------------------------------------------------------------------------------- */

ZONE_THREAD static void groups_asked(struct zone *zone, const struct message *message)
{
    static void (*const asked[])(struct zone *zone, const struct msg_group_ask *ask) = {
        [GROUP_ADD] = asked_add, [GROUP_LEAVE] = asked_leave, [GROUP_SUBLEADER] = asked_subleader,
        [GROUP_DISMISS] = asked_dismiss, [GROUP_SAY] = asked_say, [GROUP_LIST] = asked_list,
    };
    unsigned request = message->group_ask.request;
    if (request < sizeof asked / sizeof asked[0] && asked[request] != NULL)
        asked[request](zone, &message->group_ask);
}

ZONE_THREAD static void groups_vitals(struct zone *zone, const struct message *message)
{
    const struct msg_vitals *vitals = &message->vitals;
    struct group *group = group_find(zone, vitals->group);
    struct member *member = group == NULL ? NULL : group_member(group, vitals->member);
    if (member == NULL)
        return;                         /* he has left since */
    member->session = vitals->session;
    const int64_t points[POOLS] = { vitals->health, vitals->mana, vitals->stamina };
    const int64_t most[POOLS] = { vitals->health_max, vitals->mana_max, vitals->stamina_max };
    memcpy(member->points, points, sizeof points);
    memcpy(member->points_max, most, sizeof most);
    company_heard(zone, group, member, vitals, message->from);
}

ZONE_THREAD static void groups_lost(struct zone *zone, const struct message *message)
{
    struct group *group = group_with(zone, message->about);
    if (group != NULL)
        group_remove(zone, group, group_member(group, message->about), "is no longer with your group.",
                     "You are no longer in the group.\n");
}

ZONE_THREAD static void groups_apply(struct zone *zone, struct message *message, const struct lookup *lookup)
{
    static void (*const handlers[MSG_TYPES])(struct zone *zone, const struct message *message) = {
        [MSG_GROUP_ASK] = groups_asked,
        [MSG_VITALS]    = groups_vitals,
        [MSG_LOST]      = groups_lost,
    };
    (void)lookup;
    if (handlers[message->type] == NULL) {
        zone_mail_lost(zone, message);
        return;
    }
    handlers[message->type](zone, message);
    message_free(&message);
}

/* -- birth, end, bytes ------------------------------------------------------------------------------- */

static void groups_begin(struct zone *zone)
{
    zone->state = memory_get(sizeof(struct groups));
}

static void groups_end(struct zone *zone)
{
    struct groups *groups = zone->state;
    for (unsigned at = 0; at < groups->groups.count; at++)
        group_free(groups->groups.items[at]);
    sorted_free(&groups->groups);
    memory_free(groups);
    zone->state = NULL;
}

static void groups_encode(const struct zone *zone, struct bytes_writer *writer)
{
    const struct groups *groups = zone->state;
    put_u32(writer, groups->version);
    put_u32(writer, groups->groups.count);
    for (unsigned at = 0; at < groups->groups.count; at++) {
        const struct group *group = groups->groups.items[at];
        put_entity(writer, group->id);
        put_u32(writer, group->count);
        for (unsigned place = 0; place < group->count; place++) {
            const struct member *member = &group->members[place];
            put_entity(writer, member->who);
            put_string(writer, member->name);
            put_u64(writer, member->session.number);
            put_u8(writer, member->subleader);
            for (unsigned pool = 0; pool < POOLS; pool++) {
                put_i64(writer, member->points[pool]);
                put_i64(writer, member->points_max[pool]);
            }
            put_u32(writer, member->zone.number);
            put_u8(writer, member->watched);
            put_u32(writer, member->level);
            put_text(writer, member->table);
        }
    }
}

static bool group_decode(struct zone *zone, struct bytes_reader *reader)
{
    struct groups *groups = zone->state;
    entity_id id = take_entity(reader);
    uint32_t count = take_u32(reader);
    unsigned at;
    void *other = sorted_find(&groups->groups, group_order, &id, &at);
    if (reader->failed || other != NULL || at != groups->groups.count || count < 1 || count > GROUP_MEMBERS_MAX)
        return false;
    struct group *group = group_new(zone, id);
    for (uint32_t place = 0; place < count; place++) {
        char name[NAME_SIZE] = "";
        entity_id who = take_entity(reader);
        take_string(reader, name, sizeof name);
        group_append(group, who, name, (session_id){take_u64(reader)});
        group->members[place].subleader = take_u8(reader) != 0;
        for (unsigned pool = 0; pool < POOLS; pool++) {
            group->members[place].points[pool] = take_i64(reader);
            group->members[place].points_max[pool] = take_i64(reader);
        }
        group->members[place].zone.number = take_u32(reader);
        group->members[place].watched = take_u8(reader) != 0;
        group->members[place].level = take_u32(reader);
        group->members[place].table = take_text(reader, COMPANY_TABLE_MOST);
    }
    return !reader->failed;
}

static bool groups_decode(struct zone *zone, struct bytes_reader *reader)
{
    struct groups *groups = zone->state;
    groups->version = take_u32(reader);
    uint32_t count = take_u32(reader);
    if (count > GROUPS_MOST)
        return false;
    for (uint32_t at = 0; at < count; at++)
        if (!group_decode(zone, reader))
            return false;
    return !reader->failed;
}

const struct zone_kind_table zone_groups = {
    .name = "groups",
    .begin = groups_begin,
    .end = groups_end,
    .apply = groups_apply,
    .encode = groups_encode,
    .decode = groups_decode,
};
