/* tests/zones/tells.h -- what several are told, as if each were told it by himself. */
#ifndef TESTS_ZONES_TELLS_H
#define TESTS_ZONES_TELLS_H

#include "core/message.h"

/* In place of a TELLS at the beginning of the list a TELL for each of its sessions. */
__attribute__((unused)) static void tells_split(struct message_list *list)
{
    struct message *tells = message_list_take(list), *tell;
    struct message_list all = {0};
    for (unsigned at = 0; at < tells_count(&tells->tells); at++) {
        tell = message_new(MSG_TELL);
        tell->from = tells->from;
        tell->tell.session = tells_session(&tells->tells, at);
        tell->tell.text = text_ref(tells->tells.text);
        message_list_add(&all, tell);
    }
    message_list_join(&all, list);
    *list = all;
    message_free(&tells);
}

#endif
