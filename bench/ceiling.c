/* bench/ceiling.c -- how fast a line server can be that has no world: the ruler that ours is held against.
 *
 * It answers every line with an answer that our server gave to that verb, byte for byte, prompt and GA included,
 * as bots recorded it (bench/bot/recorder.h); with --heard it also sends, as often as our server did, what others
 * heard.  Nothing is parsed, looked up or rendered, nothing crosses from thread to thread.  All lines of one read
 * are answered by one write; each session is written to once a turn at most.
 *
 * So many threads, each with a listener (SO_REUSEPORT), an epoll and sessions of its own; the recording is read by
 * all and changed by none. */
#include "core/bytes.h"
#include "core/memory.h"
#include "core/thread.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { EXIT_NOT_BEGUN = 2, THREADS_MAX = 64, VERBS_MAX = 128, VERB_SIZE = 32, LINE_SIZE = 1024, READ_SIZE = 65536 };
enum { EVENTS = 256, BACKLOG = 1024, ANSWER_BYTES_MAX = 1 << 20 };
enum { IAC = 255, DONT = 254, DO = 253, WONT = 252, WILL = 251, SB = 250, SE = 240 };
enum parser { IN_TEXT, AFTER_IAC, AFTER_COMMAND, IN_CONTENT, IN_CONTENT_AFTER_IAC };

/* What came after the same verb, in the order it came. */
struct answers {
    char     verb[VERB_SIZE];
    unsigned count, room;
    struct { char *bytes; size_t length; } *answer;
};

struct recording {
    unsigned       verbs;
    struct answers verb[VERBS_MAX];
    struct answers heard;
    double         heard_an_answer;     /* how many of those for every answer */
};

struct session {
    struct thread  *thread;
    struct session *next_touched;
    int             fd, state;
    uint8_t         command;
    bool            touched, ended;
    unsigned        place;              /* in the thread's list */
    size_t          length;
    char            line[LINE_SIZE];
    struct bytes_writer out;
};

struct thread {
    const struct recording *recording;
    pthread_t       thread;
    int             loop, listener;
    struct session **sessions;
    unsigned        count, room, next_ear, turns[VERBS_MAX], heard_turn;
    double          heard_owed;
    struct session *touched;
    uint8_t         buffer[READ_SIZE];
};

/* -- the recording ----------------------------------------------------------------------------------- */

static struct answers *answers_find(struct recording *recording, const char *verb)
{
    for (unsigned at = 0; at < recording->verbs; at++)
        if (strcmp(recording->verb[at].verb, verb) == 0)
            return &recording->verb[at];
    if (recording->verbs == VERBS_MAX)
        return NULL;
    struct answers *answers = &recording->verb[recording->verbs++];
    snprintf(answers->verb, sizeof answers->verb, "%s", verb);
    return answers;
}

static bool answers_read(struct answers *answers, size_t length, FILE *file)
{
    if (answers == NULL || length > ANSWER_BYTES_MAX)
        return false;
    if (answers->count == answers->room) {
        answers->room = answers->room == 0 ? 64 : answers->room * 2;
        answers->answer = memory_resize(answers->answer, answers->room * sizeof *answers->answer);
    }
    char *bytes = memory_get(length + 1);
    answers->answer[answers->count].bytes = bytes;
    answers->answer[answers->count++].length = length;
    return fread(bytes, 1, length, file) == length && fgetc(file) == '\n';
}

static bool recording_line(struct recording *recording, const char *line, FILE *file)
{
    char verb[VERB_SIZE];
    size_t length;
    unsigned long long answers, heard;
    if (sscanf(line, "answer %zu %31s", &length, verb) == 2)
        return answers_read(answers_find(recording, verb), length, file);
    if (sscanf(line, "heard %zu", &length) == 1)
        return answers_read(&recording->heard, length, file);
    if (sscanf(line, "totals %llu %llu", &answers, &heard) != 2 || answers == 0)
        return false;
    recording->heard_an_answer = (double)heard / (double)answers;
    return true;
}

static bool recording_read(struct recording *recording, const char *path)
{
    char line[128];
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        fprintf(stderr, "ceiling: %s: %s\n", path, strerror(errno));
        return false;
    }
    bool well = true;
    while (well && fgets(line, sizeof line, file) != NULL)
        well = recording_line(recording, line, file);
    fclose(file);
    if (well && recording->verbs > 0)
        return true;
    fprintf(stderr, "ceiling: %s is no recording\n", path);
    return false;
}

static void answers_free(struct answers *answers)
{
    for (unsigned at = 0; at < answers->count; at++)
        memory_free(answers->answer[at].bytes);
    memory_free(answers->answer);
}

static void recording_free(struct recording *recording)
{
    for (unsigned at = 0; at < recording->verbs; at++)
        answers_free(&recording->verb[at]);
    answers_free(&recording->heard);
}

/* -- a line and its answer --------------------------------------------------------------------------- */

static void touch(struct session *session)
{
    if (session->touched)
        return;
    session->touched = true;
    session->next_touched = session->thread->touched;
    session->thread->touched = session;
}

static void put_next(struct session *session, const struct answers *answers, unsigned *turn)
{
    unsigned at = (*turn)++ % answers->count;
    put_bytes(&session->out, answers->answer[at].bytes, answers->answer[at].length);
    touch(session);
}

/* Others of the same thread get what others heard, in turn. */
static void let_others_hear(struct session *speaker)
{
    struct thread *thread = speaker->thread;
    const struct recording *recording = thread->recording;
    thread->heard_owed += recording->heard_an_answer;
    for (; thread->heard_owed >= 1; thread->heard_owed -= 1) {
        struct session *ear = thread->sessions[thread->next_ear++ % thread->count];
        if (recording->heard.count > 0 && ear != speaker)
            put_next(ear, &recording->heard, &thread->heard_turn);
    }
}

static void answer_line(struct session *session)
{
    const struct recording *recording = session->thread->recording;
    size_t word = strcspn(session->line, " ");
    unsigned at = 0;
    while (at < recording->verbs && (strncmp(recording->verb[at].verb, session->line, word) != 0
                                     || recording->verb[at].verb[word] != '\0'))
        at++;
    at = at == recording->verbs ? 0 : at;
    put_next(session, &recording->verb[at], &session->thread->turns[at]);
    let_others_hear(session);
}

/* -- bytes ------------------------------------------------------------------------------------------- */

/* We want nothing and offer nothing. */
static void refuse(struct session *session, uint8_t option)
{
    uint8_t answer[3] = { IAC, session->command == DO ? WONT : DONT, option };
    if (session->command != DO && session->command != WILL)
        return;
    put_bytes(&session->out, answer, sizeof answer);
    touch(session);
}

static void text_byte(struct session *session, uint8_t byte)
{
    if (byte == '\n') {
        session->line[session->length] = '\0';
        answer_line(session);
        session->length = 0;
    } else if (byte != '\r' && session->length + 1 < LINE_SIZE)
        session->line[session->length++] = (char)byte;
}

static void take_byte(struct session *session, uint8_t byte)
{
    enum parser state = (enum parser)session->state;
    if (state == IN_TEXT && byte != IAC) {
        text_byte(session, byte);
        return;
    }
    session->state = IN_TEXT;
    if (state == IN_TEXT)
        session->state = AFTER_IAC;
    else if (state == AFTER_COMMAND)
        refuse(session, byte);
    else if (state == AFTER_IAC && byte >= WILL && byte != IAC)
        session->state = AFTER_COMMAND;
    else if ((state == AFTER_IAC && byte == SB) || (state == IN_CONTENT && byte != IAC)
             || (state == IN_CONTENT_AFTER_IAC && byte != SE))
        session->state = IN_CONTENT;
    else if (state == IN_CONTENT)
        session->state = IN_CONTENT_AFTER_IAC;
    session->command = byte;
}

/* -- sessions ---------------------------------------------------------------------------------------- */

static void session_begin(struct thread *thread, int fd)
{
    static const char greeting[] = "< Ceiling | 100h 100m 100s > \377\371";
    const int on = 1;
    struct session *session = memory_get(sizeof *session);
    struct epoll_event event = { .events = EPOLLIN, .data.ptr = session };
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    session->thread = thread;
    session->fd = fd;
    session->place = thread->count;
    if (thread->count == thread->room) {
        thread->room = thread->room == 0 ? 64 : thread->room * 2;
        thread->sessions = memory_resize(thread->sessions, thread->room * sizeof(struct session *));
    }
    thread->sessions[thread->count++] = session;
    epoll_ctl(thread->loop, EPOLL_CTL_ADD, fd, &event);
    put_bytes(&session->out, greeting, sizeof greeting - 1);
    touch(session);
}

static void session_end(struct session *session)
{
    struct thread *thread = session->thread;
    struct session *last = thread->sessions[--thread->count];
    thread->sessions[session->place] = last;
    last->place = session->place;
    close(session->fd);
    bytes_free(&session->out);
    memory_free(session);
}

static void session_read(struct session *session)
{
    struct thread *thread = session->thread;
    ssize_t length = recv(session->fd, thread->buffer, sizeof thread->buffer, MSG_DONTWAIT);
    if (length == 0 || (length < 0 && errno != EAGAIN && errno != EINTR)) {
        session->ended = true;
        touch(session);
    }
    for (ssize_t at = 0; at < length; at++)
        take_byte(session, thread->buffer[at]);
}

/* Who takes only a part does not read: a bot always does. */
static void session_write(struct session *session)
{
    ssize_t written = send(session->fd, session->out.bytes, session->out.length, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (session->ended || written != (ssize_t)session->out.length)
        session_end(session);
    else
        bytes_clear(&session->out);
}

/* -- threads ----------------------------------------------------------------------------------------- */

static void accept_all(struct thread *thread)
{
    for (;;) {
        int fd = accept4(thread->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0)
            return;
        session_begin(thread, fd);
    }
}

static void write_touched(struct thread *thread)
{
    while (thread->touched != NULL) {
        struct session *session = thread->touched;
        thread->touched = session->next_touched;
        session->touched = false;
        session_write(session);
    }
}

static void *thread_run(void *argument)
{
    struct thread *thread = argument;
    struct epoll_event events[EVENTS];
    thread_short_slices();              /* as the server's threads do */
    for (;;) {
        int count = epoll_wait(thread->loop, events, EVENTS, -1);
        for (int at = 0; at < count; at++) {
            if (events[at].data.ptr == NULL)
                accept_all(thread);
            else
                session_read(events[at].data.ptr);
        }
        write_touched(thread);
    }
    return NULL;
}

/* The first takes a free port, the others the same one; 0: it cannot be had. */
static uint16_t listener_open(struct thread *thread, uint16_t port)
{
    const int on = 1;
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    struct epoll_event event = { .events = EPOLLIN, .data.ptr = NULL };
    socklen_t length = sizeof address;
    thread->listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    thread->loop = epoll_create1(EPOLL_CLOEXEC);
    setsockopt(thread->listener, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
    if (thread->listener < 0 || thread->loop < 0 || bind(thread->listener, (struct sockaddr *)&address, sizeof address) != 0
        || listen(thread->listener, BACKLOG) != 0 || epoll_ctl(thread->loop, EPOLL_CTL_ADD, thread->listener, &event) != 0)
        return 0;
    getsockname(thread->listener, (struct sockaddr *)&address, &length);
    return ntohs(address.sin_port);
}

static bool threads_begin(struct thread *threads, unsigned count, const struct recording *recording)
{
    uint16_t port = 0;
    for (unsigned at = 0; at < count; at++) {
        threads[at].recording = recording;
        port = listener_open(&threads[at], port);
        if (port == 0) {
            fprintf(stderr, "ceiling: cannot listen: %s\n", strerror(errno));
            return false;
        }
    }
    for (unsigned at = 0; at < count; at++)
        if (pthread_create(&threads[at].thread, NULL, thread_run, &threads[at]) != 0)
            return false;
    printf("telnet localhost %u\n", port);
    fflush(stdout);
    return true;
}

/* It runs until it is killed. */
int main(int count, char **words)
{
    static struct recording recording;
    static struct thread threads[THREADS_MAX];
    bool heard = count == 4 && strcmp(words[3], "--heard") == 0;
    unsigned wanted = count >= 3 ? (unsigned)strtoul(words[2], NULL, 10) : 0;
    if (wanted == 0 || wanted > THREADS_MAX || (count != 3 && !heard)) {
        fprintf(stderr, "ceiling RECORDING THREADS [--heard]\n");
        return EXIT_NOT_BEGUN;
    }
    bool ready = recording_read(&recording, words[1]);
    recording.heard_an_answer = heard ? recording.heard_an_answer : 0;
    if (ready && threads_begin(threads, wanted, &recording))
        pthread_join(threads[0].thread, NULL);
    recording_free(&recording);
    return EXIT_NOT_BEGUN;
}
