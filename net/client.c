/* net/client.c -- see client.h.  Entered by the net thread that owns the session. */
#include "net/client.h"

#include "core/clock.h"
#include "core/log.h"
#include "net/door.h"
#include "net/gather.h"
#include "net/msdp.h"
#include "net/mssp.h"

#include <inttypes.h>

/* -- what it looks like */

static struct look look_of(const struct session *session)
{
    struct look look = session->telnet.terminal.look;
    bool sounds = session->sound || session->wishes & WISH_SOUND;
    look.links = session->telnet.mxp && !session->links_unwanted;
    look.aloud = session->wishes & WISH_SCREEN_READER;
    unsigned colours = (session->wishes & WISH_COLOURS) >> WISH_COLOURS_SHIFT;
    if (colours > 0) {
        look.colours = (uint8_t)(colours - 1);
        look.coloured = true;
    }
    look.sounds = !sounds                                   ? SOUNDS_NONE
                  : session->sound                          ? SOUNDS_MSDP
                  : telnet_hears_sounds(&session->telnet) ? SOUNDS_MSP
                                                            : SOUNDS_NONE;
    return look;
}

void client_look(struct session *session)
{
    struct look look = look_of(session);
    if (!look_same(&look, &session->look)) {
        session->look = look;
        text_unref(&session->drawn);
        session->prompt_again = false;
    }
}

void client_learn(struct session *session)
{
    const struct telnet *telnet = &session->telnet;
    unsigned news = telnet->terminal.answers + (telnet->they[TELNET_ROW_TTYPE] == SIDE_YES);
    if (news > session->terminal_news && news <= UINT16_MAX) { /* who is telling is let finish before he is greeted */
        session->terminal_news = (uint16_t)news;
        session->greet_by = session->net->now + session->net->common->options->net_greeting_wait_ms;
    }
    if (telnet->terminal.mtts != 0 && !session->mtts_heeded) {
        session->mtts_heeded = true; /* once */
        session->reads_aloud = (telnet->terminal.mtts & MTTS_SCREEN_READER) != 0;
        if (session->reads_aloud && !(session->wishes & WISH_SETTLED)) {
            session->wishes |= WISH_SCREEN_READER; /* at once; from the next answer on the zone says so */
        }
    }
    client_look(session);
}

/* -- MSDP */

static NET_THREAD void switch_colours(struct session *session, enum colours least, bool on)
{
    uint8_t *colours = &session->telnet.terminal.look.colours;
    if (on && *colours < least) {
        *colours = (uint8_t)least;
    } else if (!on && *colours >= least) {
        *colours = (uint8_t)(least - 1);
    }
}

static NET_THREAD void on_switched(void *owner, enum msdp_variable variable, bool on)
{
    struct session *session = owner;
    switch (variable) {
    case MSDP_ANSI_COLORS:
        switch_colours(session, COLOURS_16, on);
        break;
    case MSDP_XTERM_256_COLORS:
        switch_colours(session, COLOURS_256, on);
        break;
    case MSDP_UTF_8:
        session->telnet.terminal.look.charset = on ? CHARSET_UTF8 : CHARSET_ASCII;
        break;
    case MSDP_MXP:
        session->links_unwanted = !on;
        break;
    default:
        assert(variable == MSDP_SOUND);
        session->sound = on;
    }
}

void client_msdp_begun(struct session *session)
{
    struct bytes_writer content = {0};
    if (session->msdp == NULL) {
        session->msdp = msdp_new();
        session_watches(session);
    }
    msdp_greeting(session->net->common->options->game_name, &content);
    telnet_send_content(&session->telnet, TELNET_MSDP, content.bytes, content.length);
    bytes_free(&content);
}

void client_msdp(struct session *session, const uint8_t *content, size_t length)
{
    gather_release(session); /* it is answered at the end of the turn */
    if (!msdp_take(session->msdp, content, length, on_switched, session)) {
        metric_add(&session->net->metrics, METRIC_net_protocol_errors, 1);
    }
}

void client_facts(struct session *session, struct text *facts)
{
    if (session->msdp != NULL) {
        msdp_facts(session->msdp, facts);
    }
}

void client_values(struct session *session)
{
    size_t most = (size_t)session->net->common->options->net_output_bytes_max / 2;
    if (session->msdp == NULL || output_waiting(&session->output) > most) {
        return; /* who does not read gets them, as they are then, when he has caught up */
    }
    const struct look look = session->look;
    int64_t now = clock_wall_s();
    struct msdp_own own = {
        .server = session->net->common->options->game_name,
        .queue = session->waiting.count,
        .now = now,
        .uptime = now - session->net->common->census->started,
        .ansi = look.colours >= COLOURS_16,
        .xterm = look.colours >= COLOURS_256,
        .utf8 = look.charset == CHARSET_UTF8,
        .mxp = look.links,
        .sound = session->sound,
    };
    msdp_flush(session->msdp, &own, &session->output.bytes);
}

/* -- MSSP */

static NET_THREAD bool may_be_told(struct session *session)
{
    bool may = door_may_tell(session->net->common->door, &session->address, session->net->now);
    if (!may) {
        log_limited("mssp_refused session=\"%" PRIx64 "\" reason=\"net.census_per_minute\"", session->id.number);
    }
    return may;
}

static NET_THREAD struct mssp_about about(const struct session *session)
{
    const struct net_common *common = session->net->common;
    return (struct mssp_about){
        .options = common->options,
        .census = common->census,
        .port = session->net->port,
        .players = directory_count(common->directory),
    };
}

void client_mssp(struct session *session)
{
    if (may_be_told(session)) {
        struct mssp_about told = about(session);
        struct bytes_writer content = {0};
        mssp_put_content(&told, &content);
        telnet_send_content(&session->telnet, TELNET_MSSP, content.bytes, content.length);
        bytes_free(&content);
    }
}

void client_mssp_lines(struct session *session)
{
    session->prompt_due = true;
    if (!may_be_told(session)) {
        session_notice(session, "That was asked often enough. Please come back in a minute.");
        return;
    }
    struct mssp_about told = about(session);
    mssp_put_lines(&told, &session->output.bytes);
    session->column = 0;
    session->at_prompt = false;
}
