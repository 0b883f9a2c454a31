/* tests/net/test_hasher.c -- what one library makes of a password the other one takes, and broken texts are no password's. */
#include "net/hasher.h"

#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include <cmocka.h>

static const char word[] = "correct horse";
enum { LENGTH = sizeof word - 1 };

static void as_libsodium(void **state)
{
    (void)state;
    struct hasher hasher = {0};
    char text[HASHER_TEXT_SIZE];
    const struct { unsigned kib, passes; } costs[] = {{8, 1}, {64, 3}, {19456, 2}, {8, 1}};
    for (unsigned at = 0; at < sizeof costs / sizeof costs[0]; at++) {
        assert_true(hasher_make(&hasher, word, LENGTH, costs[at].kib, costs[at].passes, text));
        assert_int_equal(crypto_pwhash_str_verify(text, word, LENGTH), 0);
        assert_int_not_equal(crypto_pwhash_str_verify(text, word, LENGTH - 1), 0);
        assert_int_equal(hasher_check(&hasher, word, LENGTH, text), HASHER_RIGHT);
        assert_int_equal(hasher_check(&hasher, word, LENGTH - 1, text), HASHER_WRONG);
        assert_int_equal(crypto_pwhash_str_alg(text, word, LENGTH, costs[at].passes, costs[at].kib * 1024, crypto_pwhash_ALG_ARGON2ID13), 0);
        assert_int_equal(hasher_check(&hasher, word, LENGTH, text), HASHER_RIGHT);
        assert_int_equal(hasher_check(&hasher, "correct house", LENGTH, text), HASHER_WRONG);
    }
    hasher_end(&hasher);
    assert_null(hasher.memory);
}

static void salted(void **state)
{
    (void)state;
    struct hasher hasher = {0};
    char one[HASHER_TEXT_SIZE], other[HASHER_TEXT_SIZE];
    assert_true(hasher_make(&hasher, word, LENGTH, 8, 1, one));
    assert_true(hasher_make(&hasher, word, LENGTH, 8, 1, other));
    assert_string_not_equal(one, other);
    hasher_end(&hasher);
}

/* The same memory for one after the other, more of it only for who needs more; wiped behind each. */
static void memory_stays(void **state)
{
    (void)state;
    struct hasher hasher = {0};
    char text[HASHER_TEXT_SIZE];
    assert_true(hasher_make(&hasher, word, LENGTH, 64, 1, text));
    const uint8_t *memory = hasher.memory;
    size_t size = hasher.size;
    assert_true(size >= 64 * 1024);
    assert_true(hasher_make(&hasher, word, LENGTH, 8, 1, text));
    assert_int_equal(hasher_check(&hasher, word, LENGTH, text), HASHER_RIGHT);
    assert_true(hasher.memory == memory && hasher.size == size);
    for (size_t at = 0; at < size; at++)
        assert_int_equal(memory[at], 0);
    assert_true(hasher_make(&hasher, word, LENGTH, 128, 1, text));
    assert_true(hasher.size >= 128 * 1024);
    hasher_end(&hasher);
}

static void broken_texts(void **state)
{
    (void)state;
    struct hasher hasher = {0};
    char text[HASHER_TEXT_SIZE], broken[HASHER_TEXT_SIZE + 1];
    assert_true(hasher_make(&hasher, word, LENGTH, 8, 1, text));
    for (size_t at = 0; at < strlen(text); at++) {
        snprintf(broken, sizeof broken, "%s", text);
        broken[at] = broken[at] == '!' ? '?' : '!';
        assert_int_equal(hasher_check(&hasher, word, LENGTH, broken), HASHER_WRONG);
        snprintf(broken, at + 1, "%s", text);
        assert_int_equal(hasher_check(&hasher, word, LENGTH, broken), HASHER_WRONG);
    }
    snprintf(broken, sizeof broken, "%sA", text);
    assert_int_equal(hasher_check(&hasher, word, LENGTH, broken), HASHER_WRONG);
    snprintf(broken, sizeof broken, "%s", text);
    strstr(broken, "p=1")[2] = '2';                      /* of two lanes */
    assert_int_equal(hasher_check(&hasher, word, LENGTH, broken), HASHER_WRONG);
    static const char *const others[] = {
        "", "x", "$argon2id$v=19$m=4294967295,t=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaA", "$argon2id$v=19$m=8,t=0,p=1$$", "$2a$10$abcdefghij",
        "$argon2i$v=19$m=8,t=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaA", "$argon2id$v=16$m=8,t=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaA",
    };
    for (unsigned at = 0; at < sizeof others / sizeof others[0]; at++)
        assert_int_equal(hasher_check(&hasher, word, LENGTH, others[at]), HASHER_WRONG);
    hasher_end(&hasher);
}

static void no_memory(void **state)
{
    (void)state;
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    struct hasher hasher = {0};
    char text[HASHER_TEXT_SIZE], big[HASHER_TEXT_SIZE];
    struct rlimit all, little;
    assert_true(hasher_make(&hasher, word, LENGTH, 8, 1, text));
    assert_true(hasher_make(&hasher, word, LENGTH, 65536, 1, big));
    hasher_end(&hasher);
    assert_int_equal(getrlimit(RLIMIT_AS, &all), 0);
    little = (struct rlimit){.rlim_cur = 1 << 20, .rlim_max = all.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_AS, &little), 0);
    bool made = hasher_make(&hasher, word, LENGTH, 65536, 1, text);
    enum hasher_answer answer = hasher_check(&hasher, word, LENGTH, big);
    assert_int_equal(setrlimit(RLIMIT_AS, &all), 0);
    assert_false(made);
    assert_int_equal(answer, HASHER_NO_MEMORY);
    assert_int_equal(hasher_check(&hasher, word, LENGTH, big), HASHER_RIGHT);
    hasher_end(&hasher);
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_libsodium), cmocka_unit_test(salted), cmocka_unit_test(memory_stays), cmocka_unit_test(broken_texts),
        cmocka_unit_test(no_memory),
    };
    return sodium_init() < 0 || cmocka_run_group_tests(tests, NULL, NULL);
}
