/* zones/world/draft.c -- a letter while it is written (see draft.h).  Entered by the zone's worker. */
#include "zones/world/draft.h"

#include "core/memory.h"
#include "zones/world/land.h"

#include <string.h>

enum { LINES_MOST = LETTER_BYTES_MOST };

/* -- asking a box ------------------------------------------------------------------------------------ */

ZONE_THREAD static struct message *box_question(struct character *who, enum box_request request, const char *box)
{
    struct zone *zone = who->zone;
    struct message *ask = zone_mail(zone, MSG_BOX_ASK, setting_boxes(zone->setting, box), NO_ENTITY);
    ask->box_ask.request = (uint8_t)request;
    snprintf(ask->box_ask.box, sizeof ask->box_ask.box, "%s", box);
    ask->box_ask.asker = who->id;
    memcpy(ask->box_ask.name, who->name, NAME_SIZE);
    memcpy(ask->box_ask.account, who->player->account, NAME_SIZE);
    ask->box_ask.keeper = character_is_keeper(zone, who);
    return ask;
}

void box_ask(struct character *who, enum box_request request, const char *box, uint32_t number, struct text *subject,
             struct text *words)
{
    if (who->zone->setting->boxes_count == 0) {
        tell(who, "Nobody carries letters in this world.\n");
        text_unref(&subject);
        text_unref(&words);
        return;
    }
    struct message *ask = box_question(who, request, box);
    ask->box_ask.number = number;
    ask->box_ask.subject = subject;
    ask->box_ask.words = words;
    ask->box_ask.slot = zone_answer_detach(who->zone);
    zone_emit(who->zone, ask);
}

void box_count_unread(struct character *who)
{
    char box[BOX_KEY_SIZE];
    if (who->zone->setting->boxes_count == 0)
        return;
    box_key_of_mail(box, who->name);
    zone_emit(who->zone, box_question(who, BOX_COUNT, box));
}

/* -- the dialogue ------------------------------------------------------------------------------------ */

static struct draft *draft_new(const char *box, const char *subject)
{
    struct draft *draft = memory_get(sizeof *draft);
    snprintf(draft->box, sizeof draft->box, "%.*s", BOX_KEY_SIZE - 1, box);
    snprintf(draft->subject, sizeof draft->subject, "%s", subject);
    return draft;
}

void draft_free(struct draft **draft)
{
    if (*draft == NULL)
        return;
    bytes_free(&(*draft)->words);
    memory_free(*draft);
    *draft = NULL;
}

/* Of the words: where the last line begins. */
static size_t draft_last(const struct draft *draft)
{
    size_t at = draft->words.length;
    while (at > 0 && (at == draft->words.length || draft->words.bytes[at - 1] != '\n'))
        at--;
    return at;
}

ZONE_THREAD static void draft_send(struct character *who)
{
    struct draft *draft = who->player->draft;
    if (draft->lines == 0) {
        tell(who, "There is nothing to send yet; ~q gives it up.\n");
        return;
    }
    if (who->zone->setting->boxes_count > 0)
        draft->sent = true;
    box_ask(who, BOX_WRITE, draft->box, 0, text_string(draft->subject), text_new(draft->words.bytes, draft->words.length - 1));
}

ZONE_THREAD static void draft_give_up(struct character *who)
{
    draft_free(&who->player->draft);
    tell(who, "You crumple the paper up.\n");
}

ZONE_THREAD static void draft_show(struct character *who)
{
    const struct draft *draft = who->player->draft;
    tell(who, "%s\n", draft->subject);
    if (draft->lines > 0)
        tell(who, "%.*s", (int)draft->words.length, (const char *)draft->words.bytes);
}

ZONE_THREAD static void draft_delete(struct character *who)
{
    struct draft *draft = who->player->draft;
    if (draft->lines == 0) {
        tell(who, "There is no line to delete.\n");
        return;
    }
    size_t last = draft_last(draft);
    tell(who, "You cross out: %.*s", (int)(draft->words.length - last), (const char *)draft->words.bytes + last);
    draft->words.length = last;
    draft->lines--;
}

ZONE_THREAD static void draft_add(struct character *who, const char *line)
{
    struct draft *draft = who->player->draft;
    int64_t most = who->zone->setting->options->boxes_letter_bytes;
    if ((int64_t)(draft->words.length + strlen(line)) > most) {
        tell(who, "That line does not fit any more: %lld characters are the most, and %zu are written.\n", (long long)most,
             draft->words.length);
        return;
    }
    put_bytes(&draft->words, line, strlen(line));
    put_bytes(&draft->words, "\n", 1);
    draft->lines++;
}

void draft_line(struct character *who, const char *line)
{
    static const struct { const char *word; void (*done)(struct character *who); } words[] = {
        { ".", draft_send }, { "~q", draft_give_up }, { "~l", draft_show }, { "~d", draft_delete },
    };
    const struct draft *draft = who->player->draft;
    unsigned at = 0;
    while (at < sizeof words / sizeof *words && strcmp(words[at].word, line) != 0)
        at++;
    if (draft == NULL)
        tell(who, "You are not writing any more.\n");
    else if (draft->sent && strcmp(line, "~q") != 0)
        tell(who, "It is just being handed over.\n");
    else if (at < sizeof words / sizeof *words)
        words[at].done(who);
    else
        draft_add(who, line);
}

/* -- what the box says ------------------------------------------------------------------------------- */

/* Those around him see it, if he still stands at that board. */
ZONE_THREAD static void tell_pinned(struct character *who, const char *box)
{
    char key[BOX_KEY_SIZE];
    if (who->room->proto->board == NULL)
        return;
    box_key_of_board(key, who->room->proto->board);
    if (strcmp(key, box) == 0)
        tell_room(who->room, who, NULL, "%s pins a note to the board.\n", who->name);
}

ZONE_THREAD static void draft_begin(struct character *who, const struct msg_box_answer *answer)
{
    struct player *player = who->player;
    draft_free(&player->draft);
    player->draft = draft_new(answer->box, answer->subject == NULL ? "" : text_bytes(answer->subject));
    tell(who, "Write, line by line. A lone . sends it, ~q gives it up, ~l shows what there is, ~d deletes the last line.\n");
}

/* A draft begun since is another one. */
ZONE_THREAD static void draft_settle(struct character *who, const struct msg_box_answer *answer)
{
    struct player *player = who->player;
    if (answer->verdict == BOX_YES)
        tell_pinned(who, answer->box);
    if (player->draft == NULL || !player->draft->sent || strcmp(player->draft->box, answer->box) != 0)
        return;
    player->draft->sent = false;
    if (answer->verdict == BOX_YES)
        draft_free(&player->draft);
    else
        tell(who, "What you have written is still there: . tries again, ~q gives it up.\n");
}

void draft_answered(struct character *who, const struct msg_box_answer *answer)
{
    if (answer->words != NULL)
        tell_text(who, answer->words);
    if (answer->request == BOX_TRY && answer->verdict == BOX_YES && who->zone->slot != NULL)
        draft_begin(who, answer);
    if (answer->request == BOX_WRITE)
        draft_settle(who, answer);
}

/* -- as bytes ---------------------------------------------------------------------------------------- */

void draft_put(struct bytes_writer *writer, const struct draft *draft)
{
    put_u8(writer, draft != NULL);
    if (draft == NULL)
        return;
    put_string(writer, draft->box);
    put_string(writer, draft->subject);
    put_u32(writer, draft->lines);
    put_u8(writer, draft->sent);
    put_u32(writer, (uint32_t)draft->words.length);
    put_bytes(writer, draft->words.bytes, draft->words.length);
}

struct draft *draft_take(struct bytes_reader *reader)
{
    if (take_u8(reader) != 1)
        return NULL;
    struct draft *draft = memory_get(sizeof *draft);
    take_string(reader, draft->box, sizeof draft->box);
    take_string(reader, draft->subject, sizeof draft->subject);
    draft->lines = take_u32(reader);
    draft->sent = take_u8(reader) != 0;
    uint32_t length = take_u32(reader);
    const uint8_t *words = length > LETTER_BYTES_MOST + 1 ? NULL : take_bytes(reader, length);
    if (words == NULL || draft->lines > LINES_MOST || (length > 0) != (draft->lines > 0)
        || (length > 0 && words[length - 1] != '\n')) {
        reader->failed = true;
        draft_free(&draft);
        return NULL;
    }
    put_bytes(&draft->words, words, length);
    return draft;
}
