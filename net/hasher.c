/* net/hasher.c -- see hasher.h. */
#include "net/hasher.h"

#include <argon2.h>
#include <assert.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

enum { SALT_SIZE = 16, HASH_SIZE = 32, LANES = 1, KIB_MAX = 1 << 20, PASSES_MAX = 1024 };
enum { BASE64 = sodium_base64_VARIANT_ORIGINAL_NO_PADDING, SALT_TEXT_SIZE = 23, HASH_TEXT_SIZE = 44 };

/* What a text says. */
struct kept {
    unsigned kib, passes;
    uint8_t  salt[SALT_SIZE], hash[HASH_SIZE];
};

/* -- the memory: the library asks for it by a function that is told nothing else */

static _Thread_local struct hasher *hasher_at_work;

static int memory_lend(uint8_t **memory, size_t size)
{
    struct hasher *hasher = hasher_at_work;
    if (hasher->size < size) {
        hasher_end(hasher);
        void *mapped = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (mapped == MAP_FAILED)
            return ARGON2_MEMORY_ALLOCATION_ERROR;
        *hasher = (struct hasher){.memory = mapped, .size = size};
    }
    *memory = hasher->memory;
    return ARGON2_OK;
}

static void memory_returned(uint8_t *memory, size_t size)
{
    assert(memory == hasher_at_work->memory && size <= hasher_at_work->size);
}

void hasher_end(struct hasher *hasher)
{
    if (hasher->memory != NULL)
        munmap(hasher->memory, hasher->size);
    *hasher = (struct hasher){0};
}

/* -- the hash */

/* Of `kept` all but the hash is read.  False: no memory. */
static bool compute(struct hasher *hasher, const char *password, size_t length, const struct kept *kept, uint8_t hash[HASH_SIZE])
{
    assert(length <= UINT32_MAX);
    argon2_context context = {
        .out = hash,
        .outlen = HASH_SIZE,
        .pwd = (uint8_t *)password,      /* is not changed: no flag asks for it to be wiped */
        .pwdlen = (uint32_t)length,
        .salt = (uint8_t *)kept->salt,
        .saltlen = SALT_SIZE,
        .t_cost = kept->passes,
        .m_cost = kept->kib,
        .lanes = LANES,
        .threads = 1,
        .version = ARGON2_VERSION_13,
        .allocate_cbk = memory_lend,
        .free_cbk = memory_returned,
        .flags = ARGON2_DEFAULT_FLAGS,
    };
    hasher_at_work = hasher;
    int outcome = argon2id_ctx(&context);
    hasher_at_work = NULL;
    assert(outcome == ARGON2_OK || outcome == ARGON2_MEMORY_ALLOCATION_ERROR);
    return outcome == ARGON2_OK;
}

/* -- the text */

static void kept_write(const struct kept *kept, char text[HASHER_TEXT_SIZE])
{
    char salt[SALT_TEXT_SIZE], hash[HASH_TEXT_SIZE];
    sodium_bin2base64(salt, sizeof salt, kept->salt, SALT_SIZE, BASE64);
    sodium_bin2base64(hash, sizeof hash, kept->hash, HASH_SIZE, BASE64);
    int length = snprintf(text, HASHER_TEXT_SIZE, "$argon2id$v=%d$m=%u,t=%u,p=%d$%s$%s", ARGON2_VERSION_13, kept->kib, kept->passes, LANES,
                          salt, hash);
    assert(length < HASHER_TEXT_SIZE);
}

static bool part_read(uint8_t *bytes, size_t size, const char *text, size_t length)
{
    size_t read = 0;
    return sodium_base642bin(bytes, size, text, length, NULL, &read, NULL, BASE64) == 0 && read == size;
}

static bool kept_read(const char *text, struct kept *kept)
{
    unsigned version, lanes;
    int salt = 0;
    if (sscanf(text, "$argon2id$v=%u$m=%u,t=%u,p=%u$%n", &version, &kept->kib, &kept->passes, &lanes, &salt) != 4 || salt == 0)
        return false;
    size_t salt_length = strcspn(text + salt, "$");
    const char *hash = text + salt + salt_length;
    return version == ARGON2_VERSION_13 && lanes == LANES && kept->kib >= 8 && kept->kib <= KIB_MAX && kept->passes >= 1 &&
           kept->passes <= PASSES_MAX && *hash == '$' && part_read(kept->salt, SALT_SIZE, text + salt, salt_length) &&
           part_read(kept->hash, HASH_SIZE, hash + 1, strlen(hash + 1));
}

bool hasher_make(struct hasher *hasher, const char *password, size_t length, unsigned kib, unsigned passes,
                 char text[HASHER_TEXT_SIZE])
{
    struct kept kept = {.kib = kib, .passes = passes};
    randombytes_buf(kept.salt, SALT_SIZE);
    if (!compute(hasher, password, length, &kept, kept.hash))
        return false;
    kept_write(&kept, text);
    sodium_memzero(&kept, sizeof kept);
    return true;
}

enum hasher_answer hasher_check(struct hasher *hasher, const char *password, size_t length, const char *text)
{
    struct kept kept;
    uint8_t hash[HASH_SIZE];
    if (!kept_read(text, &kept))
        return HASHER_WRONG;
    if (!compute(hasher, password, length, &kept, hash))
        return HASHER_NO_MEMORY;
    bool right = sodium_memcmp(hash, kept.hash, HASH_SIZE) == 0;
    sodium_memzero(hash, sizeof hash);
    sodium_memzero(&kept, sizeof kept);
    return right ? HASHER_RIGHT : HASHER_WRONG;
}
