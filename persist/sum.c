/* persist/sum.c -- see sum.h. */
#include "persist/sum.h"

#include "core/bytes.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { TAIL_BYTES = 8 };

static uint32_t key_hash(const char *key)
{
    uint32_t hash = 0;
    for (; *key != '\0'; key++)
        hash = hash * 31 + (uint8_t)*key;
    return hash;
}

struct tail tail_of(const char *bytes, size_t length)
{
    if (length == 0)
        return (struct tail){.there = false};
    uint8_t last[TAIL_BYTES] = {0};
    size_t some = length < TAIL_BYTES ? length : TAIL_BYTES;
    memcpy(last, bytes + length - some, some);
    struct bytes_reader reader = bytes_read(last, sizeof last);
    return (struct tail){.there = true, .end = take_u64(&reader)};
}

void sum_turn(struct sum *sum, const char *key, struct tail was, struct tail is)
{
    sum->ends ^= was.end ^ is.end;
    if (was.there == is.there)
        return;
    sum->ends ^= key_hash(key);
    sum->count += is.there ? 1 : UINT64_MAX;
}

void sum_print(const struct sum *sum, char printed[SUM_SIZE])
{
    snprintf(printed, SUM_SIZE, "%" PRIu64 " %08" PRIx32 " %08" PRIx32, sum->count, (uint32_t)sum->ends,
             (uint32_t)(sum->ends >> 32));
}

bool sum_read(struct sum *sum, const char *seal)
{
    uint32_t first, second;
    const char *at = seal + strlen(seal);
    for (unsigned blanks = 0; at > seal; at--)
        if (at[-1] == ' ' && ++blanks == 3)
            break;
    if (sscanf(at, "%" SCNu64 " %" SCNx32 " %" SCNx32, &sum->count, &first, &second) != 3)
        return false;
    sum->ends = first | (uint64_t)second << 32;
    char printed[SUM_SIZE];
    sum_print(sum, printed);
    return strcmp(printed, at) == 0;
}
