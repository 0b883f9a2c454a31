/* zones/registry.h -- the registry: pseudo-zones that alone grant login, new names, and take-over.
 *
 * Accounts and names are spread over registry.zones by the hash of the folded name.  An account is in
 * memory while somebody asks about it or plays it; its record is committed at once, before anybody is
 * told.
 *
 *   record             content
 *   account:<name>     u8 version 3, name, hash, i64 created (seconds of world time), u16 count, then per
 *                      character: name, id; then (not in version 1) the name of the one who played last, or
 *                      empty, u8 count of tokens, then per token: its hash, i64 world ms when it expires; then (from
 *                      version 3) u8: all is read aloud
 *   name:<name>        u8 version 1, owning account, id
 *   place: body: holdings: <name>   the parts of a character, see zones/travel.h
 *
 * Presence of an account:
 *
 *            enter, parts asked for        parts are here, travel          the character comes back
 *   OFFLINE ----------------------> LOADING ------------> PLAYING(who, generation) ------> OFFLINE
 *
 * Against guessing every account has a bucket of tries (zones/tries.h).  FIND lends one; a wrong password
 * has used it up, and whoever did not try, or was right, gives it back.  When all are out, FIND is refused.
 * A token logs in once; an account has a few of them, and a new password makes them void.
 *
 * A character who comes back rests: his parcel stays in memory until a cut taken after his arrival is
 * durable.  Who enters before that gets the parcel, never something older from the store. */
#ifndef ZONES_REGISTRY_H
#define ZONES_REGISTRY_H

/* ASK.request: what login asks.                          value of the question   value of the answer */
enum registry_request {
    REGISTRY_FIND_ACCOUNT = 1,  /* is there such an account?                      its password hash; lends a try */
    REGISTRY_NEW_ACCOUNT,       /* make it              password hash             -                */
    REGISTRY_CHARACTERS,        /* the password was right: its hash               names, one a line; `name` played last;
                                                                                  `aloud`: a screen reader reads */
    REGISTRY_NEW_CHARACTER,     /* make `name`          body choices              names, one a line */
    REGISTRY_ENTER,             /* enter the game as `name`; brings the slot      the slot back on refusal */
    REGISTRY_DELETE_CHARACTER,  /* `name` is no more    -                         names, one a line */
    REGISTRY_NEW_PASSWORD,      /* from now on          password hash             -                */
    REGISTRY_NEW_TOKEN,         /* a token like that    its hash                  -                */
    REGISTRY_RESUME,            /* use that token       its hash                  as REGISTRY_CHARACTERS */
    REGISTRY_RETURN_TRY,        /* the try FIND lent was not used badly: no answer */
    REGISTRY_NOTE_READER,       /* `aloud`: a character of it has all read aloud now, or no more: no answer */
    REGISTRY_RESERVE_NAME,      /* account's registry to the name's: keep it for this account; value both ways:
                                   the character's id (put_entity); the answer's is the one to use */
    REGISTRY_RESTORE,           /* `name` as in that version again; without an account to the name's registry, which asks the
                                   account's; the keeper's session is told   the number, as a word   - */
    REGISTRY_KNOW_NAME,         /* a boxes zone to the name's: is there such a character?   his id, as above */
};
/* ANSWER.verdict.  Of a refusal the value is the reason in words, or NULL where the verdict says it all. */
enum registry_verdict {
    REGISTRY_YES,
    REGISTRY_NO,                /* no such account, name taken */
    REGISTRY_BUSY,              /* another request about the same thing is under way */
    REGISTRY_AWAY,              /* the store does not answer: nothing was changed, try again */
    REGISTRY_FULL,              /* no more characters in this account */
    REGISTRY_WAIT,              /* too many wrong passwords: not now */
};

#endif
