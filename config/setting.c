/* config/setting.c -- see setting.h. */
#include "config/setting.h"

#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

typedef bool setting_check(const char *value);

static bool is_address(const char *value)
{
    const struct addrinfo hints = { .ai_flags = AI_NUMERICHOST | AI_PASSIVE, .ai_socktype = SOCK_STREAM };
    struct addrinfo *found;
    if (getaddrinfo(value, NULL, &hints, &found) != 0)
        return false;
    freeaddrinfo(found);
    return true;
}

/* What is there, and who answers, is for persist/redis_open.c to find out. */
static bool is_redis(const char *value)
{
    if (value[0] == '\0' || (strncmp(value, "unix:", 5) == 0 && value[5] != '\0'))
        return true;
    const char *colon = strrchr(value, ':');
    char *end = NULL;
    long port = colon == NULL || colon == value ? 0 : strtol(colon + 1, &end, 10);
    return port >= 1 && port <= 65535 && *end == '\0';
}

static bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_names(const char *value)
{
    while (is_letter_or_digit(*value) || *value == ',' || *value == ' ')
        value++;
    return *value == '\0';
}

static const struct { const char *name, *choices[5]; setting_check *fits; const char *wanted; } rows[] = {
    { "log.format",      { "plain", "json", "journal" },                        NULL,       "plain, json or journal" },
    { "store.kind",      { "redis", "memory" },                                 NULL,       "redis or memory" },
    { "checkpoint.mode", { "flow", "halt" },                                    NULL,       "flow or halt" },
    { "game.status",     { "Alpha", "Closed Beta", "Open Beta", "Live" },       NULL,       "Alpha, Closed Beta, Open Beta or Live" },
    { "net.address",     { NULL }, is_address, "an address in numbers, like 127.0.0.1 or ::" },
    { "web.address",     { NULL }, is_address, "an address in numbers, like 127.0.0.1 or ::1" },
    { "store.redis",     { NULL }, is_redis,   "unix:/path or host:port" },
    { "game.keepers",    { NULL }, is_names,   "names of accounts with commas between them" },
};

bool setting_fits(const char *name, const char *value, char reason[200])
{
    for (size_t at = 0; at < sizeof rows / sizeof rows[0]; at++) {
        if (strcmp(rows[at].name, name) != 0)
            continue;
        bool fits = rows[at].fits != NULL && rows[at].fits(value);
        for (const char *const *choice = rows[at].choices; *choice != NULL && !fits; choice++)
            fits = strcmp(*choice, value) == 0;
        if (!fits)
            snprintf(reason, 200, "%s: '%.60s' is not %s", name, value, rows[at].wanted);
        return fits;
    }
    return true;
}
