/* zones/rules/reading.h -- what the readers of the tables share; private to zones/rules/.
 *
 *   rules.c          the order of it all, constants, levels, finding
 *   rules_parts.c    numbers, figures and sets, as fields of any table
 *   rules_race.c     races.yaml
 *   rules_class.c    classes.yaml
 *   rules_skill.c    skills/(any).yaml: a row
 *   rules_effect.c   what it does
 *   rules_when.c     its conditions
 *   rules_check.c    what only all skills together can answer
 *   signature.c      whether two skills are the same but for their numbers
 *
 * Entered by main, before there are other threads. */
#ifndef ZONES_RULES_READING_H
#define ZONES_RULES_READING_H

#include "zones/rules/rules_parts.h"

enum { RULE_NAME_MOST = 40, RULE_LINE_MOST = 200, RULE_TEXT_MOST = 4000, SKILLS_MOST = 5000 };

/* A skill while it is read, with the places of what is looked up once all are there. */
struct draft {
    struct skill            skill;
    const struct yaml_node *row;
    const struct yaml_node *needs; /* the pair, or NULL */
    const struct yaml_node *when;  /* the list, or NULL */
    bool                    bad;   /* a mistake is in it: it is left out */
};

struct class_draft;                /* rules_class.c */
struct reading {
    struct rules *rules;
    struct arena *scratch;         /* trees and drafts */
    const char   *folder;
    FILE         *out;
    unsigned      count;           /* mistakes so far */
    unsigned      level;           /* read last */
    struct draft *drafts;
    unsigned      draft_count, draft_room;
    struct class_draft *classes;
    unsigned      class_count;
};

/* Calls `each` for every `key: {...}` of folder/name: its owner is the reading.  False when there is no such file. */
typedef void record_reader(struct yaml_reader *reader, struct reading *reading, const struct yaml_node *node);
bool file_read(struct reading *reading, const char *name, unsigned most, record_reader *each);
/* Mistakes added since `before` are the row's. */
static inline bool spoilt(const struct yaml_reader *reader, unsigned before)
{
    return reader->mistakes->count > before;
}

/* -- the tables -- */
record_reader race_row, class_row, level_row, skill_row;
void classes_end(struct reading *reading);   /* paths to the front, and who belongs to which */

/* -- rules_effect.c -- */
/* The list of effects of a skill whose target is known; `within`: of an `every`. */
void read_effects(struct yaml_reader *reader, const struct yaml_node *node, uint8_t target, bool within, struct effect **effects,
                  unsigned *count);
/* Does it hurt anybody who could mind?  Of a target that is no friend. */
bool effect_harms(const struct effect *effect, uint8_t target);
bool target_is_person(uint8_t target);

/* -- rules_when.c -- */
void read_when(struct yaml_reader *reader, const struct yaml_node *node, struct skill *skill);
/* Words that name what is in other rows. */
void check_when(struct reading *reading, struct mistakes *mistakes, const struct draft *draft);

/* -- rules_check.c -- */
/* Of two, the one that is written later is the one too many. */
bool skill_before(const struct skill *one, const struct skill *other);
void skills_end(struct reading *reading);    /* sorts, links, leaves out what is bad; fills rules->skills */
void check_called(struct reading *reading);  /* once creatures are read as well */
bool affect_known(const struct reading *reading, const char *name);

/* -- signature.c -- */
/* What a skill does, to whom and when, without amounts, as one line; the caller's to free. */
char *skill_signature(const struct rules *rules, const struct skill *skill);
void check_signatures(struct reading *reading);

#endif
