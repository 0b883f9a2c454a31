/* config/setting.h -- which words an option of words takes: what could never be started with is a mistake where it is read, by
 * --check and by a reload as well. */
#ifndef CONFIG_SETTING_H
#define CONFIG_SETTING_H

#include "core/thread.h"

#include <stdbool.h>

/* False, with a reason that begins with the name: the option of that name cannot be so. */
ANY_THREAD bool setting_fits(const char *name, const char *value, char reason[200]);

#endif
