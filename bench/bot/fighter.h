/* bench/bot/fighter.h -- what a bot knows of fights, and the deeds of a mix that have to do with them.
 *
 * It learns what stands in its room from the lines that areas have for their creatures, and who fights whom from what
 * is told.  A hunt is the way to a place where creatures are, a fight, and what is to be had of the dead; meanwhile it
 * does other things of its mix, too.  What it knows may be a moment old: no answer of a fight is a wrong one.
 *
 * The swarm's thread. */
#ifndef BENCH_BOT_FIGHTER_H
#define BENCH_BOT_FIGHTER_H

#include <stdbool.h>
#include <stdint.h>

enum { FIGHTER_SKILLS = 8 };

struct bot;

struct fighter {
    bool        fighting;              /* as far as we have heard */
    bool        corpse;                /* something dead lies here */
    const char *foe;                   /* a word for somebody here whom one could fight, or NULL */
    unsigned    foes;                  /* how many sorts of them were seen here */
    int         lair;                  /* where the hunt goes, or NOWHERE */
    int64_t     until_ns;              /* the hunt's end; 0: none */
    int         health, health_most;   /* as prompts have shown them */
    bool        skills_asked;
    unsigned    skill_count;
    uint16_t    skills[FIGHTER_SKILLS];/* what it knows for fights */
};

/* In front of what else a bot makes of it: of a line, whether or not it is a room's title. */
void fighter_heard(struct bot *bot, const char *line, bool title);
/* The next step of a hunt; false: there is none, or this is a time for something else. */
bool fighter_hunts(struct bot *bot);
/* It fights, or lies where it fell, as far as it has heard: whatever it carries may be gone the next moment. */
bool fighter_in_danger(const struct bot *bot);
/* Forgets everything but what it has learned: the server is another one, or the bot comes anew. */
void fighter_begin(struct fighter *fighter);

/* Deeds of mixes: see bench/mixes/README. */
bool fighter_do_fight(struct bot *bot);
bool fighter_do_flee(struct bot *bot);
bool fighter_do_loot(struct bot *bot);
bool fighter_do_skill(struct bot *bot);

#endif
