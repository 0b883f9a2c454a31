/* core/markup.h -- how zones say what a piece of text is, without saying how it looks.
 *
 * Text from zones is UTF-8 with "\n" between lines and these marks; net turns them into colours, links and
 * sounds, or into nothing, for each client.  The mark byte 0x01 never comes from outside: area files,
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
    S( ADVICE,  'd',    "0;36",        "channels of advice and development"     ) \
    S( ALERT,   'a',    "1;31",        "what must not be missed"                ) \
    S( QUEST,   'q',    "22;36",       "the word that says somebody has one"    ) \
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
#define M_ADVICE   "\001d"
#define M_ALERT    "\001a"
#define M_QUEST    "\001q"
#define M_BANNER   "\001b"
#define M_BRIGHT   "\001B"

/* A colour of one's own: six hex digits follow, as in M_COLOUR "d08020".  Clients get the nearest they can
 * show; a style or M_PLAIN ends it. */
#define M_COLOUR     "\001#"

/* What a client may click on:  M_LINK command M_LINK_TEXT what is shown M_LINK_END.  The command is plain text
 * of ours on one line, never a stranger's; where there are no links, only what is shown is there. */
#define M_LINK       "\001<"
#define M_LINK_TEXT  "\001|"
#define M_LINK_END   "\001>"

/* For eyes only: drawings, rules, columns.  And what stands in their place for those who listen. */
#define M_ART        "\001["
#define M_ART_END    "\001]"
#define M_SPOKEN     "\001{"
#define M_SPOKEN_END "\001}"

/* A sound, for those who want to hear it:  M_SOUND file M_SOUND_END, at the beginning of a line. */
#define M_SOUND      "\001!"
#define M_SOUND_END  "\001."

#endif
