/* tests/core/test_memory.c -- what is given is zeroed, aligned and counted; running out is one clean stop. */
#include "core/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static void test_get_is_zeroed(void **state)
{
    (void)state;
    for (size_t size = 0; size < 5000; size += 97) {
        char *memory = memory_get(size);
        assert_non_null(memory);
        for (size_t i = 0; i < size; i++) {
            assert_int_equal(memory[i], 0);
        }
        memset(memory, 0xff, size);
        memory_free(memory);
    }
    memory_free(NULL);
}

static void test_resize_keeps_content(void **state)
{
    (void)state;
    char *memory = memory_resize(NULL, 4);
    memcpy(memory, "abc", 4);
    memory = memory_resize(memory, 100000);
    assert_string_equal(memory, "abc");
    memory = memory_resize(memory, 0);
    assert_non_null(memory);
    memory_free(memory);
}

static void test_string_is_a_copy(void **state)
{
    (void)state;
    char original[] = "temple";
    char *copy = memory_string(original);
    original[0] = 'T';
    assert_string_equal(copy, "temple");
    memory_free(copy);
}

static void test_arena_gives_zeroed_and_aligned(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    char *given[400];
    for (size_t i = 0; i < 400; i++) {
        size_t size = i * 37 % 700;
        given[i] = arena_get(arena, size);
        assert_int_equal((uintptr_t)given[i] % 16, 0);
        for (size_t at = 0; at < size; at++) {
            assert_int_equal(given[i][at], 0);
        }
        memset(given[i], (int)i, size);
    }
    for (size_t i = 0; i < 400; i++) { /* nobody wrote into what another was given */
        for (size_t at = 0; at < i * 37 % 700; at++) {
            assert_int_equal((unsigned char)given[i][at], i % 256);
        }
    }
    arena_free(&arena);
    assert_null(arena);
}

static void test_arena_large_requests(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_int_equal(arena_size(arena), 0);
    char *first = arena_get(arena, 1000000);
    memset(first, 1, 1000000);
    size_t size = arena_size(arena);
    assert_true(size >= 1000000);
    char *small = arena_get(arena, 10);
    char *second = arena_get(arena, 200000);
    memset(second, 2, 200000);
    char *next = arena_get(arena, 10); /* the block begun for `small` is still the current one */
    assert_ptr_equal(next, small + 16);
    assert_true(arena_size(arena) >= size + 200000);
    arena_free(&arena);
}

static void test_arena_strings(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_string_equal(arena_string(arena, ""), "");
    assert_string_equal(arena_string(arena, "a quiet room"), "a quiet room");
    assert_string_equal(arena_string_length(arena, "a quiet room", 7), "a quiet");
    arena_free(&arena);
}

static void test_arena_free_of_nothing(void **state)
{
    (void)state;
    struct arena *arena = NULL;
    arena_free(&arena);
    assert_null(arena);
    arena = arena_new();
    arena_free(&arena);
    assert_null(arena);
}

/* In a child, whose standard error is a pipe. The sizes cannot be had whatever the allocator. */
static void run_out(int writing_end)
{
    dup2(writing_end, STDERR_FILENO);
    struct arena *arena = arena_new();
    arena_get(arena, SIZE_MAX - 3);
    _exit(0);
}

static void test_out_of_memory_is_a_clean_stop(void **state)
{
    (void)state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        run_out(ends[1]);
    }
    close(ends[1]);
    char said[256] = {0};
    ssize_t length = read(ends[0], said, sizeof said - 1);
    close(ends[0]);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 70);
    assert_true(length > 0);
    assert_non_null(strstr(said, "event=out_of_memory"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_get_is_zeroed),
        cmocka_unit_test(test_resize_keeps_content),
        cmocka_unit_test(test_string_is_a_copy),
        cmocka_unit_test(test_arena_gives_zeroed_and_aligned),
        cmocka_unit_test(test_arena_large_requests),
        cmocka_unit_test(test_arena_strings),
        cmocka_unit_test(test_arena_free_of_nothing),
        cmocka_unit_test(test_out_of_memory_is_a_clean_stop),
    };
    return cmocka_run_group_tests_name("memory", tests, NULL, NULL);
}
