/* tests/scenarios/runner/login.c -- from a connection to a place in the world. */
#include "tests/scenarios/runner/scenario.h"

#include "core/memory.h"

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char password[] = "open sesame";
static const char overseer[] = "overseer";      /* the runner's own keeper */
static const char far_away[] = "3311";          /* where the overseer waits */

static bool make_account(struct scenario *scenario, struct player *player)
{
    return type_line(scenario, player, "yes") && await_text(scenario, player, "Choose a password")
        && type_line(scenario, player, password) && await_text(scenario, player, "Type it once more:")
        && type_line(scenario, player, password) && await_text(scenario, player, "Your choice:");
}

static bool make_character(struct scenario *scenario, struct player *player, const char *name)
{
    return type_line(scenario, player, "2") && await_text(scenario, player, "Do you use a screen reader")
        && type_line(scenario, player, "no") && await_text(scenario, player, "Name of the character")
        && type_line(scenario, player, name) && await_text(scenario, player, "he, she or they?")
        && type_line(scenario, player, "she") && await_text(scenario, player, "Born to which people")
        && type_line(scenario, player, "") && await_text(scenario, player, "Which path")
        && type_line(scenario, player, "") && await_text(scenario, player, "is ready to enter the game.")
        && await_text(scenario, player, "Your choice:");
}

bool log_in(struct scenario *scenario, struct player *player, const char *name)
{
    char prompt[PLAYER_NAME_SIZE + 8];
    snprintf(prompt, sizeof prompt, "< %c%s |", toupper((unsigned char)name[0]), name + 1);
    if (!await_text(scenario, player, "Account name:") || !type_line(scenario, player, name))
        return false;
    int way = await_either(scenario, player, "(ENTER aborts):", "yes or no?");
    if (way < 0)
        return false;
    if (way == 0 && !(type_line(scenario, player, password) && await_text(scenario, player, "*** PRESS ENTER ***")
                      && type_line(scenario, player, "") && await_text(scenario, player, "Active Character:")))
        return false;
    if (way == 1 && !make_account(scenario, player))
        return false;
    bool none = way == 1 || screen_find(&player->plain, " none yet", 9, false);
    if (way == 0 && !await_text(scenario, player, "Your choice:"))
        return false;
    if (none && !make_character(scenario, player, name))
        return false;
    if (!type_line(scenario, player, "1") || !await_text(scenario, player, prompt))
        return false;
    player->in_game = true;
    return true;
}

/* -- rooms ------------------------------------------------------------------------------------------- */

/* Area files are looked at line by line: a room's number, then its name. */
static bool title_in(const char *path, const char *room, char title[TITLE_SIZE])
{
    char *content = file_read(path), *rest = content;
    bool here = false, found = false;
    for (char *line; !found && (line = strsep(&rest, "\n")) != NULL;) {
        char number[16], name[TITLE_SIZE];
        if (sscanf(line, "  %15[0-9]:", number) == 1)
            here = strcmp(number, room) == 0;
        else if (here && sscanf(line, "    name: %99[^\n]", name) == 1) {
            snprintf(title, TITLE_SIZE, "%s", name);
            found = true;
        }
    }
    memory_free(content);
    return found;
}

static const char *areas_folder(const struct scenario *scenario)
{
    const struct words *options = &scenario->server.options;
    const char *folder = "zones/areas";
    for (unsigned at = 0; at + 1 < options->count; at++)
        if (strcmp(options->word[at], "--game.areas") == 0)
            folder = options->word[at + 1];
    return folder;
}

bool room_title(struct scenario *scenario, const char *room, char title[TITLE_SIZE])
{
    DIR *folder = opendir(areas_folder(scenario));
    bool found = false;
    for (struct dirent *entry; folder != NULL && !found && (entry = readdir(folder)) != NULL;) {
        char path[PATH_SIZE * 2];
        snprintf(path, sizeof path, "%.200s/%.180s", areas_folder(scenario), entry->d_name);
        found = strstr(entry->d_name, ".yaml") != NULL && title_in(path, room, title);
    }
    if (folder != NULL)
        closedir(folder);
    if (!found)
        fail(scenario, "no area file knows room %s", room);
    return found;
}

/* -- being brought somewhere ------------------------------------------------------------------------- */

static struct player *overseer_here(struct scenario *scenario)
{
    for (unsigned at = 0; at < scenario->player_count; at++)
        if (strcmp(scenario->players[at]->name, overseer) == 0 && scenario->players[at]->fd >= 0)
            return scenario->players[at];
    struct player *keeper = scenario_connect(scenario, overseer);
    return keeper != NULL && log_in(scenario, keeper, overseer) ? keeper : NULL;
}

static bool go_to(struct scenario *scenario, struct player *keeper, const char *room)
{
    char line[40], title[TITLE_SIZE];
    snprintf(line, sizeof line, "goto %s", room);
    return room_title(scenario, room, title) && type_line(scenario, keeper, line) && await_text(scenario, keeper, title)
        && await_text(scenario, keeper, "< Overseer |");
}

bool bring(struct scenario *scenario, struct player *player, const char *name, const char *room)
{
    char line[PLAYER_NAME_SIZE + 16], title[TITLE_SIZE];
    struct player *keeper = overseer_here(scenario);
    if (keeper == NULL || !room_title(scenario, room, title) || !go_to(scenario, keeper, room))
        return false;
    snprintf(line, sizeof line, "transfer %s", name);
    player_turn_page(player);
    return type_line(scenario, keeper, line) && await_text(scenario, player, title) && go_to(scenario, keeper, far_away)
        && catch_up(scenario, player);
}
