/* core/thread.h -- the kinds of thread, and what each of them may call.
 *
 *   kind      how many        owns
 *   main      1               start, stop, signals, moving zones, grace periods
 *   net       threads.net     its listener, its sessions, their sockets and buffers
 *   worker    threads.zone    the zones of its shard, its inbox
 *   persist   1               the connection to the store, the open cut
 *   secret    threads.secret  nothing; it hashes passwords
 *
 * A function that only one kind of thread may call says so in its prototype.  Under clang the words
 * below are capabilities and -Wthread-safety checks every direct call; gcc reads past them.  The
 * check follows neither function pointers nor "worker 3, not worker 5": where that matters the
 * callee asserts it as well. */
#ifndef CORE_THREAD_H
#define CORE_THREAD_H

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>

#if defined(__clang__)
#define ROLE __attribute__((capability("role")))
#define REQUIRES_ROLE(role) __attribute__((requires_capability(role)))
#define ACQUIRES_ROLE(role) __attribute__((acquire_capability(role)))
#define RELEASES_ROLE(role) __attribute__((release_capability(role)))
#else
#define ROLE
#define REQUIRES_ROLE(role)
#define ACQUIRES_ROLE(role)
#define RELEASES_ROLE(role)
#endif

struct ROLE thread_role {
    char unused;
};
extern struct thread_role zone_role, net_role, persist_role, secret_role, main_role;

/* In front of a prototype.  ZONE_THREAD: the worker that runs the zone in question. */
#define ZONE_THREAD    REQUIRES_ROLE(zone_role)
#define NET_THREAD     REQUIRES_ROLE(net_role)
#define PERSIST_THREAD REQUIRES_ROLE(persist_role)
#define SECRET_THREAD  REQUIRES_ROLE(secret_role)
#define MAIN_THREAD    REQUIRES_ROLE(main_role)
#define ANY_THREAD
#define OWNER_ONLY

/* A thread function takes its role first and lays it down last. */
void thread_role_begin(struct thread_role *role) ACQUIRES_ROLE(*role);
void thread_role_end(struct thread_role *role) RELEASES_ROLE(*role);

/* Printf format checking for our own formatters. */
#define PRINTF_LIKE(at, first) __attribute__((format(printf, at, first)))

/* What this thread is doing, for the line an assert or a crash leaves behind.  The string is copied. */
ANY_THREAD void thread_note(const char *format, ...) PRINTF_LIKE(1, 2);
ANY_THREAD const char *thread_noted(void);

/* The same, cheap enough for every input of every zone: kept as it is, put into words only when asked for. */
struct thread_input {
    char        zone[32];
    const char *kind;          /* a constant */
    uint64_t    number;
    char        words[48];
};
ANY_THREAD void thread_note_input(const char zone[32], const char *kind, uint64_t number, const char *words);
/* False: nothing has been noted. */
ANY_THREAD bool thread_input_noted(struct thread_input *input);
/* For threads that players wait for: this one runs in slices of 0.1 ms, the least there is, so that when it wakes up the kernel
 * (Linux 6.12 and later; earlier ones take no notice) lets it run in front of one of its own priority or less that is in the
 * middle of a longer slice.  It has no more of the processor for that.  False: the kernel refused, and all is as it was. */
ANY_THREAD bool thread_short_slices(void);
/* Names the thread (15 bytes at most, shown by ps and gdb). */
ANY_THREAD void thread_name(const char *format, ...) PRINTF_LIKE(1, 2);

#endif
