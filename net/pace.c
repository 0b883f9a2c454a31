/* net/pace.c -- see pace.h. */
#include "net/pace.h"

#define NS_PER_S INT64_C(1000000000)

static void look(struct pace *pace, int64_t turn_lines, int64_t now_ns, uint64_t lines)
{
    int64_t passed_ns = now_ns - pace->looked_ns, came = (int64_t)(lines - pace->lines);
    if (passed_ns < PACE_LOOKS_NS) {
        return;
    }
    /* After a long time, as after half a year, whose ns a thousand times are no int64_t: there was nothing to do. */
    pace->fills_ns = came > 0 && passed_ns < NS_PER_S ? turn_lines * passed_ns / came : 0;
    if (pace->fills_ns > PACE_WAITS_NS) {
        pace->fills_ns = 0;
    }
    pace->looked_ns = now_ns;
    pace->lines = lines;
}

int64_t pace_rest_ns(struct pace *pace, const struct options *options, int64_t now_ns, uint64_t lines)
{
    int64_t gap_ns = options->net_turns_per_s == 0 ? 0 : NS_PER_S / options->net_turns_per_s;
    look(pace, options->net_turn_lines, now_ns, lines);
    if (pace->fills_ns > gap_ns) {
        gap_ns = pace->fills_ns;
    }
    if (pace->due_ns < now_ns - PACE_SPARES * gap_ns) {
        pace->due_ns = now_ns - PACE_SPARES * gap_ns;
    }
    int64_t rest_ns = pace->due_ns > now_ns ? pace->due_ns - now_ns : 0;
    pace->due_ns += gap_ns;
    return rest_ns;
}
