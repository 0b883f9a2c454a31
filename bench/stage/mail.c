/* bench/stage/mail.c -- the microscope's look at mailboxes: the same thread posts and takes, so that nothing but the work is seen. */
#include "bench/stage/parts.h"

void mail_post_prepare(const struct stage *stage, unsigned times)
{
    (void)stage;
    for (unsigned at = 0; at < times; at++)
        town_ask(at, "look");
}

void mail_post(const struct stage *stage, unsigned times)
{
    (void)stage;
    for (unsigned at = 0; at < times; at++)
        post(&stage_town.net_pen, &stage_town.players[at].slot.message);
}

void mail_take(const struct stage *stage, unsigned times)
{
    struct message_list mail = {0};
    (void)stage;
    mailbox_drain(stage_town.worker_inbox, &mail);
    for (unsigned at = 0; at < times; at++) {
        const struct message *message = message_list_take(&mail);
        assert(message != NULL);
    }
}

void mail_post_clean(const struct stage *stage, unsigned times)
{
    mail_take(stage, times);
}

void mail_take_prepare(const struct stage *stage, unsigned times)
{
    mail_post_prepare(stage, times);
    mail_post(stage, times);
}

void mail_take_clean(const struct stage *stage, unsigned times)
{
    (void)stage;
    (void)times;
}

/* The owner is about to sleep in epoll; mail comes, and he is woken. */
void mail_wake(const struct stage *stage, unsigned times)
{
    struct message_list mail = {0};
    (void)stage;
    for (unsigned at = 0; at < times; at++) {
        bool empty = mailbox_doze(stage_town.net_inbox);
        assert(empty);
        post(&stage_town.net_pen, slot_answer(&stage_town.players[at].slot));
        pen_rest(&stage_town.net_pen);
        mailbox_awake(stage_town.net_inbox);
        mailbox_drain(stage_town.net_inbox, &mail);
        message_list_take(&mail);
    }
}
