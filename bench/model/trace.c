/* bench/model/trace.c -- see trace.h. */
#include "bench/model/trace.h"

#include "core/memory.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const char heading[] = "kallisti-trace 1";

enum { LINE_SIZE = 512, STEP_MS = 100, STEPS_PER_S = 10, STEPS_A_SLICE = 5, POSTS_MAX = 10000, BACK_MS_MAX = 1000 };
#define MS_MAX INT64_C(1000000000000)
#define NS_MAX INT64_C(10000000000)

struct reading {
    struct trace *trace;
    const char   *path;
    unsigned      line;
    FILE         *trouble;
};

static bool refuse(const struct reading *reading, const char *reason)
{
    fprintf(reading->trouble, "model: %s:%u: %s\n", reading->path, reading->line, reason);
    return false;
}

/* -- lines of the file -------------------------------------------------------------------------------- */

static bool read_zone(struct reading *reading, const char *words)
{
    struct trace *trace = reading->trace;
    unsigned number;
    char name[TRACE_NAME_SIZE];
    int end = 0;
    if (sscanf(words, "zone %u %39s %n", &number, name, &end) != 2 || words[end] != '\0')
        return refuse(reading, "a zone is: zone NUMBER NAME");
    if (number == 0 || number > TRACE_ZONES_MAX)
        return refuse(reading, "zones are numbered from 1");
    if (number > trace->zone_count) {
        trace->zones = memory_resize(trace->zones, (number + 1) * sizeof *trace->zones);
        memset(&trace->zones[trace->zone_count + 1], 0, (number - trace->zone_count) * sizeof *trace->zones);
        trace->zone_count = number;
    }
    if (trace->zones[number].name[0] != '\0')
        return refuse(reading, "this zone is there already");
    memcpy(trace->zones[number].name, name, sizeof name);
    return true;
}

static bool read_session(uint64_t number, uint32_t *session)
{
    *session = (uint32_t)number - 1;
    return number >= 1 && number <= TRACE_SESSIONS_MAX;
}

/* A word and a number behind it, and nothing else. */
static bool word_number(const char *word, const char *before, uint64_t *number)
{
    size_t length = strlen(before);
    char *end;
    if (strncmp(word, before, length) != 0 || word[length] < '0' || word[length] > '9')
        return false;
    *number = strtoull(word + length, &end, 10);
    return *end == '\0';
}

static bool read_cause(const struct reading *reading, const char *word, struct trace_input *input)
{
    uint64_t number;
    if (strcmp(word, "time") == 0) {
        input->cause = TRACE_TIME;
    } else if (word_number(word, "line:", &number)) {
        input->cause = TRACE_LINE;
        if (!read_session(number, &input->session))
            return refuse(reading, "sessions are numbered from 1");
    } else if (word_number(word, "mail:", &number)) {
        input->cause = TRACE_MAIL;
        input->by = (uint32_t)number - 1;
        if (number < 1 || number > reading->trace->count)
            return refuse(reading, "mail comes from an input above");
    } else {
        return refuse(reading, "a cause is time, line:SESSION or mail:INPUT");
    }
    return true;
}

static void input_add(struct trace *trace, const struct trace_input *input)
{
    if (trace->count == trace->room) {
        trace->room = trace->room == 0 ? 1024 : trace->room * 2;
        trace->inputs = memory_resize(trace->inputs, trace->room * sizeof *trace->inputs);
    }
    trace->inputs[trace->count++] = *input;
}

static bool read_input(struct reading *reading, const char *words)
{
    struct trace *trace = reading->trace;
    struct trace_input input = { .answers = TRACE_NONE };
    char cause[32], answers[32];
    uint64_t number;
    int end = 0;
    unsigned turned;
    if (sscanf(words, "input %u %" SCNd64 " %" SCNd64 " %u %u %31s %31s %" SCNd64 " %" SCNd64 " %u %n", &input.zone, &input.ms, &input.ns,
               &input.posts, &input.tells, cause, answers, &input.live, &input.apart, &turned, &end) != 10 || end == 0)
        return refuse(reading, "an input is: input ZONE MS NS POSTS TELLS CAUSE ANSWERS LIVE APART TURNED WHAT");
    input.turned = (uint8_t)turned;
    if (input.zone == 0 || input.zone > trace->zone_count || trace->zones[input.zone].name[0] == '\0')
        return refuse(reading, "no line says what zone that is");
    if (input.ms < 0 || input.ms > MS_MAX || input.ns < 0 || input.ns > NS_MAX || input.live < 0 || input.live > NS_MAX
            || input.apart < 0 || input.apart > NS_MAX || turned >= TRACE_TURNED)
        return refuse(reading, "T is up to 10^12 ms, a cost up to 10^10 ns, turned 0 to 2");
    if (trace->count > 0 && input.ms < trace->inputs[trace->count - 1].ms - BACK_MS_MAX)
        return refuse(reading, "T goes back: inputs stand in the order in which they were applied");
    if (input.posts > POSTS_MAX || input.tells > input.posts)
        return refuse(reading, "up to 10,000 messages are posted, and of these some are told");
    if (trace->count == TRACE_INPUTS_MAX)
        return refuse(reading, "these are too many inputs");
    if (!read_cause(reading, cause, &input))
        return false;
    if (strcmp(answers, "-") != 0 && (!word_number(answers, "", &number) || !read_session(number, &input.answers)))
        return refuse(reading, "who is answered is a session or -");
    snprintf(input.what, sizeof input.what, "%s", words + end);
    input_add(trace, &input);
    return true;
}

static bool read_line(struct reading *reading, const char *words)
{
    if (strncmp(words, "input ", 6) == 0)
        return read_input(reading, words);
    if (strncmp(words, "zone ", 5) == 0)
        return read_zone(reading, words);
    return words[0] == '#' || words[0] == '\0' ? true : refuse(reading, "neither a zone nor an input");
}

static bool read_lines(struct reading *reading, FILE *file)
{
    char line[LINE_SIZE];
    while (fgets(line, sizeof line, file) != NULL) {
        size_t length = strlen(line);
        reading->line++;
        if (length == 0 || line[length - 1] != '\n')
            return refuse(reading, feof(file) ? "the line is cut off" : "the line is too long, or no text");
        line[length - 1] = '\0';
        if (reading->line == 1 && strcmp(line, heading) != 0)
            return refuse(reading, "not a trace: build/replay FOLDER --trace FILE makes one of a recording");
        if (reading->line > 1 && !read_line(reading, line))
            return false;
    }
    if (reading->trace->count == 0)
        return refuse(reading, "there is no input in it");
    return true;
}

/* -- what follows from it ------------------------------------------------------------------------------ */

/* The order, or whatever else, that an input goes back to. */
static uint32_t root_of(const struct trace *trace, uint32_t at)
{
    while (trace->inputs[at].cause == TRACE_MAIL)
        at = trace->inputs[at].by;
    return at;
}

/* Whose next order waits for what.  An answer that came of something else than the order, from the store say, cannot be waited
 * for: then the next order comes as long after this one as it did. */
static void find_lines(struct trace *trace)
{
    uint32_t *last = memory_get((trace->session_count + 1) * sizeof *last);
    int64_t *since_ms = memory_get((trace->session_count + 1) * sizeof *since_ms);
    bool *open = memory_get((trace->session_count + 1) * sizeof *open);
    for (uint32_t session = 0; session < trace->session_count; session++) {
        trace->first_lines[session] = last[session] = TRACE_NONE;
        since_ms[session] = trace->from_ms;
    }
    for (uint32_t at = 0; at < trace->count; at++) {
        struct trace_input *input = &trace->inputs[at];
        uint32_t session = input->session;
        input->releases = input->next_line = TRACE_NONE;
        if (input->cause == TRACE_LINE) {
            if (open[session])
                trace->inputs[last[session]].releases = session;
            input->pause_ms = input->ms > since_ms[session] ? input->ms - since_ms[session] : 0;
            *(last[session] == TRACE_NONE ? &trace->first_lines[session] : &trace->inputs[last[session]].next_line) = at;
            last[session] = at;
            since_ms[session] = input->ms;
            open[session] = true;
            trace->lines++;
        }
        session = input->answers;
        if (session < trace->session_count && open[session] && root_of(trace, at) == last[session]) {
            input->releases = session;
            since_ms[session] = input->ms;
            open[session] = false;
        }
    }
    for (uint32_t session = 0; session < trace->session_count; session++)
        if (open[session] && trace->inputs[last[session]].releases == TRACE_NONE)
            trace->inputs[last[session]].releases = session;
    memory_free(last);
    memory_free(since_ms);
    memory_free(open);
}

static void find_sent(struct trace *trace)
{
    trace->sent_from = memory_get((trace->count + 2) * sizeof *trace->sent_from);
    trace->sent = memory_get((trace->count + 1) * sizeof *trace->sent);
    for (uint32_t at = 0; at < trace->count; at++)
        if (trace->inputs[at].cause == TRACE_MAIL)
            trace->sent_from[trace->inputs[at].by + 2]++;
    for (uint32_t at = 2; at <= trace->count + 1; at++)
        trace->sent_from[at] += trace->sent_from[at - 1];
    for (uint32_t at = 0; at < trace->count; at++)
        if (trace->inputs[at].cause == TRACE_MAIL)
            trace->sent[trace->sent_from[trace->inputs[at].by + 1]++] = at;
}

static void forget_conclusions(struct trace *trace)
{
    memory_free(trace->first_lines);
    memory_free(trace->sent_from);
    memory_free(trace->sent);
    trace->first_lines = trace->sent_from = trace->sent = NULL;
}

static void conclude(struct trace *trace)
{
    forget_conclusions(trace);
    trace->session_count = 0;
    trace->lines = 0;
    for (uint32_t zone = 0; zone <= trace->zone_count; zone++)
        trace->zones[zone].inputs = trace->zones[zone].posts = 0, trace->zones[zone].ns = 0;
    for (uint32_t at = 0; at < trace->count; at++) {
        const struct trace_input *input = &trace->inputs[at];
        if (at == 0 || input->ms < trace->from_ms)
            trace->from_ms = input->ms;
        if (at == 0 || input->ms > trace->to_ms)
            trace->to_ms = input->ms;
        if (input->cause == TRACE_LINE && input->session >= trace->session_count)
            trace->session_count = input->session + 1;
        trace->zones[input->zone].inputs++;
        trace->zones[input->zone].posts += input->posts;
        trace->zones[input->zone].ns += input->ns;
    }
    trace->first_lines = memory_get((trace->session_count + 1) * sizeof *trace->first_lines);
    find_lines(trace);
    find_sent(trace);
}

bool trace_read(struct trace *trace, const char *path, FILE *trouble)
{
    struct reading reading = { .trace = trace, .path = path, .trouble = trouble };
    *trace = (struct trace){ .zones = memory_get(sizeof *trace->zones) };
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        fprintf(trouble, "model: %s: %s\n", path, strerror(errno));
        return false;
    }
    bool sound = read_lines(&reading, file);
    fclose(file);
    if (sound)
        conclude(trace);
    return sound;
}

void trace_free(struct trace *trace)
{
    forget_conclusions(trace);
    memory_free(trace->inputs);
    memory_free(trace->zones);
    *trace = (struct trace){0};
}

/* -- a part of it -------------------------------------------------------------------------------------- */

void trace_cut(struct trace *trace, int64_t from_ms, int64_t to_ms)
{
    uint32_t *now = memory_get((trace->count + 1) * sizeof *now); /* the new number of an input, or TRACE_NONE */
    uint32_t kept = 0;
    for (uint32_t at = 0; at < trace->count; at++) {
        struct trace_input input = trace->inputs[at];
        bool stays = input.ms >= from_ms && input.ms < to_ms;
        now[at] = stays ? kept : TRACE_NONE;
        if (!stays)
            continue;
        if (input.cause == TRACE_MAIL && now[input.by] == TRACE_NONE)
            input.cause = TRACE_TIME;
        else if (input.cause == TRACE_MAIL)
            input.by = now[input.by];
        trace->inputs[kept++] = input;
    }
    trace->count = kept;
    memory_free(now);
    conclude(trace);
}

bool trace_live(struct trace *trace, int64_t apart_ns[TRACE_TURNED])
{
    int64_t sums[TRACE_TURNED] = {0}, counts[TRACE_TURNED] = {0}, all = 0;
    for (uint32_t at = 0; at < trace->count; at++) {
        struct trace_input *input = &trace->inputs[at];
        sums[input->turned] += input->apart;
        counts[input->turned]++;
        all += input->live;
        input->ns = input->live;
    }
    for (unsigned turned = 0; turned < TRACE_TURNED; turned++)
        apart_ns[turned] = counts[turned] == 0 ? 0 : sums[turned] / counts[turned];
    conclude(trace);
    return all > 0;
}

/* Orders in each tenth of a second; those of a dialogue, at the door, do not count. */
static uint32_t *steps_count(const struct trace *trace, size_t *steps)
{
    *steps = (size_t)((trace->to_ms - trace->from_ms) / STEP_MS) + 1;
    uint32_t *counts = memory_get((*steps + 1) * sizeof *counts);
    for (uint32_t at = 0; at < trace->count; at++)
        if (trace->inputs[at].cause == TRACE_LINE && strcmp(trace->inputs[at].what, "COMMAND -") != 0)
            counts[(trace->inputs[at].ms - trace->from_ms) / STEP_MS]++;
    return counts;
}

static uint64_t sum_of(const uint32_t *counts, size_t from, size_t to)
{
    uint64_t sum = 0;
    for (size_t at = from; at < to; at++)
        sum += counts[at];
    return sum;
}

/* In every half second at least half of what comes in the mean: not so when people still arrive, walk home, or say goodbye. */
static bool is_steady(const uint32_t *counts, size_t from, size_t to)
{
    uint64_t all = sum_of(counts, from, to);
    for (size_t at = from; at + STEPS_A_SLICE <= to; at += STEPS_A_SLICE)
        if (sum_of(counts, at, at + STEPS_A_SLICE) * 2 * (to - from) < all * STEPS_A_SLICE)
            return false;
    return all > 0;
}

bool trace_steady(const struct trace *trace, unsigned seconds, int64_t *from_ms, int64_t *to_ms)
{
    size_t steps, length = (size_t)seconds * STEPS_PER_S;
    uint32_t *counts = steps_count(trace, &steps);
    bool found = false;
    for (size_t end = steps; !found && length > 0 && end >= length; end--) {
        found = is_steady(counts, end - length, end);
        *to_ms = trace->from_ms + (int64_t)end * STEP_MS;
        *from_ms = *to_ms - (int64_t)seconds * 1000;
    }
    memory_free(counts);
    return found;
}
