/* core/facts.h -- how a zone tells net what a client may show of its character: pools, place, exits.
 *
 * A text of pairs; net knows the names (net/msdp.def), not what they mean:
 *
 *     FACT_NAME name FACT_VALUE value   FACT_NAME name FACT_VALUE value   ...
 *
 * A value is plain UTF-8 without control bytes, or one table: FACT_TABLE, pairs as above, FACT_TABLE_END.
 * An empty table is an empty value.  Each text is the whole of what is true now; a name that is not in it
 * is not true of this character.  The marks are those of MSDP, so net sends a value as it came. */
#ifndef CORE_FACTS_H
#define CORE_FACTS_H

enum fact_mark { FACT_NAME = 1, FACT_VALUE, FACT_TABLE, FACT_TABLE_END, FACT_ARRAY, FACT_ARRAY_END };

#endif
