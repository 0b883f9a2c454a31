/* zones/world/ears.c -- what a player hears (see ears.h).  Entered by the zone's worker. */
#include "zones/world/land.h"

#include "core/markup.h"
#include "core/memory.h"
#include "zones/who.h"

#include <string.h>
#include <strings.h>

enum { WORDS_MOST = 4096 };

void ears_free(struct ears *ears)
{
    for (unsigned at = 0; at < ears->told_count; at++)
        text_unref(&ears->told[at].words);
    memory_free(ears->told);
    memory_free(ears->ignored);
    *ears = (struct ears){0};
}

/* -- channels and ignored names ---------------------------------------------------------------------- */

uint32_t ears_deaf(const struct ears *ears, const struct book *book)
{
    return ears->switched ^ book_channels_off(book);
}

static unsigned ears_find(const struct ears *ears, const char *name)
{
    unsigned at = 0;
    while (at < ears->ignored_count && strcasecmp(ears->ignored[at], name) != 0)
        at++;
    return at;
}

bool ears_ignore(const struct ears *ears, const char *name)
{
    return ears_find(ears, name) < ears->ignored_count;
}

bool ears_ignore_begin(struct ears *ears, const char *name)
{
    if (ears_ignore(ears, name))
        return true;
    if (ears->ignored_count == IGNORED_MOST)
        return false;
    ears->ignored = memory_resize(ears->ignored, (ears->ignored_count + 1) * sizeof *ears->ignored);
    snprintf(ears->ignored[ears->ignored_count++], sizeof *ears->ignored, "%s", name);
    return true;
}

void ears_ignore_end(struct ears *ears, const char *name)
{
    unsigned at = ears_find(ears, name);
    if (at == ears->ignored_count)
        return;
    ears->ignored_count--;
    memmove(ears->ignored + at, ears->ignored + at + 1, (ears->ignored_count - at) * sizeof *ears->ignored);
}

struct text *ears_ignored(const struct ears *ears)
{
    struct bytes_writer writer = {0};
    if (ears->ignored_count == 0)
        return NULL;
    for (unsigned at = 0; at < ears->ignored_count; at++) {
        char folded[NAME_SIZE];
        name_fold(folded, ears->ignored[at]);
        put_bytes(&writer, folded, strlen(folded));
        put_bytes(&writer, "\n", 1);
    }
    struct text *text = bytes_text(&writer);
    bytes_free(&writer);
    return text;
}

/* -- tells ------------------------------------------------------------------------------------------- */

/* words: a reference, taken over.  The oldest makes room. */
static void ears_keep(struct ears *ears, const char *name, struct text *words)
{
    if (ears->told == NULL)
        ears->told = memory_get(TELLS_KEPT * sizeof *ears->told);
    if (ears->told_count == TELLS_KEPT) {
        text_unref(&ears->told[0].words);
        ears->told_count--;
        memmove(ears->told, ears->told + 1, ears->told_count * sizeof *ears->told);
    }
    struct told *told = &ears->told[ears->told_count++];
    snprintf(told->name, sizeof told->name, "%s", name);
    told->words = words;
    if (ears->waiting > ears->told_count)
        ears->waiting = ears->told_count;
}

void tell_words(struct zone *zone, session_id session, const char *name, const char *account, const char *words)
{
    char whose[NAME_WITH_ACCOUNT];
    struct message *message = message_new(MSG_TELL);
    message->tell.session = session;
    message->tell.text = text_printf(M_PERSONAL "%s tells you, '%s'" M_PLAIN "\n", name_with_account(name, account, whose), words);
    snprintf(message->tell.reply_to, NAME_SIZE, "%s", name);
    zone_emit(zone, message);
}

void ears_told(struct character *who, const struct msg_told *told)
{
    struct ears *ears = &who->player->ears;
    if (told->words == NULL || ears_ignore(ears, told->name))
        return;
    bool hears = !session_same(who->player->session, NO_SESSION) && who->position != SLEEPING;
    ears_keep(ears, told->name, text_ref(told->words));
    if (!told->heard && hears)
        tell_words(who->zone, who->player->session, told->name,
                   character_is_keeper(who->zone, who) ? told->account : "", text_bytes(told->words));
    else if (!told->heard && ears->waiting < ears->told_count)
        ears->waiting++;
}

void ears_return(struct character *who)
{
    unsigned waiting = who->player->ears.waiting;
    if (waiting > 0)
        tell(who, "%u %s; type tells.\n", waiting, waiting == 1 ? "tell waits" : "tells wait");
}

/* -- as bytes ---------------------------------------------------------------------------------------- */

void ears_put_settings(struct bytes_writer *writer, const struct ears *ears)
{
    put_u32(writer, ears->switched);
    put_u32(writer, ears->ignored_count);
    for (unsigned at = 0; at < ears->ignored_count; at++)
        put_string(writer, ears->ignored[at]);
}

void ears_take_settings(struct bytes_reader *reader, struct ears *ears)
{
    ears->switched = take_u32(reader);
    uint32_t count = take_u32(reader);
    if (count > IGNORED_MOST)
        reader->failed = true;
    for (uint32_t at = 0; at < count && !reader->failed; at++) {
        char name[NAME_SIZE];
        take_string(reader, name, sizeof name);
        if (!name_fits(name) || ears_ignore(ears, name))
            reader->failed = true;
        if (!reader->failed)
            ears_ignore_begin(ears, name);
    }
}

void ears_put_told(struct bytes_writer *writer, const struct ears *ears)
{
    put_u32(writer, ears->waiting);
    put_u32(writer, ears->told_count);
    for (unsigned at = 0; at < ears->told_count; at++) {
        put_string(writer, ears->told[at].name);
        put_text(writer, ears->told[at].words);
    }
}

void ears_take_told(struct bytes_reader *reader, struct ears *ears)
{
    uint32_t waiting = take_u32(reader), count = take_u32(reader);
    if (count > TELLS_KEPT || waiting > count)
        reader->failed = true;
    for (uint32_t at = 0; at < count && !reader->failed; at++) {
        char name[NAME_SIZE];
        take_string(reader, name, sizeof name);
        struct text *words = take_text(reader, WORDS_MOST);
        if (words == NULL)
            reader->failed = true;
        else
            ears_keep(ears, name, words);
    }
    ears->waiting = reader->failed ? 0 : waiting;
}
