/* zones/world/quest_check.c -- can every quest be done?  Asked once, of a world that is whole.
 *
 * What lies about, is carried or sold by somebody who stands somewhere can be had from level 0 on.  What only a quest gives
 * can be had from the level on from which that quest can be done; so quests are proven in rounds, until a round proves none.
 * Whether a room can be reached, and a lock opened, is a question about the whole world, and not asked here. */
#include "zones/world/quest.h"

#include "core/memory.h"

enum { NEVER = UINT32_MAX };

struct proof {
    const struct world *world;
    bool     *stands;                  /* by mobile: somebody puts it somewhere */
    uint32_t *from;                    /* by object: the level from which on it can be had, or NEVER */
    bool     *proven;                  /* by quest */
};

static void had_from(struct proof *proof, proto_id object, uint32_t level)
{
    if (proof->from[object.number] > level)
        proof->from[object.number] = level;
}

static void take_resets(struct proof *proof)
{
    for (unsigned area = 0; area < proof->world->area_count; area++)
        for (unsigned n = 0; n < proof->world->areas[area].reset_count; n++) {
            const struct reset *reset = &proof->world->areas[area].resets[n];
            if (reset->kind == RESET_MOBILE)
                proof->stands[reset->proto.number] = true;
            else
                had_from(proof, reset->proto, 0);
        }
}

static void take_shops(struct proof *proof)
{
    for (unsigned n = 0; n < proof->world->mobile_count; n++) {
        const struct shop_proto *shop = proof->world->mobiles[n].shop;
        for (unsigned sold = 0; proof->stands[n] && shop != NULL && sold < shop->sell_count; sold++)
            had_from(proof, shop->sells[sold], 0);
    }
}

/* NULL, or what stands in the way. */
static const char *step_fails(const struct proof *proof, const struct quest_proto *quest, const struct quest_step *step)
{
    const struct world *world = proof->world;
    if (step->kind == QUEST_FIND)
        return NULL;
    if (step->kind == QUEST_BRING) {
        if (!world->objects[step->proto.number].takeable)
            return "nobody can take it";
        if (proof->from[step->proto.number] > quest->level_max)
            return "nobody of its levels can have had it";
        return proof->stands[step->to.number] ? NULL : "whom it is brought to stands nowhere";
    }
    const struct mobile_proto *mobile = &world->mobiles[step->proto.number];
    if (!proof->stands[step->proto.number])
        return "it stands nowhere";
    return step->kind == QUEST_ESCORT && (mobile->day_count > 0 || mobile->shop != NULL) ? "it cannot come along" : NULL;
}

static bool after_fails(const struct proof *proof, const struct quest_proto *quest)
{
    const struct quest_proto *after = quest->after;
    return after != NULL && (!proof->proven[after - proof->world->quests] || after->level_min > quest->level_max);
}

static bool can_be_done(const struct proof *proof, const struct quest_proto *quest)
{
    bool can = proof->stands[quest->giver.number] && !after_fails(proof, quest);
    for (unsigned n = 0; n < quest->step_count && can; n++)
        can = step_fails(proof, quest, &quest->steps[n]) == NULL;
    return can;
}

static void prove_all(struct proof *proof)
{
    for (bool more = true; more;) {
        more = false;
        for (unsigned n = 0; n < proof->world->quest_count; n++) {
            const struct quest_proto *quest = &proof->world->quests[n];
            if (proof->proven[n] || !can_be_done(proof, quest))
                continue;
            proof->proven[n] = more = true;
            if (quest->gives)
                had_from(proof, quest->object, quest->level_min);
        }
    }
}

static void tell_why(const struct proof *proof, const struct quest_proto *quest, FILE *out)
{
    if (!proof->stands[quest->giver.number])
        fprintf(out, "%s:%u:%u: quest %s cannot be done: its giver, %s, stands nowhere\n", quest->file, quest->line, quest->column,
                quest->key, quest->giver_key);
    if (after_fails(proof, quest))
        fprintf(out, "%s:%u:%u: quest %s cannot be done: nobody of its levels can have done %s\n", quest->file, quest->line,
                quest->column, quest->key, quest->after_key);
    for (unsigned n = 0; n < quest->step_count; n++) {
        const struct quest_step *step = &quest->steps[n];
        const char *why = step_fails(proof, quest, step);
        if (why != NULL)
            fprintf(out, "%s:%u:%u: quest %s cannot be done: %s %s: %s\n", quest->file, step->line, step->column, quest->key,
                    quest_words[step->kind], step->proto_key, why);
    }
}

unsigned quests_check(const struct world *world, FILE *out)
{
    unsigned wrong = 0;
    struct proof proof = {
        .world = world,
        .stands = memory_get(world->mobile_count + 1),
        .from = memory_get((world->object_count + 1) * sizeof *proof.from),
        .proven = memory_get(world->quest_count + 1),
    };
    for (unsigned n = 0; n < world->object_count; n++)
        proof.from[n] = NEVER;
    take_resets(&proof);
    take_shops(&proof);
    prove_all(&proof);
    for (unsigned n = 0; n < world->quest_count; n++)
        if (!proof.proven[n]) {
            tell_why(&proof, &world->quests[n], out);
            wrong++;
        }
    memory_free(proof.stands);
    memory_free(proof.from);
    memory_free(proof.proven);
    return wrong;
}
