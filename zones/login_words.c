/* zones/login_words.c -- the words of the login dialogue (see login_words.h).  No state; any thread may enter. */
#include "zones/login_words.h"

#include "core/markup.h"
#include "zones/zone.h"

#include <string.h>
#include <strings.h>

struct text *login_greeting(const char *game_name)
{
    static const char banner[] =
        M_COLOUR "ffe070" "    K  K    AA    L      L      III    SSS   TTTTT   III\n"
        M_COLOUR "ffd048" "    K K    A  A   L      L       I    S        T      I\n"
        M_COLOUR "f4b830" "    KK     AAAA   L      L       I     SS      T      I\n"
        M_COLOUR "e4a024" "    K K    A  A   L      L       I       S     T      I\n"
        M_COLOUR "d08820" "    K  K   A  A   LLLL   LLLL   III   SSS      T     III\n";
    return text_printf("\n" M_ART "%s" M_ART_END "\n"
                       M_BANNER M_ART "    " M_ART_END "%s\n"
                       M_ART "    Old roads, older stones, and whoever walks them tonight.\n" M_ART_END M_PLAIN "\n"
                       "Enter your account name. If you have none yet, type a new name and the account\n"
                       "is made for you; it is yours alone, and your characters get names of their own.\n\n",
                       banner, game_name);
}

struct text *login_news(const char *game_name)
{
    return text_printf("\n" M_BANNER M_ART "    " M_ART_END "Welcome back to %s.\n" M_PLAIN "\n"
                       "The lamps are lit, the gates stand open, and the wells are full. `help` tells\n"
                       "what you can say and do; `who` shows who else is awake. The world keeps what you\n"
                       "carry, and whatever you drop belongs to whoever finds it.\n\n"
                       "Nobody who looks after this world will ever ask for your password.\n\n"
                       "Have fun, and tell a friend about us!\n", game_name);
}

bool line_word(const char *line, char *word, size_t size)
{
    line += strspn(line, " \t");
    size_t length = strlen(line);
    while (length > 0 && strchr(" \t\r\n", line[length - 1]) != NULL)
        length--;
    if (length >= size)
        return false;
    memcpy(word, line, length);
    word[length] = '\0';
    return true;
}

void name_show(char shown[NAME_SIZE], const char *name)
{
    name_fold(shown, name);
    if (shown[0] >= 'a' && shown[0] <= 'z')
        shown[0] = (char)(shown[0] - 'a' + 'A');
}

bool name_reserved(const char *name)
{
    static const char *const reserved[] = {
        "account", "admin", "all", "anybody", "anyone", "corpse", "create", "down", "east", "enter", "everybody", "everyone",
        "exits", "god", "gods", "group", "guest", "help", "her", "here", "him", "keeper", "leave", "look", "new", "newbie",
        "nobody", "none", "noone", "north", "quit", "room", "self", "server", "she", "somebody", "someone", "something",
        "south", "system", "them", "they", "unknown", "west", "who", "you",
    };
    for (size_t at = 0; at < sizeof reserved / sizeof reserved[0]; at++)
        if (strcasecmp(reserved[at], name) == 0)
            return true;
    return false;
}

bool characters_get(const struct text *characters, unsigned index, char name[NAME_SIZE])
{
    const char *line = characters == NULL ? "" : text_bytes(characters);
    for (; *line != '\0'; index--) {
        size_t length = strcspn(line, "\n");
        if (index == 0 && length < NAME_SIZE) {
            memset(name, 0, NAME_SIZE);
            memcpy(name, line, length);
            return true;
        }
        line += length + (line[length] == '\n');
    }
    return false;
}

bool characters_find(const struct text *characters, const char *wanted, char name[NAME_SIZE])
{
    for (unsigned at = 0; characters_get(characters, at, name); at++)
        if (strcasecmp(name, wanted) == 0)
            return true;
    return false;
}
