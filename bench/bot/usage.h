/* bench/bot/usage.h -- what a process has used so far, by the kernel's own books.  Any thread. */
#ifndef BENCH_BOT_USAGE_H
#define BENCH_BOT_USAGE_H

/* A generator above this share of a core measures itself: the run is void. */
#define USAGE_SHARE_MAX 0.85

double usage_self_s(void);                      /* our processor time */
double usage_process_s(unsigned pid);           /* another's; 0 when there is none */
double usage_machine_s(void);                   /* that of all processes and of the kernel, on all cores; 0 when it is not told */
unsigned long usage_rss_kib(unsigned pid);      /* its memory; 0 when there is none */

#endif
