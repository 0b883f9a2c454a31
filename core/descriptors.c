/* core/descriptors.c -- see descriptors.h. */
#include "core/descriptors.h"

#include "core/log.h"

#include <sys/resource.h>

enum { KEPT_BACK = 128 };

static int64_t limit_raised(void)
{
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) != 0)
        return INT64_MAX;
    rlim_t soft = files.rlim_cur;
    files.rlim_cur = files.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &files) != 0)
        files.rlim_cur = soft;
    return files.rlim_cur > INT64_MAX ? INT64_MAX : (int64_t)files.rlim_cur;
}

int64_t descriptors_begin(int64_t wanted)
{
    int64_t limit = limit_raised(), kept = limit / 2 < KEPT_BACK ? limit / 2 : KEPT_BACK;
    int64_t room = limit - kept < wanted ? limit - kept : wanted;
    if (room < wanted)
        log_warn("connections_limited most=%lld wanted=%lld reason=\"ulimit -n is %lld\"", (long long)room, (long long)wanted, (long long)limit);
    else
        log_info("connections_limited most=%lld", (long long)room);
    return room;
}
