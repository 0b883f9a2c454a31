/* zones/skills/says.c -- the lines of a skill: its row's, or the usual ones.  Entered by the zone's worker. */
#include "zones/skills/skills_parts.h"

#include "core/sound.h"

/* What stands for {target}: to `reader` himself it is "you", to others who did it to himself "himself". */
static const char *target_words_for(const struct deed *deed, const struct character *target, enum skill_line line)
{
    bool to_actor = line == LINE_SELF || line == LINE_MISS_SELF;
    if (target != NULL && target == deed->actor)
        return to_actor ? "yourself" : pronoun_reflexive(target);
    if (target != NULL)
        return character_name(target);
    if (deed->grouped)
        return to_actor ? "your company" : "the company";
    if (deed->item != NULL)
        return deed->item->object->name;
    if (deed->direction < DIRECTIONS)
        return direction_from[deed->direction];
    return deed->words[0] != '\0' && deed->skill->target == TARGET_WORD ? deed->words : "all around";
}

struct text *skill_line(const struct deed *deed, const struct character *target, enum skill_line line)
{
    const char *words = deed->skill->lines[line], *values[BLANKS] = { [BLANK_TEXT] = deed->words };
    const struct character *actor = deed->actor;
    if (words == NULL)
        return NULL;
    values[BLANK_NAME] = actor == NULL ? "something" : character_name(actor);
    values[BLANK_THEY] = actor == NULL ? "it" : pronoun_subject(actor);
    values[BLANK_THEM] = actor == NULL ? "it" : pronoun_object(actor);
    values[BLANK_THEIR] = actor == NULL ? "its" : pronoun_possessive(actor);
    values[BLANK_THEMSELF] = actor == NULL ? "itself" : pronoun_reflexive(actor);
    values[BLANK_TARGET] = target_words_for(deed, target, line);
    values[BLANK_TARGET_THEY] = target == NULL ? "it" : pronoun_subject(target);
    values[BLANK_TARGET_THEM] = target == NULL ? "it" : pronoun_object(target);
    values[BLANK_TARGET_THEIR] = target == NULL ? "its" : target == actor && line == LINE_SELF ? "your"
        : pronoun_possessive(target);
    values[BLANK_TARGET_THEMSELF] = target == NULL ? "itself" : pronoun_reflexive(target);
    return book_fill(words, values);
}

/* -- the usual ones ---------------------------------------------------------------------------------- */

/* "cast 'heal' on", "sing", "use": how it is done, by whom does it and by those who watch. */
static const struct { const char *do_, *does; bool quoted; } manners[SKILL_KINDS] = {
    [SKILL_SPELL]   = { "cast", "casts", true },        [SKILL_PRAYER] = { "pray for", "prays for", true },
    [SKILL_SONG]    = { "play", "plays", true },        [SKILL_SKILL]  = { "perform", "performs", false },
    [SKILL_STANCE]  = { "take the stance of the", "takes the stance of the", false },
    [SKILL_FORM]    = { "take the form of", "takes the form of", false },
    [SKILL_PASSIVE] = { "use", "uses", false },         [SKILL_HARVEST] = { "work at", "works at", false },
    [SKILL_CRAFT]   = { "work at", "works at", false }, [SKILL_STATE]  = { "suffer", "suffers", false },
};

static void usual_line(const struct deed *deed, const struct character *target, bool own, char line[200])
{
    const struct skill *skill = deed->skill;
    const char *does = own ? manners[skill->kind].do_ : manners[skill->kind].does, *quote = manners[skill->kind].quoted ? "'" : "";
    const char *who = own ? "You" : character_name(deed->actor);
    bool aimed = target != NULL && target != deed->actor;
    snprintf(line, 200, "%s %s %s%s%s%s%s.", who, does, quote, skill->name, quote, aimed ? " upon " : "",
             aimed ? character_name(target) : "");
}

/* What the world does to somebody has no actor: only he himself, and those about him, read of it. */
ZONE_THREAD static void tell_line(struct deed *deed, struct character *to, struct character *target, enum skill_line line,
                                  bool usual)
{
    char words[200];
    struct text *text = skill_line(deed, target, line);
    if (text == NULL && (!usual || deed->actor == NULL))
        return;
    if (text == NULL)
        usual_line(deed, target, line == LINE_SELF, words);
    const char *said = text == NULL ? words : text_bytes(text);
    const char *sound = deed->skill->sound != 0 && line <= LINE_ROOM ? sound_marks[deed->skill->sound - 1] : "";
    if (to != NULL)
        tell_sentence(to, "%s%s\n", sound, said);
    else
        tell_room(deed->room, deed->actor != NULL ? deed->actor : target, target, "%s%s\n", sound, said);
    text_unref(&text);
}

void skill_says(struct deed *deed, struct character *target, bool missed)
{
    bool usual = !missed && deed->skill->kind != SKILL_STATE && !deed->from_thing;
    if (deed->skill->kind == SKILL_STATE && deed->actor == NULL && target != NULL) {
        struct deed sufferer = *deed;       /* a state is told as what he does who suffers it */
        sufferer.actor = target;
        tell_line(&sufferer, target, target, LINE_SELF, false);
        tell_line(&sufferer, NULL, target, LINE_ROOM, false);
        return;
    }
    if (deed->actor != NULL)
        tell_line(deed, deed->actor, target, missed ? LINE_MISS_SELF : LINE_SELF, usual);
    if (target != NULL && target != deed->actor)
        tell_line(deed, target, target, missed ? LINE_MISS_TARGET : LINE_TARGET, usual);
    tell_line(deed, NULL, target, missed ? LINE_MISS_ROOM : LINE_ROOM, usual);
}

void skill_says_start(struct character *who, const struct skill *skill)
{
    static const char *const begins[SKILL_KINDS] = { [SKILL_SPELL] = "cast", [SKILL_PRAYER] = "pray for", [SKILL_SONG] = "play" };
    static const char *const seen[SKILL_KINDS] = { [SKILL_SPELL] = "to cast a spell", [SKILL_PRAYER] = "to pray",
                                                   [SKILL_SONG] = "to play" };
    if (begins[skill->kind] != NULL)
        tell(who, "You begin to %s '%s'.\n", begins[skill->kind], skill->name);
    else
        tell(who, "You make ready for %s.\n", skill->name);
    tell_room(who->room, who, NULL, "%s begins %s.\n", character_name(who), seen[skill->kind] != NULL ? seen[skill->kind]
              : "something");
}
