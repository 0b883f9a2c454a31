/* zones/commands/toggle.c -- how the game is shown to a player: what he switches, colours, prompt.  Entered by the zone's
 * worker.  What there is to switch is the table zones/world/toggles.def. */
#include "zones/commands/command.h"

#include "zones/registry.h"

#include <string.h>
#include <strings.h>

/* -- toggle ------------------------------------------------------------------------------------------ */

static const char *on_or_off(bool on)
{
    return on ? "on" : "off";
}

ZONE_THREAD static void toggle_list(struct character *who)
{
    const struct toggles *toggles = &who->player->toggles;
    for (unsigned at = 0; at < TOGGLE_COUNT; at++)
        tell(who, "%s: %s. %s.\n", toggle_rows[at].word, on_or_off(toggle_is(toggles, at)), toggle_rows[at].about);
    tell(who, "colour: %s. How many colours you are sent.\n", paint_words[toggles->paint]);
    tell(who, "Toggle and a name switches one.\n");
}

/* His account remembers it, so that its menu can be read aloud next time. */
ZONE_THREAD static void note_reader(struct zone *zone, const struct player *player, bool aloud)
{
    struct message *ask = zone_mail(zone, MSG_ASK, setting_registry(zone->setting, player->account), NO_ENTITY);
    ask->ask.request = REGISTRY_NOTE_READER;
    memcpy(ask->ask.account, player->account, NAME_SIZE);
    ask->ask.aloud = aloud;
    zone_emit(zone, ask);
}

ZONE_THREAD static void toggle_switch(struct command *command, enum toggle which, bool on)
{
    struct player *player = command->actor->player;
    character_touch(command->actor, PART_BODY);
    toggle_set(&player->toggles, which, on);
    if (which == TOGGLE_SCREENREADER)
        note_reader(command->zone, player, on);
    tell(command->actor, "%s\n", on ? toggle_rows[which].on : toggle_rows[which].off);
}

ZONE_THREAD static void toggle_flip(struct command *command, enum toggle which)
{
    toggle_switch(command, which, !toggle_is(&command->actor->player->toggles, which));
}

void do_toggle(struct command *command)
{
    char word[32], state[8];
    const char *rest = word_take(command->words, word, sizeof word);
    word_take(rest, state, sizeof state);
    enum toggle which = toggle_find(word);
    if (word[0] == '\0')
        toggle_list(command->actor);
    else if (strcasecmp(word, "colour") == 0 || strcasecmp(word, "color") == 0)
        tell(command->actor, "Colour off, 16, 256 or true says how many; colour auto leaves it to your client.\n");
    else if (which == TOGGLE_COUNT)
        tell(command->actor, "There is nothing named '%s' to switch. Toggle lists what there is.\n", word);
    else if (state[0] == '\0')
        toggle_flip(command, which);
    else if (strcasecmp(state, "on") == 0 || strcasecmp(state, "off") == 0)
        toggle_switch(command, which, strcasecmp(state, "on") == 0);
    else
        tell(command->actor, "Toggle %s on, or toggle %s off?\n", toggle_rows[which].word, toggle_rows[which].word);
}

void do_brief(struct command *command)
{
    toggle_flip(command, TOGGLE_BRIEF);
}

/* -- colour ------------------------------------------------------------------------------------------ */

void do_colour(struct command *command)
{
    static const char *const answers[PAINT_COUNT] = {
        [PAINT_AUTO] = "You are sent as many colours as your client says it can show.",
        [PAINT_OFF] = "You are sent no colours.", [PAINT_16] = "You are sent 16 colours.",
        [PAINT_256] = "You are sent 256 colours.", [PAINT_TRUE] = "You are sent true colours.",
    };
    struct toggles *toggles = &command->actor->player->toggles;
    char word[8];
    unsigned wanted = 0;
    word_take(command->words, word, sizeof word);
    while (wanted < PAINT_COUNT && strcasecmp(paint_words[wanted], word) != 0)
        wanted++;
    if (word[0] != '\0' && wanted == PAINT_COUNT) {
        tell(command->actor, "Colour auto, off, 16, 256 or true?\n");
        return;
    }
    if (word[0] != '\0') {
        character_touch(command->actor, PART_BODY);
        toggles->paint = (uint8_t)wanted;
    }
    tell(command->actor, "%s\n", answers[toggles->paint]);
}

/* -- prompt ------------------------------------------------------------------------------------------ */

ZONE_THREAD static void prompt_show(struct character *who)
{
    const char *own = who->player->toggles.prompt;
    if (own[0] == '\0')
        tell(who, "You have the usual prompt.\n");
    else
        tell(who, "Your prompt is: %s\n", own);
    tell(who, "Prompt and some words makes another; in it these stand for something:\n");
    for (const struct prompt_blank *blank = prompt_blanks; blank->letter != 0; blank++)
        tell(who, "%%%c: %s.\n", blank->letter, blank->about);
    tell(who, "Prompt default gives you the usual one again.\n");
}

void do_prompt(struct command *command)
{
    struct toggles *toggles = &command->actor->player->toggles;
    const char *wrong = prompt_refuse(command->words);
    if (command->words[0] == '\0') {
        prompt_show(command->actor);
    } else if (wrong != NULL) {
        tell(command->actor, "%s\n", wrong);
    } else {
        bool usual = strcasecmp(command->words, "default") == 0;
        character_touch(command->actor, PART_BODY);
        snprintf(toggles->prompt, sizeof toggles->prompt, "%s", usual ? "" : command->words);
        tell(command->actor, usual ? "You have the usual prompt again.\n" : "You have another prompt now.\n");
    }
}
