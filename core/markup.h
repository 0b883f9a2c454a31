/* core/markup.h -- how zones say what a piece of text is, without saying how it looks.
 *
 * Text from zones is UTF-8 with "\n" between lines and these two-byte marks; net turns them into
 * colours, or into nothing, for each client.  The mark byte 0x01 never comes from outside: area files,
 * players and records are cleaned of control bytes.  The SGR codes are those that clients of the live
 * game match on. */
#ifndef CORE_MARKUP_H
#define CORE_MARKUP_H

#define MARK '\001'

/*     name     letter  SGR            what it marks */
#define MARKUP_STYLES(S)                                                         \
    S( PLAIN,   'n',    "0",           "back to plain text"                     ) \
    S( TITLE,   'T',    "1;35",        "a room's title"                         ) \
    S( OBJECT,  'O',    "0;37",        "an item on the floor"                   ) \
    S( MOBILE,  'M',    "1;37",        "a mobile in the room"                   ) \
    S( PLAYER,  'P',    "1;33",        "a player's name in the room"            ) \
    S( PROMPT,  'p',    "0;32",        "the prompt"                             ) \
    S( PERSONAL,'t',    "1;36",        "tells, group, clan"                     ) \
    S( CHANNEL, 'c',    "1;35",        "public channels"                        ) \
    S( ALERT,   'a',    "1;31",        "what must not be missed"                ) \
    S( BANNER,  'b',    "22;32",       "greeting, body colour"                  ) \
    S( BRIGHT,  'B',    "1;33",        "greeting, bright colour"                )

#define M_PLAIN    "\001n"
#define M_TITLE    "\001T"
#define M_OBJECT   "\001O"
#define M_MOBILE   "\001M"
#define M_PLAYER   "\001P"
#define M_PROMPT   "\001p"
#define M_PERSONAL "\001t"
#define M_CHANNEL  "\001c"
#define M_ALERT    "\001a"
#define M_BANNER   "\001b"
#define M_BRIGHT   "\001B"

#endif
