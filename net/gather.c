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

void gather_told(struct session *session, size_t before, bool leaves)
{
    struct net *net = session->net;
    if (before != session->held || !may_wait(session)) {
        net_touch(net, session);
        return;
    }
    session->held = session->output.bytes.length;
    session->leaves_prompt |= leaves;
    if (!session->gathers) {
        session->gathers = true;
        session->gather_by = net->now + net->common->options->session_gather_ms;
        cds_list_add_tail(&session->gather, &net->gathering);
    }
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

void gather_take(struct net *net)
{
    while (!cds_list_empty(&net->gathering)) {
        struct session *session = cds_list_first_entry(&net->gathering, struct session, gather);
        if (session->gather_by > net->now) {
            return;
        }
        gather_release(session);
        net_touch(net, session);
    }
}

int64_t gather_next(struct net *net)
{
    return cds_list_empty(&net->gathering) ? DUE_NEVER : cds_list_first_entry(&net->gathering, struct session, gather)->gather_by;
}
