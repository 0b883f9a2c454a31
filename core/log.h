/* core/log.h -- a log line is an event with a subject.
 *
 *   2026-11-22T15:04:05.123Z info  zone=midgaard event=traveller_refused who=Ada reason="room is full"
 *
 * Lines are one write() each, so threads never mix within one.  Formats begin with the event's name:
 * log_info("server_started port=%u", port).  What strangers can cause goes through log_limited(): at
 * most `log.limited_per_s` lines a second and thread, the rest are counted and told with the next.
 * core/log_shape.h shows a line's other shapes. */
#ifndef CORE_LOG_H
#define CORE_LOG_H

#include "core/thread.h"

#include <stddef.h>

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };
enum log_shape { LOG_PLAIN, LOG_JSON, LOG_JOURNAL };

/* Main, before threads start.  path NULL or "-" is standard error; it is kept, not copied.  False: errno says why. */
bool log_begin(enum log_level level, const char *path, unsigned limited_per_s);
void log_shape(enum log_shape shape);
void log_end(void);
/* At any time: opens its file by its name again, such as after somebody has moved the old one away.  False: errno says why, and the
 * old one stays. */
MAIN_THREAD bool log_reopen(void);
/* At any time: what log_begin() said. */
ANY_THREAD void log_rule(enum log_level level, unsigned limited_per_s);

ANY_THREAD void log_debug(const char *format, ...) PRINTF_LIKE(1, 2);
ANY_THREAD void log_info(const char *format, ...) PRINTF_LIKE(1, 2);
ANY_THREAD void log_warn(const char *format, ...) PRINTF_LIKE(1, 2);
ANY_THREAD void log_error(const char *format, ...) PRINTF_LIKE(1, 2);
ANY_THREAD void log_limited(const char *format, ...) PRINTF_LIKE(1, 2); /* at level warn */
/* The subject is a zone: its key stands before the event. */
ANY_THREAD void log_zone(const char *zone_key, const char *format, ...) PRINTF_LIKE(2, 3);

/* What somebody typed, to stand between quotation marks: those in it become apostrophes, so that it cannot end the value and
 * begin another.  Cut to the size of the buffer, which it gives. */
ANY_THREAD const char *log_quotable(const char *words, char *buffer, size_t size);

#endif
