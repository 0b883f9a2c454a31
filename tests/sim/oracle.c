/* tests/sim/oracle.c -- what the store must hold (see oracle.h).
 *
 *   kept     the state of the last epoch told as committed, with all that was written at once since
 *   cuts     what each later cut changes, oldest first; not yet told
 *   latest   kept and all cuts
 *   saves    written at once, not yet answered: in the store or not
 *
 * Of every cut, whole, it is asked: does it add up (zones/ledger.h); has no more vanished that was there before
 * than the books say was used up; and is it what the world standing still looks like (check.c). */
#include "tests/sim/oracle.h"

#include "core/memory.h"
#include "persist/record.h"
#include "tests/sim/shelf.h"
#include "tests/sim/check.h"
#include "zones/box.h"
#include "zones/ledger.h"
#include "zones/registry_state.h"
#include "zones/sorted.h"

#include <stdlib.h>
#include <string.h>

enum { RECORD_MOST = 1 << 24, CUTS_MOST = 512 };

struct oracle_cut {
    uint64_t    epoch;
    struct shelf changes;
};

struct oracle_save {
    struct oracle_save *next;
    zone_id     from;
    uint64_t    request;
    struct shelf records;
};

/* A record of the open cut. */
struct oracle_part {
    char         name[KEY_SIZE];
    uint64_t     version;
    struct text *content;
};

struct oracle {
    struct run        *run;
    struct shelf        kept, latest;
    uint64_t           kept_epoch;
    struct oracle_cut  cuts[CUTS_MOST];
    unsigned           cut_count;
    struct oracle_save *saves;
    uint64_t           open_epoch;          /* of the cut whose parts are coming */
    unsigned           parts_in;
    bool               open;                /* not all of its parts are in */
    struct oracle_part *due[WORKERS_MOST];  /* what each worker's part must hold, as it was when the cut began */
    unsigned           due_count[WORKERS_MOST], due_room[WORKERS_MOST];
    struct oracle_part *parts;
    unsigned           part_count, part_room;
    entity_id         *things;              /* in the latest state, in order */
    unsigned           thing_count;
    int64_t            things_used;         /* by the books of the latest state */
};

SIM struct oracle *oracle_new(struct run *run)
{
    struct oracle *oracle = memory_get(sizeof *oracle);
    oracle->run = run;
    return oracle;
}

static void saves_drop(struct oracle *oracle)
{
    while (oracle->saves != NULL) {
        struct oracle_save *save = oracle->saves;
        oracle->saves = save->next;
        shelf_free(&save->records);
        memory_free(save);
    }
}

static void parts_drop(struct oracle *oracle)
{
    for (unsigned at = 0; at < oracle->part_count; at++)
        text_unref(&oracle->parts[at].content);
    oracle->part_count = 0;
    oracle->parts_in = 0;
    oracle->open = false;
    for (unsigned worker = 0; worker < WORKERS_MOST; worker++) {
        for (unsigned at = 0; at < oracle->due_count[worker]; at++)
            text_unref(&oracle->due[worker][at].content);
        oracle->due_count[worker] = 0;
    }
}

static void cuts_drop(struct oracle *oracle)
{
    for (unsigned at = 0; at < oracle->cut_count; at++)
        shelf_free(&oracle->cuts[at].changes);
    oracle->cut_count = 0;
}

SIM void oracle_free(struct oracle **oracle_at)
{
    struct oracle *oracle = *oracle_at;
    saves_drop(oracle);
    parts_drop(oracle);
    cuts_drop(oracle);
    shelf_free(&oracle->kept);
    shelf_free(&oracle->latest);
    memory_free(oracle->parts);
    for (unsigned worker = 0; worker < WORKERS_MOST; worker++)
        memory_free(oracle->due[worker]);
    memory_free(oracle->things);
    memory_free(oracle);
    *oracle_at = NULL;
}

/* -- does it add up? --------------------------------------------------------------------------------- */

/* Both in order: what is in `before` must be in `now`, but for so many as were used up.  (They may be fewer: a bun that
 * was bought and eaten between two cuts was in neither.) */
static void things_compare(const entity_id *before, unsigned before_count, const struct ledger_item *now, unsigned now_count,
                           int64_t used, const char *when)
{
    char id[48];
    unsigned at = 0;
    for (unsigned thing = 0; thing < before_count; thing++) {
        while (at < now_count && entity_order(now[at].id, before[thing]) < 0)
            at++;
        bool gone = at == now_count || !entity_same(now[at].id, before[thing]);
        if (gone && used-- <= 0)
            sim_fail("%s the thing %s has vanished", when, entity_text(before[thing], id));
    }
}

static void things_keep(struct oracle *oracle, const struct ledger_item *items, unsigned count)
{
    oracle->things = memory_resize(oracle->things, count * sizeof *oracle->things);
    for (unsigned at = 0; at < count; at++)
        oracle->things[at] = items[at].id;
    oracle->thing_count = count;
}

/* follows: the state comes after the last one looked at. */
static void shelf_adds_up(struct oracle *oracle, const struct shelf *shelf, bool follows, const char *when)
{
    struct ledger *ledger = ledger_new();
    char *said = NULL;
    size_t size;
    FILE *out = open_memstream(&said, &size);
    for (unsigned at = 0; at < shelf->count; at++)
        ledger_add(ledger, shelf->pages[at].name, shelf->pages[at].content);
    unsigned mistakes = ledger_check(ledger, out);
    fclose(out);
    if (mistakes > 0)
        sim_fail("%s the store does not add up:\n%s", when, said);
    free(said);
    unsigned count;
    const struct ledger_item *items = ledger_items(ledger, &count);
    if (follows)
        things_compare(oracle->things, oracle->thing_count, items, count, ledger_things_used(ledger) - oracle->things_used, when);
    things_keep(oracle, items, count);
    oracle->things_used = ledger_things_used(ledger);
    ledger_free(&ledger);
}

/* -- cuts -------------------------------------------------------------------------------------------- */

static void part_add(struct oracle_part **parts, unsigned *count, unsigned *room, const struct msg_record *record)
{
    if (*count == *room) {
        *room = *room == 0 ? 64 : 2 * *room;
        *parts = memory_resize(*parts, *room * sizeof **parts);
    }
    struct oracle_part *part = &(*parts)[(*count)++];
    *part = (struct oracle_part){ .version = record->version, .content = text_ref(record->content) };
    memcpy(part->name, record->name, sizeof part->name);
}

/* The slots in a copy of a zone are copies, too, of which nobody else knows. */
static void slot_drop(struct message *message)
{
    if (message != NULL && message->type == MSG_ASK)
        slot_free(&message->ask.slot);
    if (message != NULL && message->type == MSG_BOX_ASK)
        slot_free(&message->box_ask.slot);
    if (message != NULL && message->type == MSG_TAKEOVER)
        slot_free(&message->takeover.slot);
    if (message != NULL && message->type == MSG_BOX_ANSWER)
        slot_free(&message->box_answer.slot);
}

static void slots_drop(const struct message_list *list)
{
    for (struct message *message = list->first; message != NULL; message = message->next)
        slot_drop(message);
}

SIM static void copy_free(struct zone **copy)
{
    for (const struct stub *stub = (*copy)->travel.stubs; stub != NULL; stub = stub->next)
        slots_drop(&stub->parked);
    if ((*copy)->kind == &zone_boxes) {
        const struct boxes *boxes = (*copy)->state;
        for (unsigned at = 0; at < boxes->list.count; at++)
            slots_drop(&((const struct box *)boxes->list.items[at])->waiting);
    }
    if ((*copy)->kind == &zone_registry) {
        const struct registry *registry = (*copy)->state;
        for (unsigned at = 0; at < registry->accounts.count; at++) {
            const struct account *account = registry->accounts.items[at];
            slot_drop(account->making);
            slot_drop(account->entering);
            slots_drop(&account->waiting);
        }
        for (unsigned at = 0; at < registry->claims.count; at++)
            slot_drop(((const struct claim *)registry->claims.items[at])->ask);
    }
    zone_free(copy);
}

/* A copy of the zone writes at once all that the zone itself may take its time with. */
SIM void oracle_cut_begun(struct oracle *oracle, unsigned worker, const struct zone *zone)
{
    struct bytes_writer state = {0};
    zone_encode(zone, &state);
    struct zone *copy = zone_new(zone->setting, zone->id);
    struct bytes_reader reader = bytes_read(state.bytes, state.length);
    if (!zone_decode(copy, &reader))
        sim_fail("%s cannot be read back as its cut begins", zone->key);
    holders_write(copy, UINT32_MAX);
    for (const struct message *record = copy->out.first; record != NULL; record = record->next)
        if (record->type == MSG_RECORD)
            part_add(&oracle->due[worker], &oracle->due_count[worker], &oracle->due_room[worker], &record->record);
    copy_free(&copy);
    bytes_free(&state);
}

bool oracle_cut_open(const struct oracle *oracle)
{
    return oracle->open;
}

const struct shelf *oracle_latest(const struct oracle *oracle)
{
    return &oracle->latest;
}

static bool due_same(const struct oracle_part *due, const struct msg_record *record)
{
    return due->version == record->version && strcmp(due->name, record->name) == 0
        && (due->content == NULL ? record->content == NULL
                                 : record->content != NULL && text_equal(due->content, record->content));
}

/* Nothing else, and nothing less, than what there was when the cut began. */
static void part_is_due(const struct oracle *oracle, const struct msg_part *part)
{
    const struct message_list *records = part->records;
    for (const struct message *record = records->first; record != NULL; record = record->next) {
        unsigned at = 0;
        while (at < oracle->due_count[part->worker] && !due_same(&oracle->due[part->worker][at], &record->record))
            at++;
        if (at == oracle->due_count[part->worker])
            sim_fail("the cut has %s otherwise than it was when it began", record->record.name);
    }
    if (records->length != oracle->due_count[part->worker])
        sim_fail("worker %u gave %u records of %u that were due", part->worker, records->length,
                 oracle->due_count[part->worker]);
}

/* Of two records of one name the higher version wins; of equal ones the later. */
static bool part_wins(const struct oracle *oracle, unsigned at)
{
    for (unsigned other = 0; other < oracle->part_count; other++) {
        const struct oracle_part *one = &oracle->parts[at], *rival = &oracle->parts[other];
        if (other == at || strcmp(one->name, rival->name) != 0)
            continue;
        if (rival->version > one->version || (rival->version == one->version && other > at))
            return false;
    }
    return true;
}

SIM static void cut_whole(struct oracle *oracle, struct server *server)
{
    if (oracle->cut_count == CUTS_MOST)
        sim_fail("%u cuts wait for the store", CUTS_MOST);
    bool halted = strcmp(server->options.checkpoint_mode, "halt") == 0;
    struct oracle_cut *cut = &oracle->cuts[oracle->cut_count++];
    *cut = (struct oracle_cut){ .epoch = oracle->open_epoch };
    for (unsigned at = 0; at < oracle->part_count; at++)
        if (part_wins(oracle, at))
            shelf_put(&cut->changes, oracle->parts[at].name, text_ref(oracle->parts[at].content));
    parts_drop(oracle);
    shelf_apply(&oracle->latest, &cut->changes);
    char when[64];
    snprintf(when, sizeof when, "in the cut of epoch %llu", (unsigned long long)cut->epoch);
    shelf_adds_up(oracle, &oracle->latest, true, when);
    /* Under a worker that does not stand still the world has gone on: the other checkers must find that. */
    if (halted && oracle->run->options->broken == 0)
        check_cut(server, &oracle->latest);
    oracle->run->totals->cuts++;
    sim_say(oracle->run, "cut of epoch %llu is whole", (unsigned long long)cut->epoch);
}

SIM static void on_part(struct oracle *oracle, struct server *server, const struct message *message)
{
    const struct message_list *records = message->part.records;
    if (oracle->parts_in > 0 && message->part.epoch != oracle->open_epoch)
        sim_fail("parts of two cuts at once");
    oracle->open_epoch = message->part.epoch;
    for (const struct message *record = records == NULL ? NULL : records->first; record != NULL; record = record->next)
        part_add(&oracle->parts, &oracle->part_count, &oracle->part_room, &record->record);
    if (strcmp(server->options.checkpoint_mode, "flow") == 0)
        part_is_due(oracle, &message->part);
    if (++oracle->parts_in == route_workers(server->route))
        cut_whole(oracle, server);
}

/* -- the store --------------------------------------------------------------------------------------- */

/* May the store hold this (NULL: nothing) though `kept` says otherwise?  Yes, if that is just being written. */
static bool save_explains(const struct oracle *oracle, const char *name, const struct text *content)
{
    for (const struct oracle_save *save = oracle->saves; save != NULL; save = save->next) {
        const struct page *page = shelf_find(&save->records, name);
        if (page != NULL && (content == NULL ? page->content == NULL : text_equal(page->content, content)))
            return true;
    }
    return false;
}

static void store_read(const struct oracle *oracle, struct shelf *shelf, uint64_t *epoch)
{
    struct store_opening found;
    store_content_look(oracle->run->content, "", &found);
    *epoch = found.epoch;
    for (unsigned at = 0; at < found.count; at++) {
        const char *reason;
        struct text *content = record_open(found.values[at].name, found.values[at].value, NULL, NULL, &reason);
        if (content == NULL)
            sim_fail("%s in the store is damaged: %s", found.values[at].name, reason);
        shelf_put(shelf, found.values[at].name, content);
    }
    store_opening_free(&found);
}

/* The store and the state as kept must be the same, but for what is just being written. */
static void store_compare(const struct oracle *oracle, const struct shelf *store, const char *when)
{
    for (unsigned at = 0; at < store->count; at++) {
        const struct page *page = &store->pages[at], *kept = shelf_find(&oracle->kept, page->name);
        bool same = kept != NULL && text_equal(kept->content, page->content);
        if (!same && !save_explains(oracle, page->name, page->content))
            sim_fail("%s the store has %s %s", when, kept == NULL ? "something under" : "something else under", page->name);
    }
    for (unsigned at = 0; at < oracle->kept.count; at++)
        if (shelf_find(store, oracle->kept.pages[at].name) == NULL && !save_explains(oracle, oracle->kept.pages[at].name, NULL))
            sim_fail("%s the store has no %s", when, oracle->kept.pages[at].name);
}

/* All cuts up to that epoch are in the store; gives how many. */
static unsigned cuts_keep(struct oracle *oracle, uint64_t epoch)
{
    unsigned kept = 0;
    while (kept < oracle->cut_count && oracle->cuts[kept].epoch <= epoch) {
        shelf_apply(&oracle->kept, &oracle->cuts[kept].changes);
        shelf_free(&oracle->cuts[kept].changes);
        oracle->kept_epoch = oracle->cuts[kept++].epoch;
    }
    oracle->cut_count -= kept;
    memmove(oracle->cuts, oracle->cuts + kept, oracle->cut_count * sizeof *oracle->cuts);
    return kept;
}

static void on_committed(struct oracle *oracle, uint64_t epoch)
{
    struct shelf store = {0};
    uint64_t stored;
    char when[64];
    snprintf(when, sizeof when, "when epoch %llu was told", (unsigned long long)epoch);
    cuts_keep(oracle, epoch);
    store_read(oracle, &store, &stored);
    if (oracle->kept_epoch != epoch || stored != epoch)
        sim_fail("%s the store was at %llu and the last cut known at %llu", when, (unsigned long long)stored,
                 (unsigned long long)oracle->kept_epoch);
    store_compare(oracle, &store, when);
    shelf_free(&store);
    sim_say(oracle->run, "epoch %llu is committed", (unsigned long long)epoch);
}

SIM void oracle_recover(struct oracle *oracle, bool slow)
{
    struct shelf store = {0};
    uint64_t epoch;
    store_read(oracle, &store, &epoch);
    if (epoch < oracle->kept_epoch)
        sim_fail("after a crash the store is at epoch %llu, but %llu was told", (unsigned long long)epoch,
                 (unsigned long long)oracle->kept_epoch);
    cuts_keep(oracle, epoch);
    if (oracle->kept_epoch != epoch)
        sim_fail("after a crash the store is at epoch %llu, which never was", (unsigned long long)epoch);
    if (oracle->cut_count > 1 && !slow)
        sim_fail("a crash undid %u whole epochs", oracle->cut_count);
    oracle->run->totals->undone += oracle->cut_count;
    store_compare(oracle, &store, "after a crash");
    cuts_drop(oracle);
    parts_drop(oracle);
    saves_drop(oracle);
    shelf_copy(&oracle->kept, &store);
    shelf_copy(&oracle->latest, &store);
    shelf_adds_up(oracle, &store, false, "after a crash");
    shelf_free(&store);
}

SIM void oracle_finished(struct oracle *oracle)
{
    struct shelf store = {0};
    uint64_t epoch;
    if (oracle->cut_count > 0 || oracle->saves != NULL)
        sim_fail("the server has stopped, and %u cuts were not written", oracle->cut_count);
    store_read(oracle, &store, &epoch);
    store_compare(oracle, &store, "after an orderly stop");
    shelf_free(&store);
}

/* -- saves ------------------------------------------------------------------------------------------- */

static void on_save(struct oracle *oracle, const struct message *message)
{
    struct oracle_save *save = memory_get(sizeof *save);
    save->from = message->from;
    save->request = message->save.request;
    struct bytes_reader reader = bytes_read(text_bytes(message->save.records), text_length(message->save.records));
    while (bytes_left(&reader) > 0 && !reader.failed) {
        char name[KEY_SIZE];
        take_string(&reader, name, sizeof name);
        shelf_put(&save->records, name, take_text(&reader, RECORD_MOST));
    }
    save->next = oracle->saves;
    oracle->saves = save;
}

/* With a character who is deleted goes what he had; who is brought back to an earlier version need not have it any more. */
static void things_leave(struct oracle *oracle, const struct shelf *changes)
{
    struct ledger *gone = ledger_new();
    FILE *nowhere = fopen("/dev/null", "w");
    for (unsigned at = 0; at < changes->count; at++) {
        const struct page *page = &changes->pages[at], *latest = shelf_find(&oracle->latest, page->name);
        if (latest != NULL && strncmp(page->name, "holdings:", strlen("holdings:")) == 0)
            ledger_add(gone, latest->name, latest->content);
    }
    unsigned count, kept = 0, at = 0;
    ledger_check(gone, nowhere);        /* for the order */
    const struct ledger_item *items = ledger_items(gone, &count);
    for (unsigned thing = 0; thing < oracle->thing_count; thing++) {
        while (at < count && entity_order(items[at].id, oracle->things[thing]) < 0)
            at++;
        if (at == count || !entity_same(items[at].id, oracle->things[thing]))
            oracle->things[kept++] = oracle->things[thing];
    }
    oracle->thing_count = kept;
    fclose(nowhere);
    ledger_free(&gone);
}

static void on_saved(struct oracle *oracle, const struct message *message)
{
    struct oracle_save **at = &oracle->saves;
    while (*at != NULL && !(zone_same((*at)->from, message->to) && (*at)->request == message->saved.request))
        at = &(*at)->next;
    struct oracle_save *save = *at;
    if (save == NULL)
        sim_fail("zone %u is told that something was written which it never asked for", message->to.number);
    *at = save->next;
    if (!message->saved.failed) {
        things_leave(oracle, &save->records);
        shelf_apply(&oracle->kept, &save->records);
        shelf_apply(&oracle->latest, &save->records);
    }
    shelf_free(&save->records);
    memory_free(save);
}

/* -- watching ---------------------------------------------------------------------------------------- */

SIM void oracle_watch(struct oracle *oracle, struct server *server, enum actor to, const struct message *message)
{
    switch (message->type) {
    case MSG_BEGIN:
        oracle->open = true;
        break;
    case MSG_PART:
        on_part(oracle, server, message);
        break;
    case MSG_COMMITTED:
        if (to == ACTOR_WORKER)             /* all are told; once is enough */
            on_committed(oracle, message->committed.epoch);
        break;
    case MSG_SAVE:
        on_save(oracle, message);
        break;
    case MSG_SAVED:
        on_saved(oracle, message);
        break;
    default:
        break;
    }
}

/* -- looking up -------------------------------------------------------------------------------------- */

SIM unsigned oracle_stored_title(const struct oracle *oracle, const char *name)
{
    char record[KEY_SIZE], words[64] = "";
    parcel_record_name(record, PART_BODY, name);
    const struct page *page = shelf_find(&oracle->kept, record);
    if (page == NULL)
        return 0;
    struct bytes_reader reader = bytes_read(text_bytes(page->content), text_length(page->content));
    take_u8(&reader);
    take_entity(&reader);
    take_string(&reader, words, sizeof words);
    take_string(&reader, words, sizeof words);
    take_u32(&reader);
    take_u8(&reader);
    take_u8(&reader);
    take_string(&reader, words, sizeof words);
    return words[0] == 'm' ? (unsigned)strtoul(words + 1, NULL, 10) : 0;
}
