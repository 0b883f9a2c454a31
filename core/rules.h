/* core/rules.h -- the rules that make a cut one moment of the whole world.
 *
 * Each has a name so that the simulator can leave it out, and prove that it would notice (make sim
 * ARGS="--break touch").  A server that ships breaks none. */
#ifndef CORE_RULES_H
#define CORE_RULES_H

/* RULE( MEMBER, word, what it says ) */
#define CUT_RULES(R)                                                                                        \
    R( FENCE,     "fence",     "who was replaced cannot write to the store any more" )                      \
    R( HALT,      "halt",      "in mode halt, who has given his part stands still" )                        \
    R( EPOCH,     "epoch",     "the cut begins before mail of the new epoch is applied" )                   \
    R( MARKER,    "marker",    "no part is whole while mail of the old epoch may still come" )              \
    R( MARK,      "mark",      "whatever changes is touched first, and so noted as changed" )               \
    R( TOUCH,     "touch",     "what is due to the open cut is written before it changes" )                 \
    R( SENDER,    "sender",    "whoever is between zones is written by the zone he left" )                  \
    R( VERSION,   "version",   "of two records of one name the higher version wins" )                       \
    R( PLACE,     "place",     "who had seen the open cut saves and loads behind it, who had not in front" ) \
    R( TOMBSTONE, "tombstone", "what is no more is written too" )                                           \
    R( REST,      "rest",      "who left the game stays in memory until a cut with him in it is durable" )

enum cut_rule_number {
#define RULE(MEMBER, word, says) RULE_NUMBER_##MEMBER,
    CUT_RULES(RULE)
#undef RULE
    CUT_RULE_COUNT
};
enum cut_rule {
#define RULE(MEMBER, word, says) RULE_##MEMBER = 1 << RULE_NUMBER_##MEMBER,
    CUT_RULES(RULE)
#undef RULE
};

#endif
