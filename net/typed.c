/* net/typed.c -- see typed.h.  Entered by the net thread that owns the session. */
#include "net/typed.h"

#include "net/alias.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* -- the pager's prompt */

bool typed_pages(struct session *session, const char *line, bool first)
{
    line = line_words(line);
    bool quits = strncasecmp(line, "q", 1) == 0 && line_is_blank(line + 1);
    if (line_is_blank(line)) {
        if (first) { /* there are clients that send an empty line behind every line */
            session_page(session);
        }
        return true;
    }
    pager_end(&session->pager);
    session->prompt_due = session->prompt_due || quits;
    return quits;
}

/* -- aliases */

static NET_THREAD enum alias_outcome expand(const struct session *session, const char *line, struct bytes_writer *commands,
                                            unsigned *count)
{
    const struct options *options = session->net->common->options;
    return alias_expand(session->habits, line, (unsigned)options->session_line_bytes, (unsigned)options->alias_commands_max,
                        commands, count);
}

static NET_THREAD bool is_immediate(const struct session *session, const char *line)
{
    const struct verbs *verbs = session->net->common->verbs;
    const char *arguments;
    char typed[NAME_SIZE];
    return verbs_immediate(verbs, verbs_find(verbs, line, &arguments, typed, sizeof typed));
}

static NET_THREAD void commands_free(struct bytes_writer *commands)
{
    if (commands->bytes != NULL) {
        sodium_memzero(commands->bytes, commands->length);
    }
    bytes_free(commands);
}

bool typed_immediate(const struct session *session, const char *line)
{
    struct bytes_writer commands = {0};
    unsigned count;
    if (session->next != NEXT_COMMAND) {
        return false;
    }
    enum alias_outcome outcome = expand(session, line, &commands, &count);
    bool immediate = outcome == ALIAS_NONE ? is_immediate(session, line)
                                           : outcome == ALIAS_DONE && count == 1 && is_immediate(session, (const char *)commands.bytes);
    commands_free(&commands);
    return immediate;
}

/* In front of all that waits, in their order: the last one first. */
static NET_THREAD void commands_wait(struct session *session, const struct waiting_line *line, const struct bytes_writer *commands)
{
    for (size_t end = commands->length; end > 0;) {
        size_t from = end - 1;
        while (from > 0 && commands->bytes[from - 1] != '\0') {
            from--;
        }
        struct waiting_line *command = line_new((const char *)commands->bytes + from, (unsigned)(end - 1 - from));
        command->judged = true;
        command->immediate = line->immediate;
        command->ready = true;
        command->number = line->number;
        waiting_return(&session->waiting, command);
        end = from;
    }
}

/* True: it is no alias. */
static NET_THREAD bool unaliased(struct session *session, const struct waiting_line *line)
{
    struct bytes_writer commands = {0};
    unsigned count;
    enum alias_outcome outcome = expand(session, line->bytes, &commands, &count);
    if (outcome == ALIAS_DONE) {
        commands_wait(session, line, &commands);
        session->prompt_due = session->prompt_due || count == 0;
    } else if (outcome != ALIAS_NONE) {
        session_notice(session, outcome == ALIAS_TOO_LONG ? "That alias makes a line that is too long."
                                                          : "That alias makes too many commands.");
        session->prompt_due = true;
    }
    commands_free(&commands);
    return outcome == ALIAS_NONE;
}

/* -- the history */

/* A line that begins with `!` becomes the one it means, which is shown; false: there is none. */
static NET_THREAD bool recalled(struct session *session, struct waiting_line **line)
{
    const char *bytes = line_words((*line)->bytes);
    if (*bytes != '!') {
        return true;
    }
    char word[SLOT_LINE_SIZE];
    snprintf(word, sizeof word, "%s", bytes + 1);
    for (size_t length = strlen(word); length > 0 && word[length - 1] == ' ';) {
        word[--length] = '\0';
    }
    const char *found = history_find(&session->history, word);
    if (found == NULL) {
        session_notice(session, "You have typed no line like that.");
        session->prompt_due = true;
        return false;
    }
    struct waiting_line *meant = line_new(found, (unsigned)strlen(found));
    meant->number = (*line)->number;
    meant->judged = (*line)->judged;
    meant->immediate = (*line)->immediate;
    line_free(line);
    *line = meant;
    session_notice(session, meant->bytes);
    return true;
}

bool typed_ready(struct session *session, struct waiting_line **line)
{
    if ((*line)->ready) {
        return true;
    }
    if (!recalled(session, line)) {
        line_free(line);
        return false;
    }
    history_add(&session->history, (*line)->bytes, (unsigned)session->net->common->options->session_history_lines);
    if (!unaliased(session, *line)) {
        line_free(line);
        return false;
    }
    (*line)->ready = true;
    return true;
}

/* -- lists */

static NET_THREAD void list_queue(const struct session *session, uint32_t most, struct bytes_writer *out)
{
    uint32_t number = 0;
    for (const struct waiting_line *line = session->waiting.first; line != NULL && number < most; line = line->next) {
        char digits[16];
        put_bytes(out, digits, (size_t)snprintf(digits, sizeof digits, "%3u  ", ++number));
        put_bytes(out, line->bytes, line->length);
        put_bytes(out, "\n", 1);
    }
}

void typed_list(const struct session *session, enum slot_shows shows, uint32_t most, struct bytes_writer *out)
{
    static const char *const nothing[] = {
        [SHOWS_NOTHING] = "", [SHOWS_HISTORY] = "Nothing.\n", [SHOWS_QUEUE] = "Nothing.\n",
    };
    size_t before = out->length;
    if (shows == SHOWS_HISTORY) {
        history_list(&session->history, most, out);
    } else if (shows == SHOWS_QUEUE) {
        list_queue(session, most, out);
    }
    if (out->length == before) {
        put_bytes(out, nothing[shows], strlen(nothing[shows]));
    }
}
