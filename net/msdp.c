/* net/msdp.c -- see msdp.h.  Entered by the net thread that owns the session.
 *
 * The payload of a frame never holds 00, F0 or FF, nor 01 to 06 inside a word: there are clients that stop
 * at the first F0, telnet command or not.  So characters of four bytes become a question mark. */
#include "net/msdp.h"

#include "core/facts.h"
#include "core/memory.h"
#include "net/telnet.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 8, NUMBER_SIZE = 24, MINUTE_S = 60 };
enum value_kind { INT, TEXT, TABLE, ARRAY };

/* Where a value stands in the facts. */
struct told {
    uint32_t at, length;
    bool     there;
};

struct msdp {
    struct text *facts;                   /* the latest, or NULL */
    struct told  told[MSDP_VARIABLES];
    uint64_t     said[MSDP_VARIABLES];    /* hash of the value last sent; 0: it must be sent */
    bool         reported[MSDP_VARIABLES];
    bool         once[MSDP_VARIABLES];    /* asked for by SEND */
    uint8_t      lists;                   /* bits: lists asked for */
    char         client[MSDP_WORD_SIZE], version[MSDP_WORD_SIZE], plugin[MSDP_WORD_SIZE];
};

/* A value on its way out. */
struct value {
    const char *bytes;
    size_t      length;
    int64_t     number;                   /* of an own INT: what decides whether it is new */
    char        digits[NUMBER_SIZE];
};

/* -- what net knows itself */

typedef void own_value(const struct msdp *msdp, const struct msdp_own *own, struct value *value);

static void set_word(struct value *value, const char *word)
{
    value->bytes = word;
    value->length = strlen(word);
}

static void set_number(struct value *value, int64_t number)
{
    value->length = (size_t)snprintf(value->digits, sizeof value->digits, "%" PRId64, number);
    value->bytes = value->digits;
    value->number = number;
}

static void own_queue(const struct msdp *msdp, const struct msdp_own *own, struct value *value)
{
    (void)msdp;
    set_number(value, own->queue);
}

/* The clocks are always new; they are told again when a minute has passed. */
static void own_uptime(const struct msdp *msdp, const struct msdp_own *own, struct value *value)
{
    (void)msdp;
    set_number(value, own->uptime);
    value->number = own->uptime / MINUTE_S;
}

static void own_time(const struct msdp *msdp, const struct msdp_own *own, struct value *value)
{
    (void)msdp;
    set_number(value, own->now);
    value->number = own->now / MINUTE_S;
}

static void own_server(const struct msdp *msdp, const struct msdp_own *own, struct value *value)
{
    (void)msdp;
    set_word(value, own->server);
}

static void own_client(const struct msdp *msdp, const struct msdp_own *own, struct value *value)
{
    (void)own;
    set_word(value, msdp->client);
}

static void own_version(const struct msdp *msdp, const struct msdp_own *own, struct value *value)
{
    (void)own;
    set_word(value, msdp->version);
}

static void own_plugin(const struct msdp *msdp, const struct msdp_own *own, struct value *value)
{
    (void)own;
    set_word(value, msdp->plugin);
}

#define OWN_SWITCH(member)                                                                                  \
    static void own_##member(const struct msdp *msdp, const struct msdp_own *own, struct value *value)      \
    {                                                                                                       \
        (void)msdp;                                                                                         \
        set_number(value, own->member);                                                                     \
    }
OWN_SWITCH(ansi)
OWN_SWITCH(xterm)
OWN_SWITCH(utf8)
OWN_SWITCH(mxp)
OWN_SWITCH(sound)
#undef OWN_SWITCH

/* -- the tables */

static const struct variable {
    const char *name;
    uint8_t     kind;                     /* enum value_kind */
    const char *neutral;
    own_value  *own;                      /* NULL: a fact */
} variables[MSDP_VARIABLES] = {
#define fact NULL
#define VARIABLE(name, kind, neutral, source) {#name, kind, neutral, source},
#include "net/msdp.def"
#undef VARIABLE
#undef fact
};
_Static_assert(MSDP_VARIABLES == 101, "clients know exactly these");

enum list { LIST_COMMANDS, LIST_LISTS, LIST_REPORTABLE, LIST_REPORTED, LIST_SENDABLE, LIST_CONFIGURABLE, LISTS };
static const char *const list_names[LISTS] = {
    "COMMANDS", "LISTS", "REPORTABLE_VARIABLES", "REPORTED_VARIABLES", "SENDABLE_VARIABLES", "CONFIGURABLE_VARIABLES",
};
static const char *const command_names[] = {"LIST", "REPORT", "RESET", "SEND", "UNREPORT"};
static const uint8_t configurable[] = {
    MSDP_CLIENT_ID, MSDP_CLIENT_VERSION, MSDP_PLUGIN_ID, MSDP_ANSI_COLORS, MSDP_XTERM_256_COLORS, MSDP_UTF_8, MSDP_MXP,
    MSDP_SOUND,
};
#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static bool is_word(const uint8_t *word, size_t length, const char *name)
{
    return strlen(name) == length && memcmp(word, name, length) == 0;
}

static int variable_find(const uint8_t *word, size_t length)
{
    for (int number = 0; number < MSDP_VARIABLES; number++) {
        if (is_word(word, length, variables[number].name)) {
            return number;
        }
    }
    return -1;
}

static int list_find(const uint8_t *word, size_t length)
{
    for (int number = 0; number < LISTS; number++) {
        if (is_word(word, length, list_names[number])) {
            return number;
        }
    }
    return -1;
}

/* -- what a client says: one pair after the other */

struct asking {
    struct msdp   *msdp;
    const uint8_t *name;                  /* the command, or the variable to set */
    size_t         name_length;
    msdp_switched *switched;
    void          *owner;
};

static void ask_list(struct msdp *msdp, const uint8_t *word, size_t length)
{
    int list = list_find(word, length);
    if (list >= 0) {
        msdp->lists |= (uint8_t)(1u << list);
    }
}

static void ask_report(struct msdp *msdp, const uint8_t *word, size_t length)
{
    int variable = variable_find(word, length);
    if (variable >= 0) {
        msdp->reported[variable] = true;
        msdp->said[variable] = 0;
    }
}

static void ask_reset(struct msdp *msdp, const uint8_t *word, size_t length)
{
    if (is_word(word, length, "REPORTED_VARIABLES") || is_word(word, length, "REPORTABLE_VARIABLES")) {
        memset(msdp->reported, 0, sizeof msdp->reported);
    }
}

static void ask_send(struct msdp *msdp, const uint8_t *word, size_t length)
{
    int variable = variable_find(word, length);
    if (variable >= 0) {
        msdp->once[variable] = true;
    }
}

static void ask_unreport(struct msdp *msdp, const uint8_t *word, size_t length)
{
    int variable = variable_find(word, length);
    if (variable >= 0) {
        msdp->reported[variable] = false;
    }
}

static void word_keep(char kept[MSDP_WORD_SIZE], const uint8_t *word, size_t length)
{
    size_t at = 0;
    for (size_t i = 0; i < length && at < MSDP_WORD_SIZE - 1; i++) {
        if (word[i] >= ' ' && word[i] < 0x7f) {
            kept[at++] = (char)word[i];
        }
    }
    kept[at] = '\0';
}

/* A variable of the client's own. */
static void configure(struct asking *asking, const uint8_t *word, size_t length)
{
    struct msdp *msdp = asking->msdp;
    int variable = variable_find(asking->name, asking->name_length);
    if (variable == MSDP_CLIENT_ID || is_word(asking->name, asking->name_length, "CLIENT_NAME")) {
        word_keep(msdp->client, word, length);
    } else if (variable == MSDP_CLIENT_VERSION) {
        word_keep(msdp->version, word, length);
    } else if (variable == MSDP_PLUGIN_ID) {
        word_keep(msdp->plugin, word, length);
    } else if (variable >= MSDP_ANSI_COLORS && variable <= MSDP_SOUND && length == 1 && (word[0] == '0' || word[0] == '1')) {
        asking->switched(asking->owner, (enum msdp_variable)variable, word[0] == '1');
    }
}

/* An empty value says nothing: there are clients that put two separators where one belongs, and an array
 * begins with one. */
static void asked(struct asking *asking, const uint8_t *word, size_t length)
{
    static void (*const commands[COUNT(command_names)])(struct msdp *msdp, const uint8_t *word, size_t length) = {
        ask_list, ask_report, ask_reset, ask_send, ask_unreport,
    };
    if (length == 0 || asking->name_length == 0) {
        return;
    }
    for (size_t command = 0; command < COUNT(command_names); command++) {
        if (is_word(asking->name, asking->name_length, command_names[command])) {
            commands[command](asking->msdp, word, length);
            return;
        }
    }
    configure(asking, word, length);
}

bool msdp_take(struct msdp *msdp, const uint8_t *content, size_t length, msdp_switched *switched, void *owner)
{
    struct asking asking = {.msdp = msdp, .switched = switched, .owner = owner};
    unsigned tables = 0, depth = 0;       /* a table is nothing we ask for: it is passed over */
    bool sound = length == 0 || content[0] == FACT_NAME;
    for (size_t at = 0; at < length;) {
        uint8_t mark = content[at++];
        size_t end = at;
        while (end < length && (content[end] < FACT_NAME || content[end] > FACT_ARRAY_END)) {
            end++;
        }
        if (mark == FACT_TABLE || mark == FACT_ARRAY) {
            tables += mark == FACT_TABLE;
            depth++;
        } else if (mark == FACT_TABLE_END || mark == FACT_ARRAY_END) {
            bool closes = mark == FACT_TABLE_END ? tables > 0 : depth > tables;
            if (!closes) {
                return false;
            }
            tables -= mark == FACT_TABLE_END;
            depth--;
        } else if (mark == FACT_NAME && tables == 0) {
            asking.name = content + at;
            asking.name_length = end - at;
        } else if (mark == FACT_VALUE && tables == 0) {
            asked(&asking, content + at, end - at);
        }
        if (depth > DEPTH_MAX) {
            return false;
        }
        at = end;
    }
    return sound && depth == 0;
}

/* -- what a zone says */

/* The value that begins at `at`: to the next name that is not inside a table. */
static size_t value_end(const char *bytes, size_t at, size_t length)
{
    unsigned depth = 0;
    for (; at < length; at++) {
        if (bytes[at] == FACT_TABLE || bytes[at] == FACT_ARRAY) {
            depth++;
        } else if (bytes[at] == FACT_TABLE_END || bytes[at] == FACT_ARRAY_END) {
            depth--;
        } else if (bytes[at] == FACT_NAME && depth == 0) {
            break;
        }
    }
    return at;
}

void msdp_facts(struct msdp *msdp, struct text *facts)
{
    text_unref(&msdp->facts);
    memset(msdp->told, 0, sizeof msdp->told);
    msdp->facts = text_ref(facts);
    if (facts == NULL) {
        return;
    }
    const char *bytes = text_bytes(facts);
    size_t length = text_length(facts);
    for (size_t at = 0; at < length;) {
        const char *name = bytes + at + 1;
        const char *mark = memchr(name, FACT_VALUE, length - at - 1);
        assert(bytes[at] == FACT_NAME && mark != NULL); /* our own zones wrote it */
        size_t begin = (size_t)(mark + 1 - bytes), end = value_end(bytes, begin, length);
        int variable = variable_find((const uint8_t *)name, (size_t)(mark - name));
        if (variable >= 0) {
            msdp->told[variable] = (struct told){(uint32_t)begin, (uint32_t)(end - begin), true};
        }
        at = end;
    }
}

/* -- what is said */

static void value_get(const struct msdp *msdp, const struct msdp_own *own, unsigned variable, struct value *value)
{
    const struct told *told = &msdp->told[variable];
    if (variables[variable].own != NULL) {
        variables[variable].own(msdp, own, value);
    } else if (told->there) {
        value->bytes = text_bytes(msdp->facts) + told->at;
        value->length = told->length;
    } else {
        set_word(value, variables[variable].neutral);
    }
}

static uint64_t value_hash(const struct value *value)
{
    uint64_t hash = value->bytes == value->digits ? (uint64_t)value->number + 1 : bytes_hash(value->bytes, value->length);
    return hash == 0 ? 1 : hash;
}

static void put_mark(struct bytes_writer *out, enum fact_mark mark)
{
    put_u8(out, (uint8_t)mark);
}

/* Marks stay where the value is made of them. */
static void put_clean(struct bytes_writer *out, const char *bytes, size_t length, bool marks)
{
    for (size_t at = 0; at < length; at++) {
        uint8_t byte = (uint8_t)bytes[at];
        bool is_mark = byte >= FACT_NAME && byte <= FACT_ARRAY_END;
        if (byte >= 0xf0) {
            put_u8(out, '?');
            while (at + 1 < length && ((uint8_t)bytes[at + 1] & 0xc0) == 0x80) {
                at++;
            }
        } else if ((byte >= ' ' && byte != 0x7f) || (marks && is_mark)) {
            put_u8(out, byte);
        }
    }
}

static void frame_begin(struct bytes_writer *out, const char *name)
{
    static const uint8_t begin[3] = {TELNET_IAC, TELNET_SB, TELNET_MSDP};
    put_bytes(out, begin, sizeof begin);
    put_mark(out, FACT_NAME);
    put_bytes(out, name, strlen(name));
    put_mark(out, FACT_VALUE);
}

static void frame_end(struct bytes_writer *out)
{
    static const uint8_t end[2] = {TELNET_IAC, TELNET_SE};
    put_bytes(out, end, sizeof end);
}

static void put_element(struct bytes_writer *out, const char *word)
{
    put_mark(out, FACT_VALUE);
    put_bytes(out, word, strlen(word));
}

static void put_variables(const struct msdp *msdp, bool only_reported, struct bytes_writer *out)
{
    for (unsigned variable = 0; variable < MSDP_VARIABLES; variable++) {
        if (!only_reported || msdp->reported[variable]) {
            put_element(out, variables[variable].name);
        }
    }
}

static void put_names(struct bytes_writer *out, const char *const *names, size_t count)
{
    for (size_t at = 0; at < count; at++) {
        put_element(out, names[at]);
    }
}

static void put_list_elements(const struct msdp *msdp, unsigned list, struct bytes_writer *out)
{
    switch (list) {
    case LIST_COMMANDS:
        put_names(out, command_names, COUNT(command_names));
        break;
    case LIST_LISTS:
        put_names(out, list_names, LISTS);
        break;
    case LIST_REPORTED:
        put_variables(msdp, true, out);
        break;
    case LIST_CONFIGURABLE:
        for (size_t at = 0; at < COUNT(configurable); at++) {
            put_element(out, variables[configurable[at]].name);
        }
        break;
    default: /* REPORTABLE and SENDABLE: what can be reported can be sent once */
        put_variables(msdp, false, out);
    }
}

static void put_list(const struct msdp *msdp, unsigned list, struct bytes_writer *out)
{
    struct bytes_writer elements = {0};
    put_list_elements(msdp, list, &elements);
    frame_begin(out, list_names[list]);
    if (elements.length > 0) {
        put_mark(out, FACT_ARRAY);
        put_bytes(out, elements.bytes, elements.length);
        put_mark(out, FACT_ARRAY_END);
    }
    frame_end(out);
    bytes_free(&elements);
}

void msdp_flush(struct msdp *msdp, const struct msdp_own *own, struct bytes_writer *out)
{
    for (unsigned list = 0; list < LISTS; list++) {
        if (msdp->lists & 1u << list) {
            put_list(msdp, list, out);
        }
    }
    msdp->lists = 0;
    for (unsigned variable = 0; variable < MSDP_VARIABLES; variable++) {
        if (!msdp->reported[variable] && !msdp->once[variable]) {
            continue;
        }
        struct value value = {0};
        value_get(msdp, own, variable, &value);
        uint64_t hash = value_hash(&value);
        if (msdp->once[variable] || msdp->said[variable] != hash) {
            frame_begin(out, variables[variable].name);
            put_clean(out, value.bytes, value.length, variables[variable].kind >= TABLE);
            frame_end(out);
            msdp->said[variable] = hash;
            msdp->once[variable] = false;
        }
    }
}

void msdp_greeting(const char *server, struct bytes_writer *content)
{
    put_mark(content, FACT_NAME);
    put_bytes(content, variables[MSDP_SERVER_ID].name, strlen(variables[MSDP_SERVER_ID].name));
    put_mark(content, FACT_VALUE);
    put_clean(content, server, strlen(server), false);
}

/* -- begin and end */

struct msdp *msdp_new(void)
{
    return memory_get(sizeof(struct msdp));
}

void msdp_free(struct msdp **msdp)
{
    if (*msdp != NULL) {
        text_unref(&(*msdp)->facts);
        memory_free(*msdp);
        *msdp = NULL;
    }
}
