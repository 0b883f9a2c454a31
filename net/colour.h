/* net/colour.h -- one colour, many terminals: the nearest each can show.  Pure; anybody may call. */
#ifndef NET_COLOUR_H
#define NET_COLOUR_H

#include <stdint.h>

enum colours { COLOURS_NONE, COLOURS_16, COLOURS_256, COLOURS_TRUE };

enum { COLOUR_SGR_SIZE = 32 };

/* The escape sequence for red << 16 | green << 8 | blue, and nothing else on; empty for COLOURS_NONE. */
void colour_sgr(enum colours colours, uint32_t rgb, char sgr[COLOUR_SGR_SIZE]);

#endif
