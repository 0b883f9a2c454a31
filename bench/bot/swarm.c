/* bench/bot/swarm.c -- see swarm.h. */
#include "bench/bot/swarm.h"

#include "bench/bot/mix.h"
#include "bench/bot/recorder.h"
#include "core/clock.h"
#include "core/memory.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <unistd.h>

enum { TROUBLES_TOLD = 20, LOGIN_TRIES_MAX = 1000, EVENTS = 256, PATIENCE_MS = 1000, CONNECTS_A_TURN = 16 };
#define MS INT64_C(1000000)
#define SECOND (1000 * MS)
#define SILENCE_NS (20 * SECOND)

/* Letters only, as names must be: the number in base 26, three letters while that is enough and then four. */
void bot_name(char name[NAME_SIZE], const char *prefix, unsigned number)
{
    size_t length = strlen(prefix), letters = NAME_LETTERS + (number >= SHORT_NAMES);
    assert(length + letters <= NAME_LENGTH_MAX);
    memcpy(name, prefix, length);
    number -= number >= SHORT_NAMES ? SHORT_NAMES : 0;
    for (size_t at = letters; at-- > 0; number /= LETTERS)
        name[length + at] = (char)('a' + number % LETTERS);
    name[length + letters] = '\0';
    if (name[0] >= 'a' && name[0] <= 'z')
        name[0] = (char)(name[0] - 'a' + 'A');
}

int swarm_number(const struct swarm *swarm, const char *name)
{
    size_t length = strlen(swarm->prefix), letters = strlen(name);
    if (letters < length || strncasecmp(name, swarm->prefix, length) != 0)
        return NOBODY;
    letters -= length;
    if (letters != NAME_LETTERS && letters != NAME_LETTERS + 1)
        return NOBODY;
    unsigned number = 0;
    for (const char *letter = name + length; *letter != '\0'; letter++) {
        if (*letter < 'a' || *letter > 'z')
            return NOBODY;
        number = number * LETTERS + (unsigned)(*letter - 'a');
    }
    number += letters > NAME_LETTERS ? SHORT_NAMES : 0;
    return number < swarm->all ? (int)number : NOBODY;
}

struct bot *swarm_find(struct swarm *swarm, const char *name)
{
    int number = swarm_number(swarm, name);
    if (number == NOBODY || (unsigned)number < swarm->first || ((unsigned)number - swarm->first) % swarm->step != 0)
        return NULL;
    return &swarm->bots[((unsigned)number - swarm->first) / swarm->step];
}

unsigned swarm_share(unsigned all, unsigned first, unsigned step)
{
    return first < all ? (all - first + step - 1) / step : 0;
}

void bot_fail(struct bot *bot, const char *format, ...)
{
    struct swarm *swarm = bot->swarm;
    va_list arguments;
    if (swarm->tally.failures++ >= TROUBLES_TOLD || swarm->trouble == NULL)
        return;
    fprintf(swarm->trouble, "bots: %s: ", bot->name);
    va_start(arguments, format);
    vfprintf(swarm->trouble, format, arguments);
    va_end(arguments);
    fputc('\n', swarm->trouble);
}

/* -- who is due: a heap, each bot in it at most once --------------------------------------------------- */

static void heap_swap(struct swarm *swarm, unsigned a, unsigned b)
{
    struct bot *bot = swarm->heap[a];
    swarm->heap[a] = swarm->heap[b];
    swarm->heap[b] = bot;
}

static void heap_push(struct swarm *swarm, struct bot *bot)
{
    unsigned at = swarm->heap_count++;
    bot->queued = true;
    swarm->heap[at] = bot;
    while (at > 0 && swarm->heap[(at - 1) / 2]->due_ns > swarm->heap[at]->due_ns) {
        heap_swap(swarm, at, (at - 1) / 2);
        at = (at - 1) / 2;
    }
}

static struct bot *heap_pop(struct swarm *swarm)
{
    struct bot *bot = swarm->heap[0];
    bot->queued = false;
    swarm->heap[0] = swarm->heap[--swarm->heap_count];
    for (unsigned at = 0;;) {
        unsigned least = at, left = 2 * at + 1;
        for (unsigned child = left; child <= left + 1 && child < swarm->heap_count; child++)
            if (swarm->heap[child]->due_ns < swarm->heap[least]->due_ns)
                least = child;
        if (least == at)
            return bot;
        heap_swap(swarm, at, least);
        at = least;
    }
}

static void bot_rest_until(struct bot *bot, int64_t due_ns)
{
    if (bot->queued)
        return;                         /* it will be asked a little early, no harm */
    bot->due_ns = due_ns;
    heap_push(bot->swarm, bot);
}

void bot_rest(struct bot *bot, int64_t ms)
{
    bot_rest_until(bot, bot->swarm->now_ns + ms * MS);
}

/* -- open loop: orders are due when they are due, whether or not the last one has been answered ----------- */

static bool swarm_open_loop(const struct swarm *swarm)
{
    return swarm->rate > 0 && swarm->started;
}

/* Arrivals of a Poisson process; every bot has its own share of the rate, and dice for nothing else. */
static void bot_intend(struct bot *bot, int64_t after_ns)
{
    double uniform = ((double)(dice_next(&bot->pace) >> 11) + 1) / 9007199254740993.0;      /* above 0, below 1 */
    double mean_ns = (double)SECOND * bot->swarm->all / bot->swarm->rate;
    bot->intended_ns = after_ns + (int64_t)(-log(uniform) * mean_ns);
}

bool bot_early(const struct bot *bot)
{
    return swarm_open_loop(bot->swarm) && bot->swarm->now_ns < bot->intended_ns;
}

void bot_await(struct bot *bot)
{
    bot_rest_until(bot, bot->intended_ns);
}

/* What the time of an answer is counted from: in an open loop from when the order was meant to be given, so
 * that one slow answer is not also the reason why nobody asked. */
static void bot_set_out(struct bot *bot)
{
    struct swarm *swarm = bot->swarm;
    bot->asked_ns = bot->sent_ns = clock_ns();
    if (!swarm_open_loop(swarm))
        return;
    int64_t could_ns = bot->intended_ns > bot->answered_ns ? bot->intended_ns : bot->answered_ns;
    histogram_add(&swarm->tally.lateness, bot->sent_ns > could_ns ? (uint64_t)(bot->sent_ns - could_ns) : 0);
    bot->asked_ns = bot->intended_ns;
    bot_intend(bot, bot->intended_ns);
}

static void bot_think(struct bot *bot)
{
    int64_t middle_ms = bot->swarm->think_ns / MS;
    if (swarm_open_loop(bot->swarm))
        bot_await(bot);
    else
        bot_rest(bot, middle_ms == 0 ? 0 : (int64_t)dice_between(&bot->pace, middle_ms / 2, middle_ms * 3 / 2));
}

void swarm_start(struct swarm *swarm)
{
    swarm->started = true;
    for (unsigned at = 0; at < swarm->count && swarm->rate > 0; at++)
        bot_intend(&swarm->bots[at], swarm->now_ns);
    /* Whoever still rests from settling would give its first order late.  All at one time are a heap, too. */
    for (unsigned at = 0; at < swarm->heap_count && swarm->rate > 0; at++)
        swarm->heap[at]->due_ns = swarm->now_ns;
}

/* Orders that were due and could not be given, as the one before was not answered: they have waited until now. */
static void bot_count_overdue(struct bot *bot)
{
    struct tally *tally = &bot->swarm->tally;
    for (; bot->intended_ns < bot->swarm->now_ns; bot_intend(bot, bot->intended_ns)) {
        histogram_add(&tally->latency, (uint64_t)(bot->swarm->now_ns - bot->intended_ns));
        tally->overdue++;
    }
}

void swarm_stop(struct swarm *swarm)
{
    for (unsigned at = 0; at < swarm->count && swarm->rate > 0; at++)
        if (swarm->bots[at].phase == BOT_PLAYING && swarm->bots[at].mix != NULL && swarm->bots[at].mix->weights > 0
            && swarm->bots[at].manner == BOT_ACTS)
            bot_count_overdue(&swarm->bots[at]);
    swarm->started = false;
}

/* -- coming and going ---------------------------------------------------------------------------------- */

static void bot_end(struct bot *bot, enum bot_phase phase)
{
    struct swarm *swarm = bot->swarm;
    swarm->away -= bot->phase == BOT_AWAY;
    swarm->away += phase == BOT_AWAY;
    if (bot->phase == BOT_LOGIN)
        swarm->logging_in--;
    if (bot->phase == BOT_PLAYING || bot->phase == BOT_LEAVING)
        swarm->playing--;
    client_close(&bot->client);
    bot->in_flight = false;
    bot->following = NOBODY;
    bot->resting = false;
    bot->rises_by = NULL;
    bot->waits_ms = bot->free_ns = 0;
    fighter_begin(&bot->fighter);
    bot->phase = (uint8_t)phase;
}

void bot_drop(struct bot *bot)
{
    bot_end(bot, BOT_DONE);
}

static void bot_gone(struct bot *bot)
{
    bool wished = bot->phase == BOT_LEAVING;
    if (!wished && !bot->swarm->down)
        bot_fail(bot, "the connection ended, after \"%s\"", bot->order);
    bot_end(bot, wished && !bot->comes_back ? BOT_DONE : BOT_AWAY);
}

static void bot_connect(struct bot *bot)
{
    struct swarm *swarm = bot->swarm;
    struct epoll_event event = { .events = EPOLLIN, .data.ptr = bot };
    bot->client.has_msdp = swarm->has_msdp;
    if (!client_open(&bot->client, swarm->port, bot->number / BOTS_AN_ADDRESS, bot->manner == BOT_DEAF)) {
        bot_fail(bot, "cannot connect: %s", strerror(errno));
        bot_drop(bot);
        return;
    }
    epoll_ctl(swarm->loop, EPOLL_CTL_ADD, bot->client.fd, &event);
    bot->phase = BOT_LOGIN;
    swarm->away--;
    bot->no_character = bot->turned_away = false;
    bot->came_ns = swarm->now_ns;
    bot->tries = 0;
    bot->heard_ns = bot->sent_ns = swarm->now_ns;
    snprintf(bot->order, sizeof bot->order, "connect");
    swarm->logging_in++;
}

/* One more comes: when the next may.  Who came late because we were busy is not made up for by more than a turn's. */
static void swarm_ramp(struct swarm *swarm)
{
    if (swarm->logins_per_s <= 0)
        return;
    double apart_ns = (double)SECOND / swarm->logins_per_s;
    int64_t earliest_ns = swarm->now_ns - (int64_t)(apart_ns * CONNECTS_A_TURN);
    swarm->next_login_ns = (swarm->next_login_ns > earliest_ns ? swarm->next_login_ns : earliest_ns) + (int64_t)apart_ns;
}

/* A few at a time: passwords are hashed one after the other.  Connecting waits for the kernel; who plays already
 * must not wait for us, so only some in one turn. */
static void swarm_bring_in(struct swarm *swarm)
{
    if (swarm->ending || swarm->down || swarm->away <= swarm->held_back)
        return;
    unsigned connects = 0;
    for (unsigned tried = 0; tried < swarm->count && swarm->logging_in < swarm->logins_max; tried++) {
        unsigned at = swarm->next_login;
        struct bot *bot = &swarm->bots[at];
        swarm->next_login = (at + 1) % swarm->count;
        if (bot->phase != BOT_AWAY || bot->held_back)
            continue;
        if (++connects > CONNECTS_A_TURN || swarm->next_login_ns > swarm->now_ns) {
            swarm->next_login = at;
            return;
        }
        swarm_ramp(swarm);
        bot_connect(bot);
    }
}

void swarm_let_in(struct swarm *swarm)
{
    for (unsigned at = 0; at < swarm->count; at++)
        swarm->bots[at].held_back = false;
    swarm->held_back = 0;
    swarm->logins_max = swarm->count;
}

/* Whatever was on its way to it stays away. */
static void bot_owed_nothing(struct bot *bot)
{
    bot->said_heard = bot->said;
    bot->beckons_answered = bot->beckoned;
    bot->says_hindered = bot->beckons_hindered = 0;
}

static bool bot_misses_words(const struct bot *bot)
{
    return bot->said - bot->said_heard > bot->says_hindered;
}

static bool bot_misses_beckons(const struct bot *bot)
{
    return bot->beckoned - bot->beckons_answered > bot->beckons_hindered;
}

static void bot_takes_leave(struct bot *bot, bool comes_back)
{
    bot->comes_back = comes_back;
    bot->phase = BOT_LEAVING;
    bot->in_flight = false;
    bot_owed_nothing(bot);
    bot->sent_ns = bot->swarm->now_ns;
}

void bot_quit(struct bot *bot, bool comes_back)
{
    bot_takes_leave(bot, comes_back);
    snprintf(bot->order, sizeof bot->order, "quit");
    client_say(&bot->client, "quit");
}

void bot_leaves(struct bot *bot)
{
    bot_takes_leave(bot, !bot->swarm->ending);
}

void swarm_scatter(struct swarm *swarm)
{
    swarm->down = true;
    for (unsigned at = 0; at < swarm->count; at++) {
        struct bot *bot = &swarm->bots[at];
        bot_end(bot, BOT_AWAY);
        bot_owed_nothing(bot);          /* it went with the server */
        bot->place = NOWHERE;
    }
}

/* -- the dialogue ---------------------------------------------------------------------------------------- */

static void login_say(struct bot *bot, const char *line)
{
    snprintf(bot->order, sizeof bot->order, "%s", line);
    bot->sent_ns = bot->swarm->now_ns;
    if (++bot->tries > LOGIN_TRIES_MAX) {
        bot_fail(bot, "the login dialogue does not end");
        bot_drop(bot);
    } else if (!client_say(&bot->client, line))
        bot_gone(bot);
}

static void login_enter(struct bot *bot)
{
    bot->phase = BOT_PLAYING;
    bot->swarm->logging_in--;
    bot->swarm->playing++;
    bot->swarm->tally.logins++;
    histogram_add(&bot->swarm->tally.login, (uint64_t)(clock_ns() - bot->came_ns));
    bot->in_flight = false;
    if (line_begins(bot->order, "resume "))
        bot->token[0] = '\0';           /* it was good for once */
    bot->client.keeps = bot->swarm->recorder != NULL;
    if (bot->manner == BOT_ACTS)
        bot_think(bot);
    else if (bot->manner == BOT_DEAF)
        epoll_ctl(bot->swarm->loop, EPOLL_CTL_DEL, bot->client.fd, NULL);
}

/* What must be there already, and the dialogue says it is not. */
static bool login_misses(const struct bot *bot, const char *prompt)
{
    return line_begins(prompt, "Shall it be made") || (bot->no_character && line_begins(prompt, "Your choice"));
}

/* Told to try again in a moment: it does, in a moment. */
static void login_wait(struct bot *bot, const char *prompt)
{
    int64_t ms = dice_between(&bot->pace, PATIENCE_MS / 2, PATIENCE_MS * 3 / 2);
    bot->swarm->tally.turned_away++;
    bot->sent_ns = bot->swarm->now_ns + ms * MS;    /* nobody owes it an answer before it has asked again */
    snprintf(bot->prompt, sizeof bot->prompt, "%s", prompt);
    bot_rest(bot, ms);
}

static const char *login_path(const struct bot *bot)
{
    const struct rules *rules = bot->swarm->atlas->rules;
    return rules->classes[bot->number % rules->path_count].key;
}

static void login_account(struct bot *bot)
{
    char line[TOKEN_SIZE + 8];
    snprintf(line, sizeof line, "resume %s", bot->token);
    login_say(bot, bot->token[0] == '\0' ? bot->name : line);
}

static void login_prompt(struct bot *bot, const char *prompt)
{
    const struct swarm *swarm = bot->swarm;
    if (line_begins(prompt, "< "))
        login_enter(bot);
    else if (bot->turned_away)
        login_wait(bot, prompt);
    else if (line_begins(prompt, "Account name") && bot->manner == BOT_AT_THE_DOOR)
        login_enter(bot);
    else if (line_begins(prompt, "Account name"))
        login_account(bot);
    else if (!swarm->makes_new && login_misses(bot, prompt)) {
        bot_fail(bot, "there is no such %s", bot->no_character ? "character" : "account");
        bot_drop(bot);
    } else if (line_begins(prompt, "Shall it be made"))
        login_say(bot, "yes");
    else if (strstr(prompt, "*** PRESS ENTER ***") != NULL)
        login_say(bot, "");
    else if (line_begins(prompt, "Your choice"))
        login_say(bot, bot->no_character ? "2" : bot->wants_token && bot->token[0] == '\0' ? "6" : "1");
    else if (line_begins(prompt, "Press ENTER to be shown a new token"))
        login_say(bot, "");
    else if (line_begins(prompt, "Do you use a screen reader"))
        login_say(bot, "no");
    else if (line_begins(prompt, "Name of the character"))
        login_say(bot, bot->name);
    else if (line_begins(prompt, "Shall the world say"))
        login_say(bot, "they");
    else if (line_begins(prompt, "Which path") && swarm->babbles)
        login_say(bot, login_path(bot));
    else if (line_begins(prompt, "Born to which people") || line_begins(prompt, "Which path"))
        login_say(bot, "");
    else if (swarm->babbles && strcmp(bot->order, "1") == 0)
        login_enter(bot);               /* it once chose a prompt of its own */
    else
        login_say(bot, swarm->password);
}

static void login_again(struct bot *bot)
{
    bot->turned_away = false;
    login_prompt(bot, bot->prompt);
}

/* "botaaa-0123456789abcdef", a line of its own. */
static void login_token(struct bot *bot, const char *line)
{
    size_t length = strlen(bot->name);
    if (strncasecmp(line, bot->name, length) == 0 && line[length] == '-' && strchr(line, ' ') == NULL)
        snprintf(bot->token, sizeof bot->token, "%s", line);
}

static void login_line(struct bot *bot, const char *line)
{
    if (line_begins(line, "Active Character: "))
        bot->no_character = strcmp(line, "Active Character: none yet") == 0;
    if (strstr(line, "Please try again in a moment.") != NULL)
        bot->turned_away = true;
    int seconds;
    if (sscanf(line, "Many people are coming in just now; your turn is in about %d seconds.", &seconds) == 1)
        bot->sent_ns = bot->swarm->now_ns + seconds * SECOND;   /* until then nobody owes it an answer */
    if (bot->wants_token)
        login_token(bot, line);
}

/* -- orders ---------------------------------------------------------------------------------------------- */

#define A_TITLE "*\x01"                 /* any room's title: no line of the game holds this */
const char *const answers_walk[] = {
    A_TITLE, "Alas, you cannot go", "*seems to be", "You are too exhausted.", "It is too crowded there.",
    "It is shut from the other side.", "There is no way in.", "That way is for", "You are fighting!", "You cannot move from the spot.",
    "You climb, lose your hold", NULL,
};

void bot_type(struct bot *bot, answers expected, const char *line)
{
    assert(!bot->in_flight);
    if (line != bot->order)
        snprintf(bot->order, sizeof bot->order, "%s", line);
    bot->expected = expected;
    bot->in_flight = true;
    bot->answer_seen = expected == NULL;
    bot_set_out(bot);
    if (!client_say(&bot->client, line))
        bot_gone(bot);
}

void bot_order(struct bot *bot, answers expected, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(bot->order, sizeof bot->order, format, arguments);
    va_end(arguments);
    bot_type(bot, expected, bot->order);
}

/* "Name [ N (E) S ]" is the title of a room: where we are now, and which ways are open. */
static bool bot_read_title(struct bot *bot, const char *line)
{
    static const char letters[DIRECTIONS] = {
        [NORTH] = 'N', [EAST] = 'E', [SOUTH] = 'S', [WEST] = 'W', [UP] = 'U', [DOWN] = 'D',
    };
    char name[128];
    const char *bracket = strstr(line, " [ ");
    size_t length = strlen(line);
    if (bracket == NULL || line[length - 1] != ']' || (size_t)(bracket - line) >= sizeof name)
        return false;
    memcpy(name, line, (size_t)(bracket - line));
    name[bracket - line] = '\0';
    int place = atlas_find_near(bot->swarm->atlas, name, bot->place);
    if (place == NOWHERE)
        return false;
    if (bot->place != NOWHERE && !zone_same(bot->swarm->atlas->places[place].zone, bot->swarm->atlas->places[bot->place].zone))
        bot->swarm->tally.crossings++;
    bot->place = place;
    bot->open = 0;
    for (unsigned direction = 0; direction < DIRECTIONS; direction++) {
        const char form[] = { ' ', letters[direction], ' ', '\0' };
        if (strstr(bracket + 2, form) != NULL)
            bot->open |= (uint8_t)(1u << direction);
    }
    return true;
}

/* An answer with {me} in it has the bot's name there; a recording has somebody's, so what stands before it must do. */
static const char *answer_filled(const struct bot *bot, const char *wanted, char filled[ORDER_SIZE])
{
    const char *blank = strstr(wanted, "{me}");
    if (blank == NULL)
        return wanted;
    bool bare = bot->swarm->bare;
    snprintf(filled, ORDER_SIZE, "%.*s%s%s", (int)(blank - wanted), wanted, bare ? "" : bot->name,
             bare ? "" : blank + strlen("{me}"));
    return filled;
}

static bool line_answers(const struct bot *bot, const char *line, bool title)
{
    char filled[ORDER_SIZE];
    for (answers expected = bot->expected; *expected != NULL; expected++) {
        const char *wanted = answer_filled(bot, *expected, filled);
        bool within = wanted[0] == '*';
        if (strcmp(wanted, A_TITLE) == 0 ? title : within ? strstr(line, wanted + 1) != NULL : line_begins(line, wanted))
            return true;
    }
    return false;
}

/* -- what is checked of every line ------------------------------------------------------------------------ */

/* Our own words: the very next number but for those that may be missing, or one was lost, doubled or overtaken. */
static void check_own_words(struct bot *bot, const char *words)
{
    uint32_t number = (uint32_t)strtoul(words, NULL, 10), missed = number - bot->said_heard - 1;
    if (missed > bot->says_hindered || number > bot->said)
        bot_fail(bot, "said %u, heard itself say %u after %u", bot->said, number, bot->said_heard);
    bot->said_heard = number;
    bot->says_hindered -= missed < bot->says_hindered && number < bot->said ? missed : bot->says_hindered;
    bot->swarm->tally.says++;
}

/* Where the last number of a speaker stands. */
static uint32_t *bot_ear(struct bot *bot, unsigned speaker)
{
    unsigned pages = bot->swarm->all / EARS_A_PAGE + 1;
    if (bot->heard == NULL)
        bot->heard = memory_get(pages * sizeof(uint32_t *));
    uint32_t **page = &bot->heard[speaker / EARS_A_PAGE];
    if (*page == NULL)
        *page = memory_get(EARS_A_PAGE * sizeof(uint32_t));
    return *page + speaker % EARS_A_PAGE;
}

static void bot_forget_heard(struct bot *bot)
{
    for (unsigned page = 0; bot->heard != NULL && page <= bot->swarm->all / EARS_A_PAGE; page++)
        memory_free(bot->heard[page]);
    memory_free(bot->heard);
}

/* Somebody else's: some are missed while one is elsewhere, but they never go back. */
static void check_others_words(struct bot *bot, const char *line, const char *words)
{
    char name[NAME_SIZE];
    size_t length = strcspn(line, " ");
    if (length >= sizeof name)
        return;
    memcpy(name, line, length);
    name[length] = '\0';
    int speaker = swarm_number(bot->swarm, name);
    if (speaker == NOBODY)
        return;
    uint32_t *ear = bot_ear(bot, (unsigned)speaker), number = (uint32_t)strtoul(words, NULL, 10);
    if (number <= *ear)
        bot_fail(bot, "heard %s say %u after %u", name, number, *ear);
    *ear = number;
    bot->swarm->tally.says_heard++;
}

/* "Botaab says, 'number 7'" is most of what is heard in a crowd, and nothing else is to be learned from it. */
static bool check_others(struct bot *bot, const char *line)
{
    static const char theirs[] = " says, 'number ";
    const char *words = strchr(line, ' ');
    if (words == NULL || !line_begins(words, theirs))
        return false;
    if (bot->swarm->bare)
        bot->swarm->tally.says_heard++;
    else
        check_others_words(bot, line, words + strlen(theirs));
    return true;
}

/* "Botaab does not stir.": a bot that is beckoned asleep. */
static bool does_not_stir(const struct bot *bot, const char *line)
{
    char name[NAME_SIZE];
    size_t length = strcspn(line, " ");
    if (strcmp(line + length, " does not stir.") != 0 || length >= sizeof name)
        return false;
    memcpy(name, line, length);
    name[length] = '\0';
    return swarm_number(bot->swarm, name) != NOBODY;
}

static const char own_words[] = "You say, 'number ";

static void check_line(struct bot *bot, const char *line)
{
    if (line[0] == '<')
        bot->swarm->tally.channel_heard++;
    if (line_begins(line, own_words))
        check_own_words(bot, line + strlen(own_words));
    else if (line_begins(line, "You beckon ") || does_not_stir(bot, line)
             || line_begins(line, "Nobody by that name is to be found any more.")) {
        bot->beckons_answered++;
        bot->swarm->tally.beckons_answered++;
        if (bot->beckons_answered == bot->beckoned)
            bot->beckons_hindered = 0;
        if (bot->beckons_answered > bot->beckoned)
            bot_fail(bot, "beckoned %u times, was answered %u times", bot->beckoned, bot->beckons_answered);
    }
}

/* Whatever the order was: one who is asleep, stunned or half dead cannot do it. */
static const struct { const char *line, *rises_by; } hindrances[] = {
    { "In your dreams, perhaps. Wake up first.", "wake" }, { "You had better stand up first.", "stand" },
    { "You had better sit up first.", "stand" }, { "You are too badly hurt to do anything.", NULL },
    { "You are stunned, and can do nothing.", NULL }, { "You cannot move a finger.", NULL },
};

/* What was not said cannot be heard.  It may be heard all the same: after an order to which any prompt was the answer (a round of
 * a fight that came meanwhile, say), this line can be the one before's. */
static void bot_hindered(struct bot *bot, const char *rises_by)
{
    bot->answer_seen = true;
    bot->rises_by = bot->resting ? NULL : rises_by;
    bot->waits_ms = 0;
    bot->says_hindered += bot_misses_words(bot) && line_begins(bot->order, "say number ");
    bot->beckons_hindered += bot_misses_beckons(bot) && line_begins(bot->order, "beckon ");
    bot->swarm->tally.hindered++;
}

static void check_hindrance(struct bot *bot, const char *line)
{
    for (size_t at = 0; at < sizeof hindrances / sizeof hindrances[0]; at++)
        if (strcmp(line, hindrances[at].line) == 0)
            bot_hindered(bot, hindrances[at].rises_by);
}

static void game_line(struct bot *bot, const char *line)
{
    if (check_others(bot, line))
        return;
    bool title = bot_read_title(bot, line);
    fighter_heard(bot, line, title);
    archer_heard(bot, line);
    if (bot->swarm->bare)
        bot->swarm->tally.says += line_begins(line, own_words);
    else
        check_line(bot, line);
    if (line_begins(line, "It is too crowded there."))
        bot->swarm->tally.refusals++;
    if (bot->in_flight && !bot->answer_seen)
        bot->answer_seen = line_answers(bot, line, title);
    if (bot->in_flight)
        check_hindrance(bot, line);
    if (bot->part->heard != NULL)
        bot->part->heard(bot, line);
}

/* Everything since the last prompt is the answer to that order, or came by itself. */
static void game_record(struct bot *bot, bool answered)
{
    struct swarm *swarm = bot->swarm;
    if (swarm->recorder != NULL && swarm->started && bot->mix != NULL)
        recorder_add(swarm->recorder, answered ? bot->order : NULL, &bot->client.kept);
    bytes_clear(&bot->client.kept);
}

/* "< Name | 100h 100m 118s > " */
static void game_prompt(struct bot *bot, const char *prompt)
{
    const char *bar = strstr(prompt, "| ");
    int mana;
    struct fighter *fighter = &bot->fighter;
    bool read = bar != NULL && sscanf(bar, "| %dh %dm %ds", &fighter->health, &mana, &bot->stamina) == 3;
    if (!read && !bot->swarm->babbles)
        bot_fail(bot, "cannot read the prompt \"%s\"", prompt);
    if (fighter->health > fighter->health_most)
        fighter->health_most = fighter->health;
    bool answered = bot->in_flight && bot->answer_seen;
    if (bot->client.keeps)
        game_record(bot, answered);
    if (!answered)
        return;
    struct swarm *swarm = bot->swarm;
    bot->in_flight = false;
    bot->answered_ns = bot->client.came_ns > bot->asked_ns ? bot->client.came_ns : bot->asked_ns; /* two clocks were read */
    swarm->tally.commands++;
    bool held_up = bot->free_ns > bot->asked_ns;        /* knocked down, say: then it was the game that took its time */
    if (bot->expected != NULL && bot->asked_ns >= swarm->counted_ns && !held_up)
        tally_answer(&swarm->tally, bot->answered_ns - swarm->counted_ns, (uint64_t)(bot->answered_ns - bot->asked_ns));
    if (bot->waits_ms > 0)
        bot->free_ns = swarm->now_ns + bot->waits_ms * MS;
    bot->waits_ms = 0;
    if (swarm->bare)
        bot->said_heard = bot->said;
    if (bot->part->answered != NULL)
        bot->part->answered(bot);
    bot_think(bot);
}

/* Nobody quits a fight.  Who means to come back at once gets out of it first; the others just cut the connection, once their
 * last line has been read: from in here their client cannot be closed. */
static void bot_leave_fight(struct bot *bot)
{
    bot->drops = !bot->comes_back || bot->held_back;
    bot->phase = bot->drops ? BOT_LEAVING : BOT_PLAYING;
    bot->fighter.fighting = true;
    if (bot->drops)
        return;
    bot->expected = NULL;
    bot->in_flight = bot->answer_seen = true;
}

/* -- ears ------------------------------------------------------------------------------------------------ */

static void on_line(void *who, const char *line)
{
    struct bot *bot = who;
    bot->heard_ns = bot->swarm->now_ns;
    if (bot->phase == BOT_LOGIN) {
        login_line(bot, line);
        bot_read_title(bot, line);
    } else if (bot->phase == BOT_PLAYING) {
        game_line(bot, line);
    } else if (bot->phase == BOT_LEAVING && line_begins(line, "Not in the middle of a fight!")) {
        bot_leave_fight(bot);
    }
}

static void on_prompt(void *who, const char *prompt)
{
    struct bot *bot = who;
    bot->heard_ns = bot->swarm->now_ns;
    if (bot->phase == BOT_LOGIN)
        login_prompt(bot, prompt);
    else if (bot->phase == BOT_PLAYING)
        game_prompt(bot, prompt);
}

static const struct client_ears ears = { on_line, on_prompt };

/* -- turns ----------------------------------------------------------------------------------------------- */

/* Whoever waits for an answer and has heard nothing for long has been forgotten by the server. */
static void swarm_check_silence(struct swarm *swarm)
{
    if (swarm->now_ns - swarm->checked_ns < SECOND)
        return;
    swarm->checked_ns = swarm->now_ns;
    swarm->tally.samples++;
    int64_t silence_ns = swarm->silence_s == 0 ? SILENCE_NS : swarm->silence_s * SECOND;
    for (unsigned at = 0; at < swarm->count; at++) {
        struct bot *bot = &swarm->bots[at];
        bool waits = bot->in_flight || bot->phase == BOT_LOGIN || bot->phase == BOT_LEAVING;
        swarm->tally.fighting += bot->phase == BOT_PLAYING && bot->fighter.fighting;
        if (!waits || swarm->now_ns - bot->sent_ns < silence_ns)
            continue;
        bot_fail(bot, "no answer to \"%s\" for %lld s", bot->order, (long long)(silence_ns / SECOND));
        bot_drop(bot);
    }
}

static void swarm_act(struct swarm *swarm)
{
    while (swarm->heap_count > 0 && swarm->heap[0]->due_ns <= swarm->now_ns) {
        struct bot *bot = heap_pop(swarm);
        if (bot->phase == BOT_PLAYING && !bot->in_flight && !swarm->ending)
            bot->part->next(bot);
        else if (bot->phase == BOT_LOGIN && bot->turned_away)
            login_again(bot);
    }
}

static int64_t swarm_patience_ns(const struct swarm *swarm, int64_t until_ns)
{
    if (swarm->heap_count > 0 && swarm->heap[0]->due_ns < until_ns)
        until_ns = swarm->heap[0]->due_ns;
    if (until_ns > swarm->now_ns + SECOND)
        until_ns = swarm->now_ns + SECOND;
    int64_t now_ns = clock_ns();
    bool waits = swarm->away > swarm->held_back && swarm->logging_in < swarm->logins_max && !swarm->ending && !swarm->down;
    if (waits && swarm->next_login_ns < until_ns)
        until_ns = swarm->next_login_ns;
    return until_ns <= now_ns ? 0 : until_ns - now_ns;
}

void swarm_turn(struct swarm *swarm, int64_t until_ns)
{
    struct epoll_event events[EVENTS];
    int64_t patience_ns = swarm_patience_ns(swarm, until_ns);
    struct timespec patience = { .tv_sec = patience_ns / SECOND, .tv_nsec = patience_ns % SECOND };
    int count = epoll_pwait2(swarm->loop, events, EVENTS, &patience, NULL);
    swarm->now_ns = clock_ns();
    for (int at = 0; at < count; at++) {
        struct bot *bot = events[at].data.ptr;
        if (bot->client.fd >= 0 && !client_read(&bot->client) && bot->phase != BOT_AWAY && bot->phase != BOT_DONE)
            bot_gone(bot);
        if (bot->drops && bot->phase == BOT_LEAVING)
            bot_end(bot, bot->comes_back ? BOT_AWAY : BOT_DONE);
        bot->drops = false;
    }
    swarm_bring_in(swarm);
    swarm_act(swarm);
    swarm_check_silence(swarm);
}

void swarm_count_anew(struct swarm *swarm)
{
    uint64_t failures = swarm->tally.failures;
    memset(&swarm->tally, 0, sizeof swarm->tally);
    swarm->tally.failures = failures;
    swarm->tally.swaps.every_s = swarm->swap_s;
    swarm->counted_ns = swarm->now_ns = clock_ns();
}

bool swarm_quiet(const struct swarm *swarm)
{
    for (unsigned at = 0; at < swarm->count; at++) {
        const struct bot *bot = &swarm->bots[at];
        bool waits = bot->in_flight || bot_misses_words(bot) || bot_misses_beckons(bot);
        if (bot->phase == BOT_PLAYING && waits)
            return false;
    }
    return true;
}

void swarm_check_end(struct swarm *swarm)
{
    for (unsigned at = 0; at < swarm->count; at++) {
        struct bot *bot = &swarm->bots[at];
        if (bot->phase != BOT_PLAYING)
            continue;
        if (bot->in_flight && swarm->now_ns - bot->sent_ns >= SECOND)      /* who is still on the way to his place goes on walking */
            bot_fail(bot, "no answer to \"%s\"", bot->order);
        if (bot_misses_words(bot))
            bot_fail(bot, "said %u things, heard %u", bot->said, bot->said_heard);
        if (bot_misses_beckons(bot))
            bot_fail(bot, "beckoned %u times, was answered %u times", bot->beckoned, bot->beckons_answered);
    }
}

void swarm_begin(struct swarm *swarm, unsigned count, uint64_t seed)
{
    dice_seed(&swarm->dice, seed);
    swarm->count = swarm->away = count;
    swarm->all = swarm->step == 0 ? count : swarm->all;
    swarm->step = swarm->step == 0 ? 1 : swarm->step;
    swarm->bots = memory_get(count * sizeof *swarm->bots);
    swarm->heap = memory_get(count * sizeof(struct bot *));
    swarm->loop = epoll_create1(EPOLL_CLOEXEC);
    swarm->now_ns = swarm->checked_ns = clock_ns();
    for (unsigned at = 0; at < count; at++) {
        struct bot *bot = &swarm->bots[at];
        unsigned number = swarm->first + at * swarm->step;
        *bot = (struct bot){
            .swarm = swarm, .number = number, .place = NOWHERE, .home = NOWHERE, .border = NOWHERE, .following = NOBODY,
        };
        dice_seed(&bot->dice, seed ^ (number + 1) * UINT64_C(0x9e3779b97f4a7c15));
        dice_seed(&bot->pace, dice_next(&bot->dice));
        bot->client = (struct client){ .fd = -1, .ears = &ears, .who = bot };
        bot_name(bot->name, swarm->prefix, number);
        fighter_begin(&bot->fighter);
    }
}

void swarm_end(struct swarm *swarm)
{
    for (unsigned at = 0; at < swarm->count; at++) {
        client_close(&swarm->bots[at].client);
        bot_forget_heard(&swarm->bots[at]);
    }
    close(swarm->loop);
    memory_free(swarm->bots);
    memory_free(swarm->heap);
}
