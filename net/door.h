/* net/door.h -- how many may come in, and how often they are told about the game: counted by address, over
 * all net threads.
 *
 * The one thing net threads share that changes, behind a lock that is taken only when a connection
 * begins or ends, or asks for the table of MSSP.  An IPv6 client counts by its /64 network: one household has that many addresses. */
#ifndef NET_DOOR_H
#define NET_DOOR_H

#include "config/options.h"

#include <netinet/in.h>

struct door;

enum door_answer { DOOR_LET_IN, DOOR_FULL, DOOR_ADDRESS_FULL };

/* NULL: libsodium finds no randomness on this machine. */
MAIN_THREAD struct door *door_new(const struct options *options);
/* Before threads start: no more connections than that, however many net.sessions_max allows. */
MAIN_THREAD void door_narrow(struct door *door, int64_t sessions_max);
MAIN_THREAD void door_free(struct door **door);
/* DOOR_LET_IN counts the address in; door_leave() it once. */
NET_THREAD enum door_answer door_enter(struct door *door, const struct in6_addr *address);
NET_THREAD void door_leave(struct door *door, const struct in6_addr *address);
/* May this address be given the table (net.census_per_minute)?  Counts it if so.  now: world ms. */
NET_THREAD bool door_may_tell(struct door *door, const struct in6_addr *address, int64_t now);

#endif
