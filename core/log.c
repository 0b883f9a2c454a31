/* core/log.c -- one line, one write.
 *
 * Any thread logs.  File and shape are set by main before threads start and only read then; the
 * allowance of log_limited() is each thread's own.  A line that cannot be written is gone: a full disk
 * must not stop the game. */
#include "core/log_shape.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { LIMITED_PER_S_INITIAL = 20 };

static struct {
    _Atomic int level;
    _Atomic unsigned limited_per_s;
    enum log_shape shape;
    int fd;
    const char *path;           /* NULL: standard error */
} settings = {.level = LOG_INFO, .limited_per_s = LIMITED_PER_S_INITIAL, .fd = STDERR_FILENO};

static _Thread_local struct {
    time_t second;
    unsigned written;          /* limited lines in that second */
    unsigned dropped;          /* since the last one that was written */
} allowance;

void log_rule(enum log_level level, unsigned limited_per_s)
{
    atomic_store_explicit(&settings.level, (int)level, memory_order_relaxed);
    atomic_store_explicit(&settings.limited_per_s, limited_per_s, memory_order_relaxed);
}

static int file_open(const char *path)
{
    return open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
}

bool log_begin(enum log_level level, const char *path, unsigned limited_per_s)
{
    bool file = path != NULL && strcmp(path, "-") != 0;
    int fd = file ? file_open(path) : STDERR_FILENO;
    if (fd < 0) {
        return false;
    }
    log_end();
    log_rule(level, limited_per_s);
    settings.fd = fd;
    settings.path = file ? path : NULL;
    return true;
}

/* Threads that write meanwhile write into the one or the other. */
bool log_reopen(void)
{
    int fd = settings.path == NULL ? STDERR_FILENO : file_open(settings.path);
    if (fd == STDERR_FILENO) {
        return true;
    }
    if (fd < 0) {
        return false;
    }
    bool taken = dup3(fd, settings.fd, O_CLOEXEC) >= 0;
    int reason = errno;
    close(fd);
    errno = reason;
    return taken;
}

void log_shape(enum log_shape shape)
{
    settings.shape = shape;
}

void log_end(void)
{
    if (settings.fd != STDERR_FILENO) {
        close(settings.fd);
        settings.fd = STDERR_FILENO;
        settings.path = NULL;
    }
}

const char *log_quotable(const char *words, char *buffer, size_t size)
{
    snprintf(buffer, size, "%s", words);
    for (char *at = strchr(buffer, '"'); at != NULL; at = strchr(at, '"')) {
        *at = '\'';
    }
    return buffer;
}

static PRINTF_LIKE(4, 0) void log_line(enum log_level level, const char *zone_key, unsigned dropped,
                                       const char *format, va_list arguments)
{
    if ((int)level < atomic_load_explicit(&settings.level, memory_order_relaxed)) {
        return;
    }
    int saved_errno = errno; /* callers log a failure first and look at it afterwards */
    char said[LOG_LINE_SIZE], line[LOG_LINE_SIZE];
    struct log_saying saying = {.level = level, .zone = zone_key, .words = said, .dropped = dropped};
    clock_gettime(CLOCK_REALTIME, &saying.when);
    if (vsnprintf(said, sizeof said, format, arguments) < 0) {
        said[0] = '\0';
    }
    size_t length = log_line_make(settings.shape, &saying, line);
    while (write(settings.fd, line, length) < 0 && errno == EINTR) {
    }
    errno = saved_errno;
}

void log_debug(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    log_line(LOG_DEBUG, NULL, 0, format, arguments);
    va_end(arguments);
}

void log_info(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    log_line(LOG_INFO, NULL, 0, format, arguments);
    va_end(arguments);
}

void log_warn(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    log_line(LOG_WARN, NULL, 0, format, arguments);
    va_end(arguments);
}

void log_error(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    log_line(LOG_ERROR, NULL, 0, format, arguments);
    va_end(arguments);
}

void log_zone(const char *zone_key, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    log_line(LOG_INFO, zone_key, 0, format, arguments);
    va_end(arguments);
}

/* True while this thread may still write a limited line in the present second. */
static bool allowance_take(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    if (now.tv_sec != allowance.second) {
        allowance.second = now.tv_sec;
        allowance.written = 0;
    }
    if (allowance.written >= atomic_load_explicit(&settings.limited_per_s, memory_order_relaxed)) {
        allowance.dropped++;
        return false;
    }
    allowance.written++;
    return true;
}

void log_limited(const char *format, ...)
{
    if (!allowance_take()) {
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    log_line(LOG_WARN, NULL, allowance.dropped, format, arguments);
    va_end(arguments);
    allowance.dropped = 0;
}
