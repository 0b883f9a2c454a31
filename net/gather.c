/* net/gather.c -- see gather.h. */
#include "net/gather.h"

/* `held` is the length of an output in which all is held; after a release it is one that no output has. */
static const size_t nothing_held = SIZE_MAX;

static NET_THREAD bool may_wait(const struct session *session)
{
    return session->net->common->options->session_gather_ms > 0 && session->state == SESSION_OPEN &&
           !entity_none(session->who) &&         /* at the door it is the greeting, not company */
           !telnet_must_echo(&session->telnet); /* there we show what is typed, and it would stand between */
}

static NET_THREAD int64_t waits_ms(const struct net *net, unsigned which)
{
    const struct options *options = net->common->options;
    return which == GATHERING_BUSY ? options->session_spacing_ms : options->session_gather_ms;
}

static NET_THREAD void hold(struct session *session, bool company)
{
    struct net *net = session->net;
    int64_t spacing_ms = waits_ms(net, GATHERING_BUSY);
    bool busy = company && spacing_ms > waits_ms(net, GATHERING_QUIET) && net->now - session->last_output < spacing_ms;
    unsigned which = busy ? GATHERING_BUSY : GATHERING_QUIET;
    int64_t by = net->now + waits_ms(net, which);
    if (session->gathers && session->gather_by <= by) {
        return;
    }
    if (session->gathers) {
        cds_list_del(&session->gather);
    }
    session->gathers = true;
    session->gather_by = by;
    cds_list_add_tail(&session->gather, &net->gathering[which]);
}

void gather_told(struct session *session, size_t before, bool leaves, bool company)
{
    struct net *net = session->net;
    if (before != session->held || !may_wait(session)) {
        net_touch(net, session);
        return;
    }
    session->held = session->output.bytes.length;
    session->leaves_prompt |= leaves;
    hold(session, company);
}

bool gather_holds(const struct session *session)
{
    bool asks_prompt = session->prompt_due && !session_asks(session);
    return session->gathers && session->held == session->output.bytes.length && session->state == SESSION_OPEN && !asks_prompt;
}

void gather_entered(struct session *session)
{
    if (session->leaves_prompt) {
        session->output.sent = 2; /* CR LF */
        session->leaves_prompt = false;
    }
}

void gather_end(struct session *session)
{
    if (session->gathers) {
        session->gathers = false;
        cds_list_del(&session->gather);
    }
    session->held = 0;
    session->leaves_prompt = false;
}

void gather_release(struct session *session)
{
    gather_end(session);
    session->held = nothing_held;
}

/* When the first of the list is due; DUE_NEVER without any. */
static NET_THREAD int64_t list_next(struct cds_list_head *list)
{
    return cds_list_empty(list) ? DUE_NEVER : cds_list_first_entry(list, struct session, gather)->gather_by;
}

static NET_THREAD void list_take(struct net *net, struct cds_list_head *list)
{
    int64_t due;
    while ((due = list_next(list)) != DUE_NEVER && due <= net->now) {
        struct session *session = cds_list_first_entry(list, struct session, gather);
        gather_release(session);
        net_touch(net, session);
    }
}

void gather_take(struct net *net)
{
    for (unsigned which = 0; which < GATHERINGS; which++) {
        list_take(net, &net->gathering[which]);
    }
}

int64_t gather_next(struct net *net)
{
    return due_earlier(list_next(&net->gathering[GATHERING_QUIET]), list_next(&net->gathering[GATHERING_BUSY]));
}
