/* zones/boxes.c -- boxes as a zone kind: who hears what, when a box is read, what is answered (see boxes.h).
 *
 * Entered by the worker that runs the zone.  What stands in a box is box.c's; whether somebody may ask at all
 * (is he at the board, at a post office?) has been settled by his land. */
#include "zones/boxes.h"

#include "core/log.h"
#include "core/memory.h"
#include "zones/box.h"
#include "zones/registry.h"
#include "zones/world/calendar.h"

#include <stdarg.h>
#include <string.h>

enum { HOUR_MS = 3600000, MINUTE_MS = 60000, RECORD_BYTES_MOST = 1 << 20, BOXES_MOST = 1 << 21 };

static const char away_words[] = "The post is shut for the moment: what is written down cannot be reached. Please try again.\n";
static const char damaged_words[] = "What is written down there cannot be read. Please tell a keeper.\n";

/* -- answers ----------------------------------------------------------------------------------------- */

/* To whoever asked, who may be elsewhere by now; takes the question over, and the words. */
ZONE_THREAD static void answer(struct zone *zone, struct message *ask, enum box_verdict verdict, struct text *words)
{
    const struct msg_box_ask *asked = &ask->box_ask;
    bool person = !entity_none(asked->asker);
    struct message *answer = zone_mail(zone, MSG_BOX_ANSWER, person ? NO_ZONE : ask->from, asked->asker);
    answer->box_answer.request = asked->request;
    answer->box_answer.verdict = (uint8_t)verdict;
    memcpy(answer->box_answer.box, asked->box, KEY_SIZE);
    memcpy(answer->box_answer.account, asked->account, NAME_SIZE);
    answer->box_answer.subject = text_ref(asked->subject);
    answer->box_answer.words = words;
    answer->box_answer.slot = asked->slot;
    message_free(&ask);
    zone_emit(zone, answer);
}

ZONE_THREAD static void answer_words(struct zone *zone, struct message *ask, enum box_verdict verdict, const char *words)
{
    answer(zone, ask, verdict, text_string(words));
}

static struct text *writer_end(struct bytes_writer *writer)
{
    struct text *text = bytes_text(writer);
    bytes_free(writer);
    return text;
}

/* -- what is asked ----------------------------------------------------------------------------------- */

static struct date date_of(int64_t world_ms)
{
    return calendar_date(world_hour(world_ms));
}

ZONE_THREAD static void asked_list(struct zone *zone, struct box *box, struct message *ask)
{
    struct bytes_writer list = {0};
    bool mail = box_key_is_mail(box->key);
    unsigned shown = 0;
    for (unsigned at = 0; at < box->count; at++) {
        const struct letter *letter = &box->letters[at];
        char folded[NAME_SIZE];
        name_fold(folded, letter->author);
        if (text_has_line(ask->box_ask.words, folded))
            continue;
        struct date date = date_of(letter->when);
        put_printf(&list, "%u: %u %s, %u:00, %s%s: %s\n", letter->number, date.day, month_names[date.month - 1], date.hour, letter->author,
                   mail && !letter->read ? ", unread" : "", text_bytes(letter->subject));
        shown++;
    }
    if (shown == 0)
        put_printf(&list, mail ? "There are no letters for you.\n" : "The board is bare.\n");
    answer(zone, ask, BOX_YES, writer_end(&list));
}

/* The letter asked for; NULL, and the question is answered, if there is none such. */
ZONE_THREAD static struct letter *letter_asked(struct zone *zone, const struct box *box, struct message *ask)
{
    struct letter *letter = box_letter(box, ask->box_ask.number);
    if (letter == NULL)
        answer(zone, ask, BOX_NO, text_printf("There is no %s %u.\n", box_key_is_mail(box->key) ? "letter" : "note",
                                              ask->box_ask.number));
    return letter;
}

ZONE_THREAD static void asked_read(struct zone *zone, struct box *box, struct message *ask)
{
    bool mail = box_key_is_mail(box->key);
    struct letter *letter = letter_asked(zone, box, ask);
    if (letter == NULL)
        return;
    struct date date = date_of(letter->when);
    struct text *words = text_printf("%s %u, %u %s, %u:00. %s writes: %s\n%s\n", mail ? "Letter" : "Note", letter->number,
                                     date.day, month_names[date.month - 1], date.hour, letter->author, text_bytes(letter->subject), text_bytes(letter->words));
    if (mail && !letter->read) {
        box_touch(zone, box);
        letter->read = true;
    }
    answer(zone, ask, BOX_YES, words);
}

/* NULL, or why no letter more may be written to that box by whoever asks. */
ZONE_THREAD static struct text *write_refuse(struct zone *zone, const struct box *box, const struct msg_box_ask *ask)
{
    struct boxes *boxes = zone->state;
    bool mail = box_key_is_mail(box->key);
    int64_t wait = tries_wait(&boxes->written, ask->account, zone->now);
    if (box->count >= (unsigned)zone->setting->options->boxes_letters_max)
        return text_string(mail ? "That box is full: no letter more fits in until some are taken out.\n"
                                : "The board is full: no note more fits on until some are taken down.\n");
    if (wait > 0)
        return text_printf("You have written a great deal lately. In %lld minutes you may write again.\n",
                           (long long)((wait + MINUTE_MS - 1) / MINUTE_MS));
    return NULL;
}

ZONE_THREAD static void asked_try(struct zone *zone, struct box *box, struct message *ask)
{
    struct text *refusal = write_refuse(zone, box, &ask->box_ask);
    answer(zone, ask, refusal == NULL ? BOX_YES : BOX_NO, refusal);
}

/* Whoever is in the world is told; for others the mail finds nobody, and that is all. */
ZONE_THREAD static void courier_send(struct zone *zone, const struct box *box, const char *author)
{
    struct message *courier = zone_mail(zone, MSG_BOX_ANSWER, NO_ZONE, box->who);
    courier->box_answer.request = BOX_COURIER;
    memcpy(courier->box_answer.box, box->key, sizeof box->key);
    courier->box_answer.words = text_printf("A courier finds you, out of breath: a letter from %s waits at the post office.\n", author);
    zone_emit(zone, courier);
}

static bool letter_fits(const struct msg_box_ask *ask)
{
    return ask->subject != NULL && ask->words != NULL && text_length(ask->subject) <= SUBJECT_MOST
        && text_length(ask->words) <= LETTER_BYTES_MOST && name_fits(ask->name);
}

ZONE_THREAD static void asked_write(struct zone *zone, struct box *box, struct message *ask)
{
    struct boxes *boxes = zone->state;
    struct text *refusal = letter_fits(&ask->box_ask) ? write_refuse(zone, box, &ask->box_ask)
                                                      : text_string("Nobody could read that.\n");
    if (refusal != NULL) {
        answer(zone, ask, BOX_NO, refusal);
        return;
    }
    bool mail = box_key_is_mail(box->key);
    tries_spend(&boxes->written, ask->box_ask.account, zone->now);
    box_touch(zone, box);
    box_add(box, &ask->box_ask, zone->now);
    if (mail)
        courier_send(zone, box, ask->box_ask.name);
    answer(zone, ask, BOX_YES, mail ? text_string("Your letter is handed over.\n")
                                    : text_printf("Your note hangs on the board as number %u.\n", box->last));
}

/* The characters of one account are one person's; a name alone may have been another's once. */
ZONE_THREAD static void asked_remove(struct zone *zone, struct box *box, struct message *ask)
{
    bool mail = box_key_is_mail(box->key);
    struct letter *letter = letter_asked(zone, box, ask);
    if (letter == NULL)
        return;
    if (!mail && !ask->box_ask.keeper && strcmp(letter->account, ask->box_ask.account) != 0) {
        answer(zone, ask, BOX_NO, text_printf("Note %u is not yours to take down.\n", letter->number));
        return;
    }
    struct text *words = text_printf(mail ? "You throw letter %u away.\n" : "You take note %u down.\n", letter->number);
    box_touch(zone, box);
    box_remove(box, letter);
    answer(zone, ask, BOX_YES, words);
}

ZONE_THREAD static void asked_count(struct zone *zone, struct box *box, struct message *ask)
{
    unsigned unread = box_unread(box);
    if (unread == 0 && ask->box_ask.slot == NULL)
        message_free(&ask);
    else
        answer(zone, ask, BOX_YES, text_printf("%u unread %s for you at the post office.\n", unread,
                                               unread == 1 ? "letter waits" : "letters wait"));
}

/* From here on until END or THAW nothing of it is written, and nobody is answered. */
ZONE_THREAD static void asked_freeze(struct zone *zone, struct box *box, struct message *ask)
{
    box_freeze(zone, box);
    answer(zone, ask, BOX_YES, box_record_names(box, false));
}

/* -- boxes coming and going -------------------------------------------------------------------------- */

static struct box *box_find(const struct zone *zone, const char *key, unsigned *at)
{
    const struct boxes *boxes = zone->state;
    return sorted_find(&boxes->list, box_order, key, at);
}

/* Takes it out of memory; what waits for it is the caller's. */
static void box_forget(struct zone *zone, struct box *box, struct message_list *waiting)
{
    struct boxes *boxes = zone->state;
    unsigned at;
    struct box *found = box_find(zone, box->key, &at);
    assert(found == box);
    *waiting = box->waiting;
    box->waiting = (struct message_list){0};
    sorted_take(&boxes->list, at);
    assert(box->holder.dirty == 0);
    box_free(box);
}

/* The one not asked for longest goes.  All of it is in cuts that persist has seen, and a LOAD sees those. */
static void boxes_thin(struct zone *zone)
{
    struct boxes *boxes = zone->state;
    struct box *oldest = NULL;
    struct message_list nothing;
    if (boxes->list.count <= (uint64_t)zone->setting->options->boxes_kept_max)
        return;
    for (unsigned at = 0; at < boxes->list.count; at++) {
        struct box *box = boxes->list.items[at];
        bool idle = box->state == BOX_KNOWN && box->holder.dirty == 0 && !box->frozen && box->waiting.first == NULL;
        if (idle && (oldest == NULL || box->used < oldest->used))
            oldest = box;
    }
    if (oldest != NULL)
        box_forget(zone, oldest, &nothing);
}

/* names: a reference, taken over. */
ZONE_THREAD static void box_load(struct zone *zone, struct box *box, struct text *names)
{
    struct boxes *boxes = zone->state;
    struct message *load = zone_mail(zone, MSG_LOAD, NO_ZONE, NO_ENTITY);
    box->request = load->load.request = ++boxes->requests;
    load->load.names = names;
    zone_emit(zone, load);
}

ZONE_THREAD static struct box *box_open(struct zone *zone, const char *key, unsigned at)
{
    struct boxes *boxes = zone->state;
    char record[KEY_SIZE];
    struct box *box = box_new(key);
    sorted_insert(&boxes->list, at, box);
    box_record(record, box->key);
    box_load(zone, box, text_new(record, strlen(record) + 1));
    return box;
}

/* Everybody who waits is told why it cannot be read, and the next one tries again. */
ZONE_THREAD static void box_unreadable(struct zone *zone, struct box *box, enum box_verdict verdict, const char *words)
{
    struct message_list waiting;
    struct message *ask;
    box_forget(zone, box, &waiting);
    while ((ask = message_list_take(&waiting)) != NULL)
        answer_words(zone, ask, verdict, words);
}

/* -- serving what waits ------------------------------------------------------------------------------ */

static const struct {
    void (*asked)(struct zone *zone, struct box *box, struct message *ask);
    bool needs_owner;               /* of mail: the character must exist */
} questions[] = {
    [BOX_LIST]   = { asked_list,   false }, [BOX_READ]   = { asked_read,   false }, [BOX_TRY]    = { asked_try,    true  },
    [BOX_WRITE]  = { asked_write,  true  }, [BOX_REMOVE] = { asked_remove, false }, [BOX_COUNT]  = { asked_count,  false },
    [BOX_FREEZE] = { asked_freeze, false },
};
enum { QUESTIONS = sizeof questions / sizeof *questions };

ZONE_THREAD static void owner_ask(struct zone *zone, struct box *box)
{
    const char *name = strchr(box->key, '.') + 1;
    struct message *know = zone_mail(zone, MSG_ASK, setting_registry(zone->setting, name), NO_ENTITY);
    know->ask.request = REGISTRY_KNOW_NAME;
    snprintf(know->ask.name, NAME_SIZE, "%s", name);
    box->owner = OWNER_ASKED;
    zone_emit(zone, know);
}

/* Must the first question wait until the registry has said who that is? */
ZONE_THREAD static bool box_waits(struct zone *zone, struct box *box)
{
    if (!box_key_is_mail(box->key) || !questions[box->waiting.first->box_ask.request].needs_owner || box->owner == OWNER_THERE)
        return false;
    if (box->owner == OWNER_UNASKED)
        owner_ask(zone, box);
    return true;
}

ZONE_THREAD static void box_serve(struct zone *zone, struct box *box)
{
    while (box->waiting.first != NULL && box->state == BOX_KNOWN && !box->frozen && !box_waits(zone, box)) {
        struct message *ask = message_list_take(&box->waiting);
        questions[ask->box_ask.request].asked(zone, box, ask);
    }
}

/* Its records are gone: whoever asks for it again finds out what is there now. */
ZONE_THREAD static void boxes_asked(struct zone *zone, struct message *ask);
ZONE_THREAD static void box_end(struct zone *zone, struct box *box)
{
    struct message_list waiting;
    struct message *ask;
    box_forget(zone, box, &waiting);
    while ((ask = message_list_take(&waiting)) != NULL)
        boxes_asked(zone, ask);
}

/* END and THAW overtake what waits for just them. */
ZONE_THREAD static void boxes_settle(struct zone *zone, struct message *ask)
{
    struct box *box = box_find(zone, ask->box_ask.box, NULL);
    bool end = ask->box_ask.request == BOX_END;
    message_free(&ask);
    if (box == NULL || !box->frozen)
        log_zone(zone->key, "box_not_frozen");
    else if (end)
        box_end(zone, box);
    else {
        box_thaw(zone, box);
        box_serve(zone, box);
    }
}

ZONE_THREAD static void boxes_asked(struct zone *zone, struct message *ask)
{
    struct boxes *boxes = zone->state;
    unsigned at, request = ask->box_ask.request;
    if (request == BOX_END || request == BOX_THAW) {
        boxes_settle(zone, ask);
        return;
    }
    if (request >= QUESTIONS || questions[request].asked == NULL || !box_key_fits(ask->box_ask.box)) {
        answer_words(zone, ask, BOX_NO, "There is no such box.\n");
        return;
    }
    struct box *box = box_find(zone, ask->box_ask.box, &at);
    if (box == NULL)
        box = box_open(zone, ask->box_ask.box, at);
    box->used = ++boxes->asked;
    if (request != BOX_FREEZE && box->waiting.length >= (uint64_t)zone->setting->options->zone_parked_max)
        answer_words(zone, ask, BOX_NO, "There is a crowd before you. Please try again.\n");
    else
        message_list_add(&box->waiting, ask);
    box_serve(zone, box);
    boxes_thin(zone);
}

/* -- what the store and the registry say ------------------------------------------------------------- */

/* The next record of a LOADED; NULL: it is not there, or, with `failed` set, does not read. */
static struct text *record_next(struct bytes_reader *records)
{
    return take_u8(records) == 1 ? take_text(records, RECORD_BYTES_MOST) : NULL;
}

/* The box's own record is here; the letters it names are asked for next. */
ZONE_THREAD static void box_loaded(struct zone *zone, struct box *box, struct bytes_reader *records)
{
    struct text *content = record_next(records);
    bool sound = !records->failed && (content == NULL || box_take_record(box, content));
    text_unref(&content);
    if (!sound) {
        log_error("box_damaged key=%s", box->key);
        box_unreadable(zone, box, BOX_NO, damaged_words);
        return;
    }
    box->state = box->count == 0 ? BOX_KNOWN : BOX_LETTERS_ASKED;
    if (box->count > 0)
        box_load(zone, box, box_record_names(box, true));
    else
        box_serve(zone, box);
}

ZONE_THREAD static void letters_loaded(struct zone *zone, struct box *box, struct bytes_reader *records)
{
    bool sound = true;
    for (unsigned at = 0; at < box->count && sound; at++) {
        struct text *content = record_next(records);
        sound = content != NULL && letter_take_record(&box->letters[at], content);
        text_unref(&content);
        if (!sound)
            log_error("letter_damaged box=%s number=%u", box->key, box->letters[at].number);
    }
    if (!sound) {
        box_unreadable(zone, box, BOX_NO, damaged_words);
        return;
    }
    box->state = BOX_KNOWN;
    box_serve(zone, box);
}

ZONE_THREAD static void boxes_loaded(struct zone *zone, struct message *message)
{
    const struct boxes *boxes = zone->state;
    struct box *box = NULL;
    for (unsigned at = 0; at < boxes->list.count && box == NULL; at++) {
        struct box *asking = boxes->list.items[at];
        box = asking->state != BOX_KNOWN && asking->request == message->loaded.request ? asking : NULL;
    }
    const struct text *text = message->loaded.records;
    struct bytes_reader records = text == NULL ? bytes_read("", 0) : bytes_read(text_bytes(text), text_length(text));
    if (box == NULL)
        log_zone(zone->key, "store_answer_unasked request=%llu", (unsigned long long)message->loaded.request);
    else if (message->loaded.failed || text == NULL)
        box_unreadable(zone, box, BOX_AWAY, away_words);
    else if (box->state == BOX_ASKED)
        box_loaded(zone, box, &records);
    else
        letters_loaded(zone, box, &records);
    message_free(&message);
}

/* The first question, which waited for this, is refused; those behind it ask anew if they need to. */
ZONE_THREAD static void owner_refused(struct zone *zone, struct box *box, bool away)
{
    struct message *ask = message_list_take(&box->waiting);
    box->owner = OWNER_UNASKED;
    answer_words(zone, ask, away ? BOX_AWAY : BOX_NO, away ? away_words : "Nobody of that name lives in this world.\n");
}

ZONE_THREAD static void boxes_answered(struct zone *zone, struct message *message)
{
    char key[BOX_KEY_SIZE];
    box_key_of_mail(key, message->answer.name);
    struct box *box = box_find(zone, key, NULL);
    const struct text *id = message->answer.value;
    struct bytes_reader reader = id == NULL ? bytes_read("", 0) : bytes_read(text_bytes(id), text_length(id));
    if (box == NULL || box->owner != OWNER_ASKED) {
        log_zone(zone->key, "name_answer_unasked name=%s", message->answer.name);
    } else {
        box->who = take_entity(&reader);
        box->owner = OWNER_THERE;
        if (message->answer.verdict != REGISTRY_YES || reader.failed)
            owner_refused(zone, box, message->answer.verdict == REGISTRY_AWAY);
        box_serve(zone, box);
    }
    message_free(&message);
}

ZONE_THREAD static void boxes_apply(struct zone *zone, struct message *message, const struct lookup *lookup)
{
    static void (*const handlers[MSG_TYPES])(struct zone *zone, struct message *message) = {
        [MSG_BOX_ASK] = boxes_asked, [MSG_LOADED] = boxes_loaded, [MSG_ANSWER] = boxes_answered,
    };
    (void)lookup;
    if (handlers[message->type] != NULL)
        handlers[message->type](zone, message);
    else
        zone_mail_lost(zone, message);
}

/* -- birth, end, bytes ---------------------------------------------------------------------- */

static void boxes_begin(struct zone *zone)
{
    struct boxes *boxes = memory_get(sizeof *boxes);
    boxes->written.most = zone->setting->options->boxes_letters_per_hour;
    boxes->written.refill_ms = HOUR_MS / boxes->written.most;
    zone->state = boxes;
}

static void boxes_end(struct zone *zone)
{
    struct boxes *boxes = zone->state;
    for (unsigned at = 0; at < boxes->list.count; at++)
        box_free(boxes->list.items[at]);
    sorted_free(&boxes->list);
    tries_free(&boxes->written);
    memory_free(boxes);
    zone->state = NULL;
}

static void boxes_encode(const struct zone *zone, struct bytes_writer *writer)
{
    const struct boxes *boxes = zone->state;
    put_u64(writer, boxes->requests);
    put_u64(writer, boxes->asked);
    put_u32(writer, boxes->list.count);
    for (unsigned at = 0; at < boxes->list.count; at++)
        box_encode(boxes->list.items[at], writer);
    tries_encode(&boxes->written, writer);
}

static bool boxes_decode(struct zone *zone, struct bytes_reader *reader)
{
    struct boxes *boxes = zone->state;
    boxes->requests = take_u64(reader);
    boxes->asked = take_u64(reader);
    uint32_t count = take_u32(reader);
    if (count > BOXES_MOST)
        return false;
    for (uint32_t at = 0; at < count; at++) {
        struct box *box = box_decode(zone, reader);
        unsigned place = 0;
        if (box == NULL)
            return false;
        if (box_find(zone, box->key, &place) != NULL || place != boxes->list.count) {
            box_free(box);
            return false;
        }
        sorted_insert(&boxes->list, place, box);
    }
    return tries_decode(&boxes->written, reader);
}

const struct zone_kind_table zone_boxes = {
    .name = "boxes",
    .begin = boxes_begin,
    .end = boxes_end,
    .apply = boxes_apply,
    .encode = boxes_encode,
    .decode = boxes_decode,
};
