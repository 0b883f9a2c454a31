/* zones/commands/letters.c -- notice boards and the post.  Entered by the zone's worker.
 *
 * Whether somebody is where one can ask is settled here; the answer comes from the box (zones/boxes.c). */
#include "zones/commands/command.h"

#include "zones/fight/fight.h"
#include "zones/world/draft.h"
#include "zones/world/ships.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* "12", and nothing else; 0: it is no number. */
static uint32_t number_of(const char *word)
{
    size_t length = strlen(word);
    bool digits = length > 0 && length <= 9 && strspn(word, "0123456789") == length;
    return digits ? (uint32_t)strtoul(word, NULL, 10) : 0;
}

/* -- boards ------------------------------------------------------------------------------------------ */

ZONE_THREAD static bool board_here(struct character *who, char box[BOX_KEY_SIZE])
{
    if (who->room->proto->board == NULL) {
        tell(who, "There is no notice board here.%s\n", who->room->proto->post ? " Letters are read and written with mail." : "");
        return false;
    }
    box_key_of_board(box, who->room->proto->board);
    return true;
}

void board_list(struct character *who)
{
    char box[BOX_KEY_SIZE];
    if (board_here(who, box))
        box_ask(who, BOX_LIST, box, 0, NULL, ears_ignored(&who->player->ears));
}

void do_board(struct command *command)
{
    struct character *who = command->actor;
    char word[64];
    name_take(command->words, word, sizeof word);
    const struct ferry *ship = ship_at(who->room, word);
    if (word[0] == '\0' && (who->room->proto->board != NULL || ship == NULL))
        board_list(who);
    else if (ship == NULL)
        tell(who, "No ship of that name lies here.\n");
    else if (who->position != STANDING)
        tell(who, "You would have to stand up first.\n");
    else if (fights(who) || is(who, FIGURE_ROOTED) || is(who, FIGURE_HELD))
        tell(who, "You cannot get away from here just now.\n");
    else
        ship_board(who, ship);
}

/* What is no number is no note: reading is looking then. */
void do_read(struct command *command)
{
    char box[BOX_KEY_SIZE], word[64];
    struct character *who = command->actor;
    word_take(command->words, word, sizeof word);
    uint32_t number = number_of(word);
    if (word[0] == '\0')
        tell(who, "Read what?\n");
    else if (number == 0)
        do_look(command);
    else if (board_here(who, box))
        box_ask(who, BOX_READ, box, number, NULL, NULL);
}

bool board_removes(struct command *command)
{
    char box[BOX_KEY_SIZE], word[64];
    struct character *who = command->actor;
    word_take(command->words, word, sizeof word);
    uint32_t number = number_of(word);
    if (number == 0)
        return false;
    if (board_here(who, box))
        box_ask(who, BOX_REMOVE, box, number, NULL, NULL);
    return true;
}

/* -- writing ----------------------------------------------------------------------------------------- */

ZONE_THREAD static void letter_begin(struct character *who, const char *box, const char *subject)
{
    if (subject[0] == '\0')
        tell(who, "About what? A letter needs a subject, and so does a note.\n");
    else if (strlen(subject) > SUBJECT_MOST)
        tell(who, "A subject has %d characters at most.\n", SUBJECT_MOST);
    else
        box_ask(who, BOX_TRY, box, 0, text_string(subject), NULL);
}

void do_write(struct command *command)
{
    char box[BOX_KEY_SIZE];
    if (board_here(command->actor, box))
        letter_begin(command->actor, box, command->words);
}

/* -- mail -------------------------------------------------------------------------------------------- */

ZONE_THREAD static void mail_write(struct character *who, const char *name, const char *subject)
{
    char box[BOX_KEY_SIZE];
    if (!name_fits(name)) {
        tell(who, "'%s' is nobody's name.\n", name);
        return;
    }
    box_key_of_mail(box, name);
    letter_begin(who, box, subject);
}

void do_mail(struct command *command)
{
    char box[BOX_KEY_SIZE], word[64], second[64];
    struct character *who = command->actor;
    const char *rest = word_take(command->words, word, sizeof word);
    word_take(rest, second, sizeof second);
    uint32_t number = number_of(second);
    box_key_of_mail(box, who->name);
    if (!who->room->proto->post)
        tell(who, "This is no post office. Help mail says where letters are written and read.\n");
    else if (word[0] == '\0')
        box_ask(who, BOX_LIST, box, 0, NULL, NULL);
    else if (number > 0 && strcasecmp(word, "read") == 0)
        box_ask(who, BOX_READ, box, number, NULL, NULL);
    else if (number > 0 && strcasecmp(word, "remove") == 0)
        box_ask(who, BOX_REMOVE, box, number, NULL, NULL);
    else
        mail_write(who, word, rest);
}
