/* tests/zones/body/test_kin.c -- bloodlines of those in the game: what an heir earns, what an ancestor finds, what is said. */
#include "tests/zones/commands/stage.h"

#include "zones/body/kin.h"
#include "zones/body/level.h"
#include "zones/fight/fight_parts.h"

PLAYS_ALL struct character *ada(void)
{
    return town_person(&town, ADA);
}

PLAYS_ALL struct kin *kin_of(struct character *who)
{
    return &who->player->growth.kin;
}

PLAYS_ALL int64_t booked(enum experience_flow flow)
{
    return ada()->zone->books.experience[flow];
}

PLAYS_ALL void is_heir_of(struct character *who, const char *ancestor)
{
    character_touch(who, PART_BODY);
    snprintf(kin_of(who)->ancestor, NAME_SIZE, "%s", ancestor);
    figures_stale(who);
}

/* -- earning -- */

PLAYS_ALL void test_share_of_a_kill(void **state)
{
    (void)state;
    enum { SORT = 1, LEVEL = 1, WORTH = 995 };
    int64_t before = ada()->player->growth.experience;
    reward_give(ada(), SORT, LEVEL, false, WORTH);
    int64_t points = ada()->player->growth.experience - before;
    assert_true(points > 100);
    assert_int_equal(kin_of(ada())->due, 0);                 /* nobody's heir */
    assert_int_equal(booked(EXPERIENCE_BLOODLINE), 0);
    is_heir_of(ada(), "Cid");
    reward_give(ada(), SORT + 1, LEVEL, false, WORTH);
    assert_int_equal(ada()->player->growth.experience, before + 2 * points);    /* it costs nothing */
    assert_int_equal(kin_of(ada())->due, (points + 9) / 10);
    assert_int_equal(booked(EXPERIENCE_BLOODLINE), (points + 9) / 10);
    assert_int_equal(booked(EXPERIENCE_KILL), 2 * points);
    kin_of(ada())->severed = true;
    reward_give(ada(), SORT + 2, LEVEL, false, WORTH);
    assert_int_equal(kin_of(ada())->due, (points + 9) / 10);
}

/* The least gain earns something; none earns nothing. */
PLAYS_ALL void test_small_shares(void **state)
{
    (void)state;
    is_heir_of(ada(), "Cid");
    experience_share(ada(), 1);
    assert_int_equal(kin_of(ada())->due, 1);
    experience_share(ada(), 0);
    assert_int_equal(kin_of(ada())->due, 1);
    experience_share(ada(), 11);
    assert_int_equal(kin_of(ada())->due, 3);
}

PLAYS_ALL void test_heirs_are_better(void **state)
{
    (void)state;
    int32_t dexterity = figure(ada(), FIGURE_DEX), own = figure_own(ada(), FIGURE_DEX);
    struct message *kin = town_mail(&town, MSG_KIN, ADA, LAND_ONE);
    kin->kin = (struct msg_kin){ .request = KIN_ACCEPT, .verdict = KIN_YES, .other = "Cid" };
    town_run(&town);
    assert_string_equal(kin_of(ada())->ancestor, "Cid");
    assert_int_equal(figure(ada(), FIGURE_DEX), dexterity + 1);
    assert_int_equal(figure_own(ada(), FIGURE_DEX), own + 1);
    town_types(&town, ADA, "bloodline leave");
    assert_int_equal(figure(ada(), FIGURE_DEX), dexterity);
}

/* -- coming back -- */

/* As the registry sends him from the store. */
PLAYS_ALL const char *enters_with(unsigned at, const struct kin *kin)
{
    struct seat *seat = &town.seats[at];
    seat->who = (entity_id){ 1, REGISTRY, at + 1 };
    slot_begin(&seat->slot, session_make(1, at, 1));
    struct text *parcel = character_newborn(&town.setting, seat->who, seat_names[at], seat_names[at], "she");
    struct bytes_reader reader = bytes_read(text_bytes(parcel), text_length(parcel));
    struct parcel read;
    assert_true(parcel_take(&reader, &read));
    struct text *body = body_with_kin(read.part[PART_BODY], read.length[PART_BODY], kin);
    assert_non_null(body);
    read.part[PART_BODY] = (const uint8_t *)text_bytes(body);
    read.length[PART_BODY] = (uint32_t)text_length(body);
    read.session = seat->slot.session;
    read.generation = 1;
    read.dirty = 0;
    struct bytes_writer writer = {0};
    parcel_put(&writer, &read);
    struct message *arrive = message_new(MSG_ARRIVE);
    arrive->from.number = REGISTRY;
    arrive->to.number = LAND_ONE;
    arrive->arrive.convoy = 2000000 + at;
    arrive->arrive.travellers = 1;
    arrive->arrive.flags = ARRIVE_FORCED | ARRIVE_LOGIN | ARRIVE_SUDDEN;
    arrive->arrive.room.number = HALL;
    arrive->arrive.direction = NO_DIRECTION;
    arrive->arrive.parcels = bytes_text(&writer);
    arrive->arrive.slot = &seat->slot;
    seat->waiting = true;
    bytes_free(&writer);
    text_unref(&parcel);
    text_unref(&body);
    message_list_add(&town.inbox[LAND_ONE], arrive);
    town_run(&town);
    return town_reads(&town, at);
}

PLAYS_ALL void test_legacy_is_banked(void **state)
{
    (void)state;
    struct kin kin = { .heir = "Bea", .legacy = 120 };
    assert_non_null(strstr(enters_with(CID, &kin), "While you were away, your heir Bea earned you 120 experience.\n"));
    struct character *cid = town_person(&town, CID);
    assert_int_equal(cid->player->growth.experience, 120);
    assert_int_equal(kin_of(cid)->legacy, 0);
    assert_true((cid->holder.dirty & 1u << PART_BODY) != 0);
    assert_int_equal(booked(EXPERIENCE_BLOODLINE), 0);       /* counted where it was earned */
    assert_int_equal(booked(EXPERIENCE_UNUSED), 0);
    struct kin none = { .heir = "Bea" };
    assert_null(strstr(enters_with(DAN, &none), "While you were away"));
}

/* What does not fit is counted out, by its name. */
PLAYS_ALL void test_legacy_beyond_the_bank(void **state)
{
    (void)state;
    struct kin kin = { .legacy = INT64_C(100000000000000) };
    const char *read = enters_with(CID, &kin);
    assert_non_null(strstr(read, "While you were away, an heir you had earned you 100000000000000 experience.\n"));
    struct character *cid = town_person(&town, CID);
    int64_t most = experience_most(cid);
    char words[100];
    snprintf(words, sizeof words, "Your mind holds only %lld of that: it is time to gain a level.\n", (long long)most);
    assert_non_null(strstr(read, words));
    assert_int_equal(cid->player->growth.experience, most);
    assert_int_equal(booked(EXPERIENCE_UNUSED), kin.legacy - most);
}

PLAYS_ALL void test_line_has_ended(void **state)
{
    (void)state;
    struct kin kin = { .ancestor = "Zoe", .due = 40, .legacy = 7, .severed = true };
    const char *read = enters_with(CID, &kin);
    assert_non_null(strstr(read, "You are of Zoe's blood no more: that line has ended, or found another heir.\n"
                                 "What you had earned that line, 40 experience, is lost.\n"));
    struct character *cid = town_person(&town, CID);
    assert_string_equal(kin_of(cid)->ancestor, "");
    assert_false(kin_of(cid)->severed);
    assert_int_equal(kin_of(cid)->due, 0);
    assert_int_equal(booked(EXPERIENCE_LAPSED), 40);
    assert_int_equal(cid->player->growth.experience, 7);
}

/* -- what is typed -- */

PLAYS_ALL struct message *asked(const char *line)
{
    town_sends(&town, ADA, line);
    town_step(&town, LAND_ONE);
    struct message *ask = message_list_take(&town.inbox[REGISTRY]);
    assert_non_null(ask);
    assert_int_equal(ask->type, MSG_KIN_ASK);
    assert_true(entity_same(ask->kin_ask.asker, ada()->id));
    assert_string_equal(ask->kin_ask.account, "Ada");
    assert_string_equal(ask->kin_ask.name, "Ada");
    return ask;
}

PLAYS_ALL void test_naming_an_heir(void **state)
{
    (void)state;
    SAYS("bloodline", "You are the first and the last of your blood. Help bloodline tells how to name an heir.\n");
    SAYS("bloodline heir bea", "You are too young to think of heirs. From level 20 on one does.\n");
    ada()->player->level = 20;
    SAYS("bloodline heir", "Whom? Bloodline heir, and the name of another character of yours.\n");
    SAYS("bloodline heir b7#", "That is nobody's name.\n");
    SAYS("bloodline disown", "You have named no heir.\n");
    struct message *ask = asked("bloodline heir bea");
    assert_int_equal(ask->kin_ask.request, KIN_HEIR);
    assert_string_equal(ask->kin_ask.other, "bea");
    message_free(&ask);
    assert_string_equal(kin_of(ada())->heir, "");            /* not before the registry has looked */
    town_run(&town);
    town_reads(&town, ADA);
    town_mail(&town, MSG_KIN, ADA, LAND_ONE)->kin = (struct msg_kin){ .request = KIN_HEIR, .verdict = KIN_YES, .other = "Bea" };
    town_run(&town);
    assert_string_equal(town_reads(&town, ADA), "You name Bea your heir. It is so as soon as Bea says: bloodline accept Ada.\n");
    SAYS("bloodline", "You have named Bea your heir.\n");
    town_types(&town, ADA, "score");
    assert_non_null(strstr(town_reads(&town, ADA), "\nYou have named Bea your heir.\n"));
    SAYS("bloodline disown", "Bea is your heir no more.\n");
    assert_string_equal(kin_of(ada())->heir, "");
}

PLAYS_ALL void hears(enum kin_request request, enum kin_verdict verdict, const char *words)
{
    town_reads(&town, ADA);
    town_mail(&town, MSG_KIN, ADA, LAND_ONE)->kin = (struct msg_kin){ .request = (uint8_t)request, .verdict = (uint8_t)verdict,
                                                                      .other = "cid" };
    town_run(&town);
    assert_string_equal(town_reads(&town, ADA), words);
    assert_string_equal(kin_of(ada())->ancestor, "");
    assert_string_equal(kin_of(ada())->heir, "");
}

PLAYS_ALL void test_refusals(void **state)
{
    (void)state;
    hears(KIN_HEIR, KIN_NOBODY, "You have no other character called Cid.\n");
    hears(KIN_ACCEPT, KIN_UNNAMED, "Cid has not named you as heir.\n");
    hears(KIN_ACCEPT, KIN_CIRCLE, "Cid is of your own blood already, and blood does not flow in circles.\n");
    hears(KIN_ACCEPT, KIN_LATER, "The book of names does not tell about Cid just now. Please try again in a moment.\n");
}

PLAYS_ALL void test_taking_up_the_blood(void **state)
{
    (void)state;
    SAYS("bloodline accept", "Whose blood? Bloodline accept, and the name of who has named you.\n");
    SAYS("bloodline leave", "You are nobody's heir.\n");
    SAYS("bloodline what", "Bloodline alone tells of yours. Bloodline heir and a name, accept and a name, disown, and leave change it.\n");
    struct message *ask = asked("bloodline acc Cid");
    assert_int_equal(ask->kin_ask.request, KIN_ACCEPT);
    message_free(&ask);
    town_run(&town);
    town_reads(&town, ADA);
    town_mail(&town, MSG_KIN, ADA, LAND_ONE)->kin = (struct msg_kin){ .request = KIN_ACCEPT, .verdict = KIN_YES, .other = "Cid" };
    town_run(&town);
    assert_string_equal(town_reads(&town, ADA), "You take up the blood of Cid. What you learn by fighting earns Cid something too, from "
                                                "now on.\n");
    SAYS("bloodline accept Dan", "You are of Cid's blood already. Bloodline leave would end that.\n");
    experience_share(ada(), 100);
    SAYS("bloodline", "You are of Cid's blood. What you learn by fighting earns Cid 10 parts in a hundred of it besides.\n"
                      "Since you entered the world that is 10 experience.\n");
    town_types(&town, ADA, "score");
    assert_non_null(strstr(town_reads(&town, ADA), "\nYou are of Cid's blood.\n"));
    SAYS("bloodline leave", "You leave the line of Cid.\n"
                            "What you have earned it since you entered the world, 10 experience, is lost.\n");
    assert_int_equal(booked(EXPERIENCE_BLOODLINE), 10);
    assert_int_equal(booked(EXPERIENCE_LAPSED), 10);
    assert_int_equal(kin_of(ada())->due, 0);
}

/* Over a border, and into a record: nothing of it is lost, and all of it is experience. */
PLAYS_ALL void test_bytes(void **state)
{
    (void)state;
    is_heir_of(ada(), "Cid");
    snprintf(kin_of(ada())->heir, NAME_SIZE, "Bea");
    experience_gain(ada(), EXPERIENCE_QUEST, 5);
    experience_share(ada(), 100);
    kin_of(ada())->legacy = 3;
    town_types(&town, ADA, "east");
    assert_int_equal(town_room_of(&town, ADA), COURT);
    assert_string_equal(kin_of(ada())->ancestor, "Cid");
    assert_string_equal(kin_of(ada())->heir, "Bea");
    assert_int_equal(kin_of(ada())->due, 10);
    town_cut(&town, LAND_TWO, 1);
    const struct message *record = town_record(&town, "body:ada");
    assert_non_null(record);
    const char *bytes = text_bytes(record->record.content);
    size_t length = text_length(record->record.content);
    int64_t experience;
    assert_true(body_experience(bytes, length, &experience));
    assert_int_equal(experience, 5 + 10 + 3);
    struct kin kin;
    assert_true(body_kin(bytes, length, &kin));
    assert_int_equal(kin.due, 10);
    assert_int_equal(kin.legacy, 3);
    struct text *same = body_with_kin(bytes, length, &kin);
    assert_int_equal(text_length(same), length);
    assert_memory_equal(text_bytes(same), bytes, length);
    text_unref(&same);
    for (size_t cut = 0; cut < length; cut++) {              /* damage is told, and read no further than it goes */
        struct text *shorter = text_new(bytes, cut);
        if (!body_kin(text_bytes(shorter), cut, &kin))
            assert_null(body_with_kin(text_bytes(shorter), cut, &kin));
        text_unref(&shorter);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_share_of_a_kill), TEST(test_small_shares), TEST(test_heirs_are_better), TEST(test_legacy_is_banked),
        TEST(test_legacy_beyond_the_bank), TEST(test_line_has_ended), TEST(test_naming_an_heir), TEST(test_refusals),
        TEST(test_taking_up_the_blood), TEST(test_bytes),
    };
    return cmocka_run_group_tests_name("kin", tests, NULL, NULL);
}
