/* config/yaml_cache.c -- trees written to files and read from them.  Any thread; the lock is held for counting only.
 *
 *   header | nodes, 12 bytes each, as a reader meets them: a map's members are key, value, key, value | words, each with its NUL
 *
 * Two servers that share a folder may write the same name at once; what comes of it is damaged, found out, and written anew. */
#include "config/yaml_cache.h"

#include "core/bytes.h"
#include "core/log.h"

#include <dirent.h>
#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FORMAT = 1, NAME_SIZE_MOST = 128, PATH_SIZE_MOST = 4096 };
#define ENDING ".tree"
#define ENDING_NEW ".new"
static const uint64_t magic = UINT64_C(0x656572745f6d616b);

/* All numbers little endian.  `sum` is of everything behind it. */
struct header {
    uint64_t sum, magic;
    uint32_t format, nodes;
    uint64_t source_length, source_hash, words;
};
enum { KEPT_SIZE = 12, KIND_BITS = 3, LITERAL_BIT = 4, COLUMN_SHIFT = 4 };

struct yaml_cache {
    char                   *folder;
    pthread_mutex_t         lock;      /* guards what follows */
    struct yaml_cache_count count;
    uint64_t               *used;      /* hashes of the names of trees that belong to files read */
    unsigned                used_count, used_room;
    bool                    warned;
};

/* ---- names ---- */

/* "hulks_e-0123456789abcdef.tree": readable, and another one for a file of that name in another folder. */
static void name_of(char name[NAME_SIZE_MOST], const char *path)
{
    const char *slash = strrchr(path, '/'), *base = slash == NULL ? path : slash + 1, *dot = strrchr(base, '.');
    snprintf(name, NAME_SIZE_MOST, "%.*s-%016llx" ENDING, dot == NULL ? 60 : (int)(dot - base > 60 ? 60 : dot - base), base,
             (unsigned long long)bytes_hash(path, strlen(path)));
}

static void use(struct yaml_cache *cache, const char *name)
{
    if (cache->used_count == cache->used_room) {
        cache->used_room = cache->used_room * 2 + 64;
        cache->used = memory_resize(cache->used, cache->used_room * sizeof *cache->used);
    }
    cache->used[cache->used_count++] = bytes_hash(name, strlen(name));
}

static int hash_order(const void *a, const void *b)
{
    uint64_t one = *(const uint64_t *)a, other = *(const uint64_t *)b;
    return one < other ? -1 : one > other;
}

static bool ends_in(const char *name, const char *ending)
{
    size_t length = strlen(name), most = strlen(ending);
    return length > most && strcmp(name + length - most, ending) == 0;
}

/* Trees of files that are gone would stay for ever, as would what a crash left half written. */
static void sweep(struct yaml_cache *cache)
{
    DIR *folder = opendir(cache->folder);
    if (folder == NULL)
        return;
    if (cache->used_count > 1)
        qsort(cache->used, cache->used_count, sizeof *cache->used, hash_order);
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        uint64_t hash = bytes_hash(entry->d_name, strlen(entry->d_name));
        bool used = cache->used_count > 0 && bsearch(&hash, cache->used, cache->used_count, sizeof hash, hash_order) != NULL;
        if (!used && (ends_in(entry->d_name, ENDING) || ends_in(entry->d_name, ENDING ENDING_NEW)))
            unlinkat(dirfd(folder), entry->d_name, 0);
    }
    closedir(folder);
}

/* ---- a tree into bytes ---- */

static void encode_node(struct bytes_writer *nodes, struct bytes_writer *words, const struct yaml_node *node)
{
    put_u32(nodes, node->line);
    put_u32(nodes, node->column << COLUMN_SHIFT | (node->literal ? LITERAL_BIT : 0) | node->kind);
    put_u32(nodes, node->kind == YAML_WORD ? (uint32_t)words->length : node->count);
    if (node->kind == YAML_WORD)
        put_bytes(words, node->word, strlen(node->word) + 1);
}

/* No deeper than YAML_DEPTH_MAX. */
static void encode(struct bytes_writer *nodes, struct bytes_writer *words, const struct yaml_node *node)
{
    encode_node(nodes, words, node);
    for (const struct yaml_node *member = node->kind == YAML_WORD ? NULL : node->first; member != NULL; member = member->next) {
        if (node->kind == YAML_MAP)
            encode_node(nodes, words, member->key);
        encode(nodes, words, member);
    }
}

static void encode_file(struct bytes_writer *file, const struct yaml_node *root, uint64_t source_hash, size_t source_length)
{
    struct bytes_writer nodes = {0}, words = {0};
    encode(&nodes, &words, root);
    put_u64(file, 0);
    put_u64(file, magic);
    put_u32(file, FORMAT);
    put_u32(file, (uint32_t)(nodes.length / KEPT_SIZE));
    put_u64(file, source_length);
    put_u64(file, source_hash);
    put_u64(file, words.length);
    put_bytes(file, nodes.bytes, nodes.length);
    put_bytes(file, words.bytes, words.length);
    uint64_t sum = htole64(bytes_hash(file->bytes + sizeof sum, file->length - sizeof sum));
    memcpy(file->bytes, &sum, sizeof sum);
    bytes_free(&nodes);
    bytes_free(&words);
}

/* ---- bytes into a tree ---- */

/* A list or map some of whose members are still to come. */
struct filling {
    struct yaml_node  *node;
    struct yaml_node **tail;
    uint32_t           left;
};

struct decoder {
    const uint8_t    *kept;            /* the next one */
    struct yaml_node *nodes;           /* as many as there are kept */
    uint32_t          count, at;
    const char       *words;
    uint64_t          words_size;
    struct filling    open[YAML_DEPTH_MAX];
    unsigned          depth;
};

static uint32_t u32_at(const uint8_t *bytes)
{
    uint32_t value;
    memcpy(&value, bytes, sizeof value);
    return le32toh(value);
}

/* NULL: there is no further one, or it is none. */
static struct yaml_node *decode_node(struct decoder *decoder)
{
    if (decoder->at == decoder->count)
        return NULL;
    struct yaml_node *node = &decoder->nodes[decoder->at++];
    uint32_t place = u32_at(decoder->kept + 4), value = u32_at(decoder->kept + 8);
    uint32_t kind = place & KIND_BITS;
    node->line = u32_at(decoder->kept);
    node->column = place >> COLUMN_SHIFT;
    node->literal = (place & LITERAL_BIT) != 0;
    node->kind = (uint8_t)kind;
    decoder->kept += KEPT_SIZE;
    if (kind > YAML_MAP || (kind == YAML_WORD && value >= decoder->words_size))
        return NULL;
    if (kind == YAML_WORD)
        node->word = decoder->words + value;
    else
        node->count = value;
    return node;
}

/* With its key, if it has one, into what is open. */
static struct yaml_node *decode_member(struct decoder *decoder)
{
    struct filling *into = decoder->depth == 0 ? NULL : &decoder->open[decoder->depth - 1];
    struct yaml_node *key = NULL;
    if (into != NULL && into->node->kind == YAML_MAP && ((key = decode_node(decoder)) == NULL || key->kind != YAML_WORD))
        return NULL;
    struct yaml_node *node = decode_node(decoder);
    if (node == NULL || into == NULL)
        return node;
    node->key = key;
    *into->tail = node;
    into->tail = &node->next;
    into->left--;
    return node;
}

/* The root, NULL when these are no tree. */
static struct yaml_node *decode(struct decoder *decoder)
{
    do {
        struct yaml_node *node = decode_member(decoder);
        if (node == NULL)
            return NULL;
        if (node->kind != YAML_WORD && node->count > 0) {
            if (decoder->depth == YAML_DEPTH_MAX)
                return NULL;
            decoder->open[decoder->depth++] = (struct filling){ node, &node->first, node->count };
        }
        while (decoder->depth > 0 && decoder->open[decoder->depth - 1].left == 0)
            decoder->depth--;
    } while (decoder->depth > 0);
    return decoder->at == decoder->count ? &decoder->nodes[0] : NULL;
}

/* What stands behind the header: NULL when it fits, else what is wrong. */
static const char *body_wrong(const uint8_t *bytes, size_t length, const struct header *header)
{
    if (le32toh(header->nodes) == 0 || le32toh(header->nodes) > YAML_NODES_MAX || le64toh(header->words) > length
        || le32toh(header->nodes) * (uint64_t)KEPT_SIZE + le64toh(header->words) != length - sizeof *header)
        return "its length is wrong";
    if (le64toh(header->words) > 0 && bytes[length - 1] != '\0')
        return "its words do not end";
    if (le64toh(header->sum) != bytes_hash(bytes + sizeof header->sum, length - sizeof header->sum))
        return "its checksum is wrong";
    return NULL;
}

/* The tree, whose words stay where they are.  NULL: *reason is why it is damaged, or NULL as it is of another text, or format. */
static struct yaml_node *decode_file(const uint8_t *bytes, size_t length, uint64_t source_hash, size_t source_length,
                                     struct arena *arena, const char **reason)
{
    struct header header;
    *reason = "it is too short";
    if (length < sizeof header)
        return NULL;
    memcpy(&header, bytes, sizeof header);
    *reason = "it is no tree";
    if (le64toh(header.magic) != magic)
        return NULL;
    *reason = NULL;
    if (le32toh(header.format) != FORMAT || le64toh(header.source_hash) != source_hash || le64toh(header.source_length) != source_length
        || (*reason = body_wrong(bytes, length, &header)) != NULL)
        return NULL;
    struct decoder decoder = {
        .kept = bytes + sizeof header, .count = le32toh(header.nodes), .words_size = le64toh(header.words),
        .words = (const char *)bytes + length - le64toh(header.words),
        .nodes = arena_get(arena, le32toh(header.nodes) * sizeof *decoder.nodes),
    };
    struct yaml_node *root = decode(&decoder);
    *reason = root == NULL ? "its nodes are no tree" : NULL;
    return root;
}

/* ---- files ---- */

/* All of a file, in the arena; NULL: there is none, or it is out of all bounds. */
static uint8_t *bytes_in(struct arena *arena, const char *path, size_t *length)
{
    struct stat about;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    const off_t most = (off_t)YAML_NODES_MAX * KEPT_SIZE + 2 * YAML_FILE_BYTES_MAX;
    bool fits = file >= 0 && fstat(file, &about) == 0 && S_ISREG(about.st_mode) && about.st_size <= most;
    uint8_t *bytes = fits ? arena_get(arena, (size_t)about.st_size) : NULL;
    *length = 0;
    while (bytes != NULL && *length < (size_t)about.st_size) {
        ssize_t count = read(file, bytes + *length, (size_t)about.st_size - *length);
        if (count == 0 || (count < 0 && errno != EINTR))
            break;
        *length += count < 0 ? 0 : (size_t)count;
    }
    if (file >= 0)
        close(file);
    return bytes;
}

static bool write_all(int file, const uint8_t *bytes, size_t length)
{
    for (size_t at = 0; at < length;) {
        ssize_t count = write(file, bytes + at, length - at);
        if (count < 0 && errno != EINTR)
            return false;
        at += count < 0 ? 0 : (size_t)count;
    }
    return true;
}

/* Not forced to the disk: what a crash of the machine leaves of it is found out. False: errno says why. */
static bool replace_file(const char *path, const struct bytes_writer *bytes)
{
    char fresh[PATH_SIZE_MOST];
    if ((size_t)snprintf(fresh, sizeof fresh, "%s" ENDING_NEW, path) >= sizeof fresh) {
        errno = ENAMETOOLONG;
        return false;
    }
    int file = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file < 0)
        return false;
    bool written = write_all(file, bytes->bytes, bytes->length);
    int problem = errno;
    if (close(file) != 0 && written) {
        written = false;
        problem = errno;
    }
    if (written && rename(fresh, path) == 0)
        return true;
    problem = written ? errno : problem;
    unlink(fresh);
    errno = problem;
    return false;
}

static void keep(struct yaml_cache *cache, const char *path, const struct yaml_node *root, uint64_t hash, size_t length)
{
    struct bytes_writer file = {0};
    encode_file(&file, root, hash, length);
    bool written = replace_file(path, &file);
    int problem = errno;
    bytes_free(&file);
    pthread_mutex_lock(&cache->lock);
    bool first = !written && !cache->warned;
    cache->warned |= !written;
    cache->count.kept += written;
    cache->count.unkept += !written;
    pthread_mutex_unlock(&cache->lock);
    if (first)
        log_warn("cache_unwritten file=%s reason=\"%s\"", path, strerror(problem));
}

/* NULL: there is none that is of these bytes and whole. */
static struct yaml_node *kept_tree(struct yaml_cache *cache, const char *path, uint64_t hash, size_t length, struct arena *arena)
{
    const char *reason = NULL;
    size_t kept_length;
    const uint8_t *kept = bytes_in(arena, path, &kept_length);
    struct yaml_node *root = kept == NULL ? NULL : decode_file(kept, kept_length, hash, length, arena, &reason);
    if (root == NULL && reason != NULL)
        log_warn("cache_damaged file=%s reason=\"%s\"", path, reason);
    pthread_mutex_lock(&cache->lock);
    cache->count.found += root != NULL;
    cache->count.damaged += root == NULL && reason != NULL;
    pthread_mutex_unlock(&cache->lock);
    return root;
}

/* ---- for all ---- */

struct yaml_cache *yaml_cache_open(const char *folder)
{
    if (folder == NULL || folder[0] == '\0')
        return NULL;
    struct yaml_cache *cache = memory_get(sizeof *cache);
    cache->folder = memory_string(folder);
    pthread_mutex_init(&cache->lock, NULL);
    if (mkdir(folder, 0700) != 0 && errno != EEXIST) {
        log_warn("cache_unwritten file=%s reason=\"%s\"", folder, strerror(errno));
        cache->warned = true;
    }
    return cache;
}

struct yaml_node *yaml_cache_read(struct yaml_cache *cache, const char *path, struct arena *arena, struct mistakes *mistakes)
{
    char name[NAME_SIZE_MOST], tree[PATH_SIZE_MOST];
    size_t length;
    if (cache == NULL)
        return yaml_read_file(path, arena, mistakes);
    char *bytes = yaml_file_bytes(path, &length, mistakes);
    if (bytes == NULL)
        return NULL;
    name_of(name, path);
    snprintf(tree, sizeof tree, "%s/%s", cache->folder, name);
    pthread_mutex_lock(&cache->lock);
    use(cache, name);
    pthread_mutex_unlock(&cache->lock);
    uint64_t hash = bytes_hash(bytes, length);
    struct yaml_node *root = kept_tree(cache, tree, hash, length, arena);
    if (root == NULL) {
        unsigned before = mistakes->count;
        root = yaml_read_bytes(bytes, length, arena, mistakes);
        if (root != NULL && mistakes->count == before)
            keep(cache, tree, root, hash, length);
    }
    memory_free(bytes);
    return root;
}

struct yaml_cache_count yaml_cache_close(struct yaml_cache **cache)
{
    struct yaml_cache_count count = {0};
    if (*cache == NULL)
        return count;
    count = (*cache)->count;
    sweep(*cache);
    pthread_mutex_destroy(&(*cache)->lock);
    memory_free((*cache)->folder);
    memory_free((*cache)->used);
    memory_free(*cache);
    *cache = NULL;
    return count;
}
