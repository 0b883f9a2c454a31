/* zones/commands/social.c -- socials: gestures the book describes, done alone, at somebody, or at oneself.
 * Entered by the zone's worker.  One function does them all; the lines are zones/text/socials.yaml's. */
#include "zones/commands/command.h"

#include "zones/quests/quests.h"

#include <string.h>
#include <strings.h>

static const char GREETING[] = "greet";    /* a social that is as good as a word */

/* The blanks of a line about `who`, from `first` on: name, they, them, their, themself. */
static void blanks_of(const char *values[BLANKS], enum blank first, const struct character *who)
{
    values[first] = character_name(who);
    values[first + 1] = pronoun_subject(who);
    values[first + 2] = pronoun_object(who);
    values[first + 3] = pronoun_possessive(who);
    values[first + 4] = pronoun_reflexive(who);
}

static struct text *social_line(const char *line, const struct character *who, const struct character *target)
{
    const char *values[BLANKS] = {0};
    blanks_of(values, BLANK_NAME, who);
    if (target != NULL)
        blanks_of(values, BLANK_TARGET, target);
    struct text *filled = book_fill(line, values);
    struct text *text = text_printf("%s\n", text_bytes(filled));
    text_unref(&filled);
    return text;
}

static bool notices(const struct character *who, const struct character *actor)
{
    return who->player != NULL && who->position != SLEEPING && !ears_ignore(&who->player->ears, actor->name);
}

/* The actor reads the form, everybody else the last one of `forms`; a target reads the one between. */
ZONE_THREAD static void social_play(const struct social_proto *social, enum social_form own, enum social_form room,
                                    struct character *actor, struct character *target)
{
    struct text *mine = social_line(social->lines[own], actor, target);
    struct text *theirs = social_line(social->lines[room], actor, target);
    struct text *yours = target == NULL ? NULL : social_line(social->lines[SOCIAL_AT_TARGET], actor, target);
    tell_text(actor, mine);
    for (struct character *who = actor->room->people; who != NULL; who = who->next)
        if (who != actor && notices(who, actor))
            tell_text(who, who == target ? yours : theirs);
    text_unref(&mine);
    text_unref(&theirs);
    text_unref(&yours);
}

/* "smile at bob" is "smile bob". */
static void target_word(const char *words, char *word, size_t size)
{
    const char *rest = word_take(words, word, size);
    bool small = strcasecmp(word, "at") == 0 || strcasecmp(word, "to") == 0 || strcasecmp(word, "with") == 0;
    if (small && rest[0] != '\0')
        word_take(rest, word, size);
}

void social_do(struct command *command, const struct social_proto *social)
{
    char word[64];
    struct character *actor = command->actor;
    target_word(command->words, word, sizeof word);
    struct character *target = word[0] == '\0' ? NULL : person_here(actor, word);
    if (word[0] == '\0')
        social_play(social, SOCIAL_ALONE, SOCIAL_ALONE_ROOM, actor, NULL);
    else if (target == NULL)
        tell(actor, "%s\n", social->lines[SOCIAL_ABSENT]);
    else if (target == actor)
        social_play(social, SOCIAL_SELF, SOCIAL_SELF_ROOM, actor, NULL);
    else
        social_play(social, SOCIAL_AT, SOCIAL_AT_ROOM, actor, target);
    if (target != NULL && target != actor && strcmp(social->name, GREETING) == 0)
        quest_spoken(actor, target, true);
}

void do_socials(struct command *command)
{
    const struct book *book = command->zone->setting->book;
    struct bytes_writer writer = {0};
    if (book == NULL || book->social_count == 0) {
        tell(command->actor, "There are no socials.\n");
        return;
    }
    for (unsigned at = 0; at < book->social_count; at++) {
        put_bytes(&writer, at == 0 ? "" : ", ", at == 0 ? 0 : 2);
        put_bytes(&writer, book->socials[at].name, strlen(book->socials[at].name));
    }
    struct text *list = bytes_text(&writer);
    tell(command->actor, "There are %u socials: %s.\nEach works alone or at somebody: smile, smile bob.\n", book->social_count,
         text_bytes(list));
    text_unref(&list);
    bytes_free(&writer);
}
