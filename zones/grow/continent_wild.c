#include "zones/grow/continent_parts.h"
bool grow_wild(struct continent *continent, const struct yaml_node *data, struct mistakes *mistakes){(void)continent;(void)data;(void)mistakes;return true;}
void wild_write(const struct continent *c, FILE *out){(void)c;(void)out;}
