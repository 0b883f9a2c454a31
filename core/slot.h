/* core/slot.h -- the one command a session has in flight.
 *
 * Net takes a slot when a line goes, writes the question and posts it to the zone of the character (as its embedded message,
 * type COMMAND); zones hand it on, with a traveller if need be; exactly one of them writes the answer and sends it back (type
 * REPLY).  Until then net touches neither half, takes no further line, and keeps session and slot, even when the socket is
 * gone. */
#ifndef CORE_SLOT_H
#define CORE_SLOT_H

#include "core/message.h"

#include <stddef.h>

enum {
    SLOT_LINE_SIZE = 1024,        /* bytes of a line with its NUL; session.line_bytes stays below */
    SECRET_HASH_SIZE = 128,       /* an argon2id string with its NUL */
    SLOT_TOKEN_SIZE = 96,         /* a token for `resume`: account, dash, 64 hex digits, NUL */
};

/* What kind of line the next one is. */
enum slot_next {
    NEXT_COMMAND,                 /* verb and arguments */
    NEXT_RAW,                     /* a line of a dialogue, taken as it is */
    NEXT_SECRET_CHECK,            /* a password to compare with answer.secret */
    NEXT_SECRET_NEW,              /* a password to make a hash of */
    NEXT_ACCOUNT,                 /* a raw line, but of `resume TOKEN` only the token's hash goes on */
    NEXT_TOKEN,                   /* any line at all: a token is made for the account named by answer.next_secret */
    NEXT_CLOSE,                   /* nothing more: show the answer and hang up */
};

/* What became of a password line. */
enum slot_verdict {
    VERDICT_NONE, VERDICT_RIGHT, VERDICT_WRONG, VERDICT_NEW, VERDICT_EMPTY, VERDICT_BUSY,
    VERDICT_UNFIT,                /* too short or too long */
    VERDICT_TOKEN,                /* a token was typed: secret is its hash, line the account it names */
};

/* How a player wants the game to be shown: bits. */
enum slot_wish {
    WISH_SCREEN_READER = 1,       /* read aloud: no art, no columns, no colour */
    WISH_SOUND         = 2,       /* sounds, as far as the client can */
    WISH_SETTLED       = 4,       /* he said himself whether all is read aloud: the client's word does not count */
    WISH_COLOURS_SHIFT = 3,       /* from here on: how many colours... */
    WISH_COLOURS       = 7 << 3,  /* ... 0 as the client says, else 1 + that (net/colour.h), whatever it says */
};

/* What only net can show, behind the reply: lists of lines typed, of slot.shows_most at most. */
enum slot_shows { SHOWS_NOTHING, SHOWS_HISTORY, SHOWS_QUEUE };

/* What is looked at of every command is in four cache lines, and the beginning of `line`. */
struct slot {
    /* Written by net first of all, then only read. */
    session_id session;

    /* The question: written by net (of a password verdict and secret: by a secret thread) before it is posted. */
    uint64_t   sequence;          /* the number of the line in its session, from 1 */
    int64_t    posted_ns;         /* clock_ns(): when net let it go, for figures.  No zone looks at it, no recording keeps it */
    uint64_t   habits_known;      /* habits_mark() of those net has of this character */
    char       typed[NAME_SIZE];         /* the verb as typed, cut short: for "Huh?" and socials */
    char       reply_to[NAME_SIZE];      /* who spoke to this session last, for `reply` */
    uint16_t   verb;              /* core/verbs.h; VERB_NONE when unknown, VERB_RAW for a dialogue */
    uint8_t    verdict;           /* enum slot_verdict */
    bool       watched;           /* the client shows facts: they are wanted with the answer */
    bool       reader;            /* the client says that it reads aloud */

    /* Both: what is known of his wishes; a zone that knows better writes that. */
    uint8_t    wishes;            /* enum slot_wish, bits */

    /* The answer: written by the zone that ends the command. */
    uint8_t    next;              /* enum slot_next */
    uint8_t    shows;             /* enum slot_shows */
    uint32_t   shows_most;
    zone_id    zone;              /* where the session is from now on */
    entity_id  who;               /* as whom; NO_ENTITY in a dialogue */
    struct text *reply;           /* one reference, taken over by net; may be NULL */
    struct text *prompt;          /* the same; NULL leaves the prompt as it is */
    struct text *next_secret;     /* NEXT_SECRET_CHECK: the hash to compare with */
    struct text *facts;           /* core/facts.h; NULL: they are as they were */
    struct text *habits;          /* core/habits.h; NULL: they are as net has them */
    int64_t    not_before;        /* world ms: a wait state; 0 is none */
    bool       unrun;             /* nothing was done: net keeps the line, and sends it again when it may go */
    bool       drop_waiting;      /* net forgets the lines that wait behind this one */
    bool       show_token;        /* net shows `token` behind the reply */

    struct text *worn;            /* a reply of an earlier journey, for text_again(); slot_begin() keeps it, slots are used again */
    struct message message;       /* what is posted; message.command.slot and .reply.slot point back here */

    /* Part of the question.  Last, for they are by far the largest: of each slot_begin() clears only the first byte. */
    char       secret[SECRET_HASH_SIZE]; /* the hash to check against, then the new hash, of a password or a token */
    char       token[SLOT_TOKEN_SIZE];   /* a new token, which net has made: for this client's eyes only;
                                            no zone looks at it, no recording keeps it */
    char       line[SLOT_LINE_SIZE];     /* what follows the verb, or the whole raw line; empty for a password */
};
_Static_assert(offsetof(struct slot, message) + offsetof(struct message, command) + sizeof(void *) <= 256, "four cache lines");

void slot_begin(struct slot *slot, session_id session);
/* The answer has been taken: its texts are let go, its reply but as worn. */
void slot_end(struct slot *slot);
/* Makes the slot its COMMAND message for `zone`, about slot->who. The caller posts &slot->message. */
struct message *slot_ask(struct slot *slot, zone_id zone);
/* Makes the slot its REPLY message. */
struct message *slot_answer(struct slot *slot);

/* What a recording keeps of a slot: the question.  slot_decode() gives one on the heap for a replay;
 * slot_free() is for those and leaves NULL. */
void slot_encode(const struct slot *slot, struct bytes_writer *writer);
struct slot *slot_decode(struct bytes_reader *reader);
/* The answer too, for the emission hash of a REPLY. */
void slot_encode_answer(const struct slot *slot, struct bytes_writer *writer);
void slot_free(struct slot **slot);

#endif
