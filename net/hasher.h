/* net/hasher.h -- argon2id for one thread, in memory that it keeps.
 *
 * libsodium, which does the same, maps that memory anew for every password: the kernel then holds the process's map while it makes
 * thousands of pages, and whoever else wants memory of it waits for a thread that gives way to everybody.  So the hash is computed by
 * libargon2, in memory taken once; as it wipes that behind every password, nothing of one stays in it.
 *
 * What is kept of a password is the text that both libraries write and read (PHC string format):
 *     $argon2id$v=19$m=KIB,t=PASSES,p=1$SALT$HASH      salt of 16 bytes and hash of 32, base64 without padding
 * so passwords are checked with the cost they were made with.  The thread that owns the hasher calls. */
#ifndef NET_HASHER_H
#define NET_HASHER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hasher {
    uint8_t *memory;   /* NULL: none yet */
    size_t   size;
};

enum { HASHER_TEXT_SIZE = 128 };   /* with its NUL */
enum hasher_answer { HASHER_RIGHT, HASHER_WRONG, HASHER_NO_MEMORY };

/* Makes the text for this password.  False: no memory. */
bool hasher_make(struct hasher *hasher, const char *password, size_t length, unsigned kib, unsigned passes,
                 char text[HASHER_TEXT_SIZE]);
/* A text that is none of these is no password's: HASHER_WRONG. */
enum hasher_answer hasher_check(struct hasher *hasher, const char *password, size_t length, const char *text);
void hasher_end(struct hasher *hasher);

#endif
