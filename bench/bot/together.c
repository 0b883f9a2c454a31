/* bench/bot/together.c -- see together.h. */
#include "bench/bot/together.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

struct together {
    unsigned     count, begun;
    pid_t        processes[PROCESSES_MAX];      /* the first one's; [0] is itself */
    _Atomic bool given_up;
    _Atomic unsigned arrived[STAGES_MAX];
    struct share shares[PROCESSES_MAX];
};

struct together *together_begin(unsigned count, unsigned *number)
{
    struct together *together = mmap(NULL, sizeof *together, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    *number = 0;
    if (together == MAP_FAILED)
        return NULL;
    pid_t first = getpid();
    together->count = count;
    for (together->begun = 1; together->begun < count; together->begun++) {
        unsigned mine = together->begun;
        pid_t process = fork();
        if (process < 0) {
            together_give_up(together);
            break;
        }
        if (process == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            if (getppid() != first)
                _exit(1);
            *number = mine;
            return together;
        }
        together->processes[mine] = process;
    }
    return together;
}

void together_leave(struct together *together)
{
    _exit(together_given_up(together) ? 1 : 0);
}

bool together_wait(struct together *together)
{
    bool good = true;
    for (unsigned at = 1; at < together->begun; at++) {
        int status = 0;
        while (waitpid(together->processes[at], &status, 0) < 0 && errno == EINTR) {
        }
        good = good && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }
    return good;
}

void together_end(struct together **together)
{
    munmap(*together, sizeof **together);
    *together = NULL;
}

struct share *together_share(struct together *together, unsigned number)
{
    return &together->shares[number];
}

void together_arrive(struct together *together, unsigned stage)
{
    atomic_fetch_add(&together->arrived[stage], 1);
}

bool together_all(const struct together *together, unsigned stage)
{
    return atomic_load(&together->arrived[stage]) >= together->count;
}

void together_give_up(struct together *together)
{
    atomic_store(&together->given_up, true);
}

bool together_given_up(const struct together *together)
{
    return atomic_load(&together->given_up);
}
