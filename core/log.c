/* core/log.c -- one line, one write.
 *
 * Any thread logs.  Level, file and limit are set by main before threads start and only read then; the
 * allowance of log_limited() is each thread's own.  A line that cannot be written is gone: a full disk
 * must not stop the game. */
#include "core/log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
    LINE_SIZE = 2048,          /* with the newline; longer lines are cut */
    LIMITED_PER_S_INITIAL = 20,
    LAST_PRINTABLE = 0x7e,
};

static struct {
    enum log_level level;
    int fd;
    unsigned limited_per_s;
} settings = {LOG_INFO, STDERR_FILENO, LIMITED_PER_S_INITIAL};

static _Thread_local struct {
    time_t second;
    unsigned written;          /* limited lines in that second */
    unsigned dropped;          /* since the last one that was written */
} allowance;

/* A line on its way; `length` never exceeds what leaves room for the newline. */
struct line {
    char bytes[LINE_SIZE];
    size_t length;
};

static const char *const level_words[] = {
    [LOG_DEBUG] = "debug", [LOG_INFO] = "info ", [LOG_WARN] = "warn ", [LOG_ERROR] = "error",
};

bool log_begin(enum log_level level, const char *path, unsigned limited_per_s)
{
    int fd = STDERR_FILENO;
    if (path != NULL && strcmp(path, "-") != 0) {
        fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
        if (fd < 0) {
            return false;
        }
    }
    log_end();
    settings.level = level;
    settings.fd = fd;
    settings.limited_per_s = limited_per_s;
    return true;
}

void log_end(void)
{
    if (settings.fd != STDERR_FILENO) {
        close(settings.fd);
        settings.fd = STDERR_FILENO;
    }
}

static void line_add(struct line *line, const char *bytes)
{
    size_t room = LINE_SIZE - 1 - line->length;
    size_t length = strnlen(bytes, room);
    memcpy(line->bytes + line->length, bytes, length);
    line->length += length;
}

/* What players typed ends up in logs: a newline or an escape sequence must not forge a line or paint a
 * terminal. */
static void line_add_escaped(struct line *line, const char *string)
{
    for (const unsigned char *at = (const unsigned char *)string; *at != '\0'; at++) {
        char escaped[8] = {(char)*at};
        if (*at == '\n') {
            memcpy(escaped, "\\n", 3);
        } else if (*at < ' ' || *at == LAST_PRINTABLE + 1) {
            snprintf(escaped, sizeof escaped, "\\x%02x", *at);
        }
        line_add(line, escaped);
    }
}

static void line_begin(struct line *line, enum log_level level)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    struct tm utc;
    gmtime_r(&now.tv_sec, &utc);
    char stamp[32];
    strftime(stamp, sizeof stamp, "%Y-%m-%dT%H:%M:%S", &utc);
    line->length = (size_t)snprintf(line->bytes, LINE_SIZE, "%s.%03ldZ %s ", stamp, now.tv_nsec / 1000000,
                                    level_words[level]);
}

static void line_write(struct line *line)
{
    line->bytes[line->length++] = '\n';
    while (write(settings.fd, line->bytes, line->length) < 0 && errno == EINTR) {
    }
}

static PRINTF_LIKE(4, 0) void log_line(enum log_level level, const char *zone_key, unsigned dropped,
                                       const char *format, va_list arguments)
{
    if (level < settings.level) {
        return;
    }
    int saved_errno = errno; /* callers log a failure first and look at it afterwards */
    struct line line;
    line_begin(&line, level);
    if (zone_key != NULL) {
        line_add(&line, "zone=");
        line_add_escaped(&line, zone_key);
        line_add(&line, " ");
    }
    line_add(&line, "event=");
    char said[LINE_SIZE];
    if (vsnprintf(said, sizeof said, format, arguments) >= 0) {
        line_add_escaped(&line, said);
    }
    if (dropped > 0) {
        char count[32];
        snprintf(count, sizeof count, " dropped_before=%u", dropped);
        line.length = line.length < LINE_SIZE - sizeof count ? line.length : LINE_SIZE - sizeof count;
        line_add(&line, count);
    }
    line_write(&line);
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
    if (allowance.written >= settings.limited_per_s) {
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
