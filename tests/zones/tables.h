/* tests/zones/tables.h -- the tables of the game, read once for a whole test program and never freed.
 *
 * What they say may change at any time: a test that is about numbers takes them from here, not from its memory.
 * Whether they are free of mistakes is what tests/zones/rules/test_skills.c asks. */
#ifndef TESTS_ZONES_TABLES_H
#define TESTS_ZONES_TABLES_H

#include "zones/rules/rules.h"

#include <assert.h>

__attribute__((unused)) static const struct rules *tables(void)
{
    static const struct rules *rules;
    if (rules == NULL) {
        unsigned mistakes = 0;
        FILE *nowhere = fopen("/dev/null", "w");
        assert(nowhere != NULL);
        rules = rules_load("zones/tables", nowhere, &mistakes);
        fclose(nowhere);
    }
    assert(rules != NULL);
    return rules;
}

#endif
