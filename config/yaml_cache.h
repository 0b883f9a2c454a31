/* config/yaml_cache.h -- trees of files that were read before, kept in a folder so that the next start need not parse them.
 *
 * What is kept is what libyaml made of a file (config/yaml.h), and nothing that was made of it afterwards: whoever reads the
 * tree reads the same nodes, and reports the same mistakes at the same places, with a cache or without.
 *
 * A kept tree is used when it is of exactly these bytes (length and XXH3), of this format, and whole: a checksum, and
 * every number within its bounds.  Else the text is read and its tree kept anew: written under another name, then
 * renamed.  A text with a mistake is not kept.  A folder that cannot be written to is one warning, not a mistake. */
#ifndef CONFIG_YAML_CACHE_H
#define CONFIG_YAML_CACHE_H

#include "config/yaml.h"

struct yaml_cache;
struct yaml_cache_count {
    unsigned found;                /* files whose tree was kept */
    unsigned kept;                 /* ... whose tree is kept now */
    unsigned damaged;              /* ... whose tree was not to be trusted */
    unsigned unkept;               /* ... whose tree could not be written */
};

/* The folder is made if it is not there; NULL or "": no cache, and all of the below does without. */
ANY_THREAD struct yaml_cache *yaml_cache_open(const char *folder);
/* As yaml_read_file().  Any number of threads at a time, each with a file of its own. */
ANY_THREAD struct yaml_node *yaml_cache_read(struct yaml_cache *cache, const char *path, struct arena *arena,
                                             struct mistakes *mistakes);
/* When all has been read: removes the trees of files that were not, and says how it went.  Leaves NULL. */
ANY_THREAD struct yaml_cache_count yaml_cache_close(struct yaml_cache **cache);

#endif
