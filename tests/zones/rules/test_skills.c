#include "zones/rules/rules.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
int main(int argc, char **argv)
{
    unsigned mistakes = 0;
    struct rules *rules = rules_load(argc > 1 ? argv[1] : "zones/tables", stdout, &mistakes);
    if (rules != NULL)
        printf("%u races, %u classes, %u skills (%u learnable), %u mistakes\n", rules->race_count, rules->class_count, rules->skill_count, skills_learnable(rules), mistakes);
    rules_free(&rules);
    return mistakes > 0;
}
