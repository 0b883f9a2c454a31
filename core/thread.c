/* core/thread.c -- roles, notes and names of threads.
 *
 * Any thread enters here and touches only what is its own.  A role is nothing at run time: clang's
 * thread safety analysis does its work while compiling, and that is where the roles live. */
#include "core/thread.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The two functions below are what taking a role means; there is nothing inside for clang to prove it by. */
#if defined(__clang__)
#define TAKEN_ON_TRUST __attribute__((no_thread_safety_analysis))
#else
#define TAKEN_ON_TRUST
#endif

enum {
    NOTE_SIZE = 256,
    THREAD_NAME_SIZE = 16, /* the kernel's limit, with the NUL */
    SLICE_NS = 100 * 1000, /* the kernel takes none that is shorter */
};

struct thread_role zone_role, net_role, persist_role, secret_role, main_role;

static _Thread_local char note[NOTE_SIZE];
static _Thread_local struct thread_input noted_input;

TAKEN_ON_TRUST void thread_role_begin(struct thread_role *role)
{
    (void)role;
}

TAKEN_ON_TRUST void thread_role_end(struct thread_role *role)
{
    (void)role;
}

void thread_note(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(note, sizeof note, format, arguments);
    va_end(arguments);
}

void thread_note_input(const char zone[32], const char *kind, uint64_t number, const char *words)
{
    memcpy(noted_input.zone, zone, sizeof noted_input.zone);
    noted_input.kind = kind;
    noted_input.number = number;
    strncpy(noted_input.words, words, sizeof noted_input.words - 1);
}

bool thread_input_noted(struct thread_input *input)
{
    *input = noted_input;
    return input->kind != NULL;
}

const char *thread_noted(void)
{
    const struct thread_input *input = &noted_input;
    if (input->kind != NULL)
        snprintf(note, sizeof note, "zone=%s input=%s number=%llu words='%s'", input->zone, input->kind,
                 (unsigned long long)input->number, input->words);
    return note;
}

/* What sched_setattr(2) takes, the first 48 bytes of it: the C library of Debian 12 has neither the call nor this, and the kernel's
 * own header does not go together with the library's. */
struct attributes {
    uint32_t size, policy;
    uint64_t flags;
    int32_t  nice;
    uint32_t priority;
    uint64_t slice_ns, deadline_ns, period_ns;
};

/* All but the slice stays as it is. */
bool thread_short_slices(void)
{
    struct attributes attributes = {0};
    if (syscall(SYS_sched_getattr, 0, &attributes, sizeof attributes, 0) != 0)
        return false;
    attributes.slice_ns = SLICE_NS;
    return syscall(SYS_sched_setattr, 0, &attributes, 0) == 0;
}

void thread_name(const char *format, ...)
{
    char name[THREAD_NAME_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(name, sizeof name, format, arguments);
    va_end(arguments);
    pthread_setname_np(pthread_self(), name);
}
