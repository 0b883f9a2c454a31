/* core/notify.c -- see notify.h.  Entered by the main thread only. */
#include "core/notify.h"

#include "core/log.h"
#include "core/memory.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { NS_PER_MS = 1000000, NS_PER_US = 1000, WATCHDOG_MARGIN = 2 };
#define WATCHDOG_US_MAX INT64_C(86400000000)

struct notify {
    int                fd;
    struct sockaddr_un address;
    socklen_t          length;
    int64_t            every_ns;       /* 0: no watchdog */
    int64_t            due_ns;
};

/* An abstract name begins with @, a path with /. */
static bool address_make(struct notify *notify, const char *name)
{
    size_t length = strlen(name);
    if ((name[0] != '/' && name[0] != '@') || length >= sizeof notify->address.sun_path)
        return false;
    notify->address.sun_family = AF_UNIX;
    memcpy(notify->address.sun_path, name, length);
    if (name[0] == '@')
        notify->address.sun_path[0] = '\0';
    notify->length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length);
    return true;
}

/* Ours is the watchdog unless it names somebody else. */
static int64_t watchdog_ns(void)
{
    const char *wanted = getenv("WATCHDOG_USEC"), *whose = getenv("WATCHDOG_PID");
    if (wanted == NULL || (whose != NULL && strtoll(whose, NULL, 10) != getpid()))
        return 0;
    long long us = strtoll(wanted, NULL, 10);
    return us > 0 && us <= WATCHDOG_US_MAX ? us * NS_PER_US / WATCHDOG_MARGIN : 0;
}

struct notify *notify_new(void)
{
    const char *name = getenv("NOTIFY_SOCKET");
    if (name == NULL)
        return NULL;
    struct notify *notify = memory_get(sizeof *notify);
    notify->fd = address_make(notify, name) ? socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0) : -1;
    if (notify->fd < 0)
        log_warn("notify_refused reason=\"NOTIFY_SOCKET is no name of a socket\"");
    notify->every_ns = watchdog_ns();
    unsetenv("NOTIFY_SOCKET");
    unsetenv("WATCHDOG_USEC");
    unsetenv("WATCHDOG_PID");
    if (notify->fd < 0)
        notify_free(&notify);
    return notify;
}

void notify_free(struct notify **notify)
{
    if (*notify == NULL)
        return;
    if ((*notify)->fd >= 0)
        close((*notify)->fd);
    memory_free(*notify);
    *notify = NULL;
}

void notify_say(struct notify *notify, const char *lines)
{
    if (notify == NULL)
        return;
    if (sendto(notify->fd, lines, strlen(lines), MSG_NOSIGNAL, (const struct sockaddr *)&notify->address, notify->length) < 0)
        log_limited("notify_failed reason=\"%s\"", strerror(errno));
}

int64_t notify_turn(struct notify *notify, int64_t now_ns)
{
    if (notify == NULL || notify->every_ns == 0)
        return -1;
    if (now_ns >= notify->due_ns) {
        notify_say(notify, "WATCHDOG=1");
        notify->due_ns = now_ns + notify->every_ns;
    }
    return (notify->due_ns - now_ns + NS_PER_MS - 1) / NS_PER_MS;
}
