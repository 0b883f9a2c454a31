/* tests/scenarios/runner/player.c -- sockets, and telnet and colours taken off (see player.h).  Values told by
 * MSDP stay among the exact bytes, as they came. */
#include "tests/scenarios/runner/player.h"

#include "core/memory.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { TELNET_DATA, TELNET_COMMAND, TELNET_OPTION, TELNET_BEGIN, TELNET_INSIDE, TELNET_INSIDE_IAC };
enum { COLOUR_NONE, COLOUR_ESCAPE, COLOUR_NUMBERS };
enum { MSDP = 69, SE = 0xf0, SB = 0xfa, WILL = 0xfb, DONT = 0xfe, IAC = 0xff };

static void screen_put(struct screen *screen, char byte)
{
    if (screen->length == screen->room) {
        screen->room = screen->room == 0 ? 4096 : screen->room * 2;
        screen->bytes = memory_resize(screen->bytes, screen->room);
    }
    screen->bytes[screen->length++] = byte;
}

/* A colour code is ESC [ numbers m; anything else that begins so stays, for somebody to complain about. */
static void player_show(struct player *player, char byte)
{
    screen_put(&player->exact, byte);
    if (byte == '\r')
        return;
    if (byte == '\033') {
        player->colour = COLOUR_ESCAPE;
        player->colour_at = player->plain.length;
    } else if (player->colour == COLOUR_ESCAPE) {
        player->colour = byte == '[' ? COLOUR_NUMBERS : COLOUR_NONE;
    } else if (player->colour == COLOUR_NUMBERS && strchr("0123456789;", byte) == NULL) {
        player->colour = COLOUR_NONE;
        if (byte == 'm') {
            player->plain.length = player->colour_at;
            return;
        }
    }
    screen_put(&player->plain, byte);
}

static void player_byte(struct player *player, uint8_t byte)
{
    switch (player->telnet) {
    case TELNET_DATA:
        if (byte == IAC)
            player->telnet = TELNET_COMMAND;
        else
            player_show(player, (char)byte);
        break;
    case TELNET_COMMAND:
        player->telnet = byte == SB ? TELNET_BEGIN : byte >= WILL && byte <= DONT ? TELNET_OPTION : TELNET_DATA;
        if (byte == IAC)
            player_show(player, (char)byte);
        break;
    case TELNET_OPTION:
        player->telnet = TELNET_DATA;
        break;
    case TELNET_BEGIN:
        player->telnet = TELNET_INSIDE;
        player->keeps = byte == MSDP;
        if (player->keeps) {
            screen_put(&player->exact, (char)IAC);
            screen_put(&player->exact, (char)SB);
            screen_put(&player->exact, (char)byte);
        }
        break;
    case TELNET_INSIDE:
        if (player->keeps)
            screen_put(&player->exact, (char)byte);
        if (byte == IAC)
            player->telnet = TELNET_INSIDE_IAC;
        break;
    case TELNET_INSIDE_IAC:
        if (player->keeps)
            screen_put(&player->exact, (char)byte);
        player->telnet = byte == SE ? TELNET_DATA : TELNET_INSIDE;
        break;
    }
}

bool player_open(struct player *player, const char *name, uint16_t port)
{
    struct sockaddr_in where = { .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    snprintf(player->name, sizeof player->name, "%s", name);
    player->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (player->fd >= 0 && connect(player->fd, (struct sockaddr *)&where, sizeof where) == 0)
        return true;
    player_close(player);
    return false;
}

void player_close(struct player *player)
{
    if (player->fd >= 0)
        close(player->fd);
    player->fd = -1;
    player->in_game = false;
}

void player_free(struct player *player)
{
    player_close(player);
    memory_free(player->wire.bytes);
    memory_free(player->exact.bytes);
    memory_free(player->plain.bytes);
    memory_free(player);
}

static void player_read(struct player *player)
{
    uint8_t bytes[16384];
    ssize_t length = recv(player->fd, bytes, sizeof bytes, MSG_DONTWAIT);
    for (ssize_t at = 0; at < length; at++) {
        screen_put(&player->wire, (char)bytes[at]);
        player_byte(player, bytes[at]);
    }
    if (length == 0 || (length < 0 && errno != EAGAIN && errno != EINTR))
        player->ended = true;
}

void players_read(struct player **players, unsigned count, int wait_ms)
{
    struct pollfd *watched = memory_get((count + 1) * sizeof *watched);
    for (unsigned at = 0; at < count; at++) {
        bool reads = players[at]->fd >= 0 && !players[at]->ended && !players[at]->deaf;
        watched[at] = (struct pollfd){ .fd = reads ? players[at]->fd : -1, .events = POLLIN };
    }
    if (poll(watched, count, wait_ms) > 0)
        for (unsigned at = 0; at < count; at++)
            if (watched[at].revents != 0)
                player_read(players[at]);
    memory_free(watched);
}

size_t player_write(struct player *player, const char *bytes, size_t length)
{
    ssize_t written = send(player->fd, bytes, length, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (written >= 0)
        return (size_t)written;
    if (errno != EAGAIN && errno != EINTR)
        player->ended = true;
    return 0;
}

void player_turn_page(struct player *player)
{
    player->wire.used = player->wire.typed = player->wire.length;
    player->exact.used = player->exact.typed = player->exact.length;
    player->plain.used = player->plain.typed = player->plain.length;
}

bool screen_find(struct screen *screen, const char *wanted, size_t length, bool use)
{
    if (screen->bytes == NULL)
        return false;
    const char *from = screen->bytes + screen->used;
    const char *found = memmem(from, screen->length - screen->used, wanted, length);
    if (found != NULL && use)
        screen->used = (size_t)(found - screen->bytes) + length;
    return found != NULL;
}

bool screen_since_typed(const struct screen *screen, const char *wanted, size_t length)
{
    return screen->bytes != NULL && memmem(screen->bytes + screen->typed, screen->length - screen->typed, wanted, length) != NULL;
}
