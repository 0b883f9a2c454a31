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
    S( BANNER,  'b',    "22;32",       "greeting, body colour"                  ) \
    S( BRIGHT,  'B',    "1;33",        "greeting, bright colour"                ) \
    S( GREEN,   'g',    "0;32",        "of maps: fields, forests, hills"        ) \
    S( GREENER, 'G',    "1;32",        "of maps: pasture, jungle"               ) \
    S( EARTH,   'y',    "0;33",        "of maps: sand, trails, mountains"       ) \
    S( WATER,   'w',    "0;36",        "of maps: deep water"                    ) \
    S( SHALLOW, 'W',    "1;36",        "of maps: shallow water"                 ) \
    S( BELOW,   'u',    "0;34",        "of maps: under water"                   ) \
    S( OCEAN,   'U',    "1;34",        "of maps: the ocean"                     ) \
    S( STONE,   'k',    "1;30",        "of maps: towns"                         ) \
    S( HOT,     'r',    "1;31",        "of maps: you, and lava"                 ) \
    S( WHITE,   'h',    "1;37",        "of maps: snow, peaks, air"              ) \
    S( GREY,    'i',    "0;37",        "of maps: inside"                        ) \
    S( VIOLET,  'v',    "1;35",        "of maps: goods, portals"                )

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
#define M_BANNER   "\001b"
#define M_BRIGHT   "\001B"
#define M_GREEN    "\001g"
#define M_GREENER  "\001G"
#define M_EARTH    "\001y"
#define M_WATER    "\001w"
#define M_SHALLOW  "\001W"
#define M_BELOW    "\001u"
#define M_OCEAN    "\001U"
#define M_STONE    "\001k"
#define M_HOT      "\001r"
#define M_WHITE    "\001h"
#define M_GREY     "\001i"
#define M_VIOLET   "\001v"

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
