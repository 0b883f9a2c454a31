/* net/secret.h -- the threads that hash passwords (net/hasher.h, slow on purpose); and tokens, which need no thread.
 *
 * A password goes from the net thread straight to here, in a queue entry of its own that is wiped after
 * use; only the verdict and the hash travel on, inside the slot, to the zone that asked.  No zone, no
 * log and no recording ever holds a password. */
#ifndef NET_SECRET_H
#define NET_SECRET_H

#include "config/options.h"
#include "core/metric.h"
#include "core/route.h"

struct secret;
/* NULL: libsodium finds no randomness on this machine. */
MAIN_THREAD struct secret *secret_new(const struct options *options, struct route *route);
/* Queues a password line; slot->next says what is to be done with it: check it against the hash in slot->secret, or make
 * a new hash.  False: the queue is full; the slot is untouched and the caller answers VERDICT_BUSY itself. Else the
 * slot belongs to the secret thread, which posts it as COMMAND to `zone` with its verdict; *wait_ms is about how long that will
 * take, by how many wait and how long each took lately. */
NET_THREAD bool secret_ask(struct secret *secret, struct slot *slot, zone_id zone, const char *password, size_t length,
                           int64_t *wait_ms);
/* A token is random, so a fast hash keeps it: its hash goes to the slot, with the account it names as the line, or a new one is
 * made for the account in slot->secret.  Both say the verdict; the caller posts the slot. */
NET_THREAD void secret_token_read(struct slot *slot, const char *typed);
NET_THREAD void secret_token_make(struct slot *slot);
MAIN_THREAD void secret_begin(struct secret *secret);  /* starts options->threads_secret threads */
/* Joins them; what waits is answered VERDICT_BUSY.  After the net threads have ended, before they are
 * freed: what waits are slots of their sessions. */
MAIN_THREAD void secret_end(struct secret **secret);

#endif
