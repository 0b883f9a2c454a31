/* net/mssp.h -- what lists of games are told of this one: as a telnet subnegotiation, or as lines for those
 * who type MSSP-REQUEST where an account is asked for.  Which names and values: net/mssp.def.
 *
 * Pure; any thread may call. */
#ifndef NET_MSSP_H
#define NET_MSSP_H

#include "config/options.h"
#include "core/bytes.h"
#include "core/census.h"

struct mssp_about {
    const struct options *options;
    const struct census  *census;
    int64_t               port, players;
};

/* The content of the subnegotiation: 01 name 02 value, and so on. */
void mssp_put_content(const struct mssp_about *about, struct bytes_writer *out);
/* The same as lines that end in CR LF, between the two that crawlers look for. */
void mssp_put_lines(const struct mssp_about *about, struct bytes_writer *out);
/* Does the line ask for them? */
bool mssp_is_request(const char *line);

#endif
