/* tests/persist/info.h -- a number of what Redis tells of how it keeps its data. */
#ifndef TESTS_PERSIST_INFO_H
#define TESTS_PERSIST_INFO_H

#include <hiredis/hiredis.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* `what` with the colon behind it. */
static inline long info_number(redisContext *redis, const char *what)
{
    redisReply *reply = redisCommand(redis, "INFO persistence");
    assert_non_null(reply);
    assert_int_equal(reply->type, REDIS_REPLY_STRING);
    const char *at = strstr(reply->str, what);
    assert_non_null(at);
    long number = strtol(at + strlen(what), NULL, 10);
    freeReplyObject(reply);
    return number;
}

#endif
