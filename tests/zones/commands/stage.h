/* tests/zones/commands/stage.h -- a town with Ada and Bob in its temple, which most tests of commands begin with. */
#ifndef TESTS_ZONES_COMMANDS_STAGE_H
#define TESTS_ZONES_COMMANDS_STAGE_H

#include "tests/zones/town.h"

static struct town town;

PLAYS_ALL int begin(void **state)
{
    (void)state;
    town_begin(&town);
    snprintf(town.options.game_keepers, sizeof town.options.game_keepers, "nobody, dan");
    town_open(&town);
    for (unsigned at = ADA; at <= BOB; at++)
        town_enters(&town, at, TEMPLE);
    town_reads(&town, ADA);
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    town_close(&town);
    return 0;
}

#define SAYS(line, answer) town_says(&town, ADA, line, answer)
#define BOB_READS(words) assert_string_equal(town_reads(&town, BOB), words)

#endif
