/* persist/store_redis.lua.h -- the function library our Redis runs, one C string.
 *
 * A function of Redis is atomic against crashes, not against its own errors: what it wrote before an
 * error stays.  So each of them checks everything before its first write, and then only SETs, DELs and
 * RENAMEs our own keys, which cannot fail.
 *
 *   k:<name>               a record
 *   k!fence                who may write: raised by everyone who opens the store
 *   k!epoch, k!world_ms    the last commit and its T
 *   k!e:<epoch>:<c>        a commit under way in chunks: what chunk c writes, as { names, marks }
 *   k!e:<epoch>:<c>:<i>    its values.  Nobody reads them until `flip` moves all of them at once; what
 *                          a dead server left of an epoch is swept by the next one that opens.
 *
 * An empty value is a deletion.  Replies are { verdict, fence, epoch } as the store has them. */
#ifndef PERSIST_STORE_REDIS_LUA_H
#define PERSIST_STORE_REDIS_LUA_H

static const char library_source[] =
    "#!lua name=kallisti\n"
    "local function standing()\n"
    "    return redis.call('GET', 'k!fence') or '0', redis.call('GET', 'k!epoch') or '0'\n"
    "end\n"
    "local function reply(verdict)\n"
    "    return { verdict, standing() }\n"
    "end\n"
    "local function check(fence, after)\n"
    "    local fence_now, epoch_now = standing()\n"
    "    if fence_now ~= fence then return 'FENCED' end\n"
    "    if epoch_now ~= after then return 'BEHIND' end\n"
    "end\n"
    "local function put(names, values, skip)\n"
    "    for i, name in ipairs(names) do\n"
    "        local value = values[skip + i]\n"
    "        if value == '' then redis.call('DEL', name) else redis.call('SET', name, value) end\n"
    "    end\n"
    "end\n"
    "local function turn_to(epoch, world_ms)\n"
    "    redis.call('SET', 'k!epoch', epoch)\n"
    "    redis.call('SET', 'k!world_ms', world_ms)\n"
    "end\n"

    /* no arguments: this caller owns the store from now on */
    "local function open()\n"
    "    redis.call('INCR', 'k!fence')\n"
    "    return { 'DONE', redis.call('GET', 'k!fence'), redis.call('GET', 'k!epoch') or '0',\n"
    "             redis.call('GET', 'k!world_ms') or '0' }\n"
    "end\n"

    /* no arguments */
    "local function ask()\n"
    "    return reply('DONE')\n"
    "end\n"

    /* fence after values... */
    "local function write(names, args)\n"
    "    local wrong = check(args[1], args[2])\n"
    "    if wrong then return reply(wrong) end\n"
    "    put(names, args, 2)\n"
    "    return reply('DONE')\n"
    "end\n"

    /* fence after epoch world_ms values... */
    "local function commit(names, args)\n"
    "    local wrong = check(args[1], args[2])\n"
    "    if wrong then return reply(wrong) end\n"
    "    put(names, args, 4)\n"
    "    turn_to(args[3], args[4])\n"
    "    return reply('DONE')\n"
    "end\n"

    /* fence after epoch chunk values... */
    "local function chunk(names, args)\n"
    "    local wrong = check(args[1], args[2])\n"
    "    if wrong then return reply(wrong) end\n"
    "    local stage = 'k!e:' .. args[3] .. ':' .. args[4]\n"
    "    local marks = {}\n"
    "    for i = 1, #names do marks[i] = args[4 + i] == '' and '-' or '+' end\n"
    "    local content = cmsgpack.pack({ names, table.concat(marks) })\n"
    "    for i = 1, #names do\n"
    "        if args[4 + i] ~= '' then redis.call('SET', stage .. ':' .. i, args[4 + i]) end\n"
    "    end\n"
    "    redis.call('SET', stage, content)\n"
    "    return reply('DONE')\n"
    "end\n"

    /* fence after epoch world_ms chunks: all that was staged becomes the epoch */
    "local function flip(names, args)\n"
    "    local wrong = check(args[1], args[2])\n"
    "    if wrong then return reply(wrong) end\n"
    "    local stages = {}\n"
    "    for c = 1, tonumber(args[5]) do\n"
    "        local key = 'k!e:' .. args[3] .. ':' .. c\n"
    "        local content = redis.call('GET', key)\n"
    "        if not content then return redis.error_reply('INCOMPLETE no chunk ' .. c) end\n"
    "        local stage = cmsgpack.unpack(content)\n"
    "        for i = 1, #stage[1] do\n"
    "            if stage[2]:sub(i, i) == '+' and redis.call('EXISTS', key .. ':' .. i) == 0 then\n"
    "                return redis.error_reply('INCOMPLETE no value ' .. i .. ' of chunk ' .. c)\n"
    "            end\n"
    "        end\n"
    "        stages[c] = { key = key, names = stage[1], marks = stage[2] }\n"
    "    end\n"
    "    for _, stage in ipairs(stages) do\n"
    "        for i, name in ipairs(stage.names) do\n"
    "            if stage.marks:sub(i, i) == '+' then redis.call('RENAME', stage.key .. ':' .. i, name)\n"
    "            else redis.call('DEL', name) end\n"
    "        end\n"
    "        redis.call('DEL', stage.key)\n"
    "    end\n"
    "    turn_to(args[3], args[4])\n"
    "    return reply('DONE')\n"
    "end\n"

    /* fence: deletes leftovers, as long as nobody newer may have made them */
    "local function sweep(names, args)\n"
    "    local fence = standing()\n"
    "    if fence ~= args[1] then return reply('FENCED') end\n"
    "    for _, name in ipairs(names) do redis.call('DEL', name) end\n"
    "    return reply('DONE')\n"
    "end\n"

    "redis.register_function('kallisti_open', open)\n"
    "redis.register_function{ function_name = 'kallisti_ask', callback = ask, flags = { 'no-writes' } }\n"
    "redis.register_function('kallisti_write', write)\n"
    "redis.register_function('kallisti_commit', commit)\n"
    "redis.register_function('kallisti_chunk', chunk)\n"
    "redis.register_function('kallisti_flip', flip)\n"
    "redis.register_function('kallisti_sweep', sweep)\n";

#endif
