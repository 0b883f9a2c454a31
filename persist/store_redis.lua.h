/* persist/store_redis.lua.h -- the function library our Redis runs, one C string.
 *
 * A function of Redis is atomic against crashes, not against its own errors: what it wrote before an
 * error stays.  So each of them checks everything before its first write, and then only SETs, DELs and
 * RENAMEs our own keys, which cannot fail.
 *
 *   k:<name>               a record
 *   k!fence                who may write: raised by everyone who opens the store
 *   k!epoch, k!world_ms    the last commit and its T
 *   k!revision             raised by everything that is written
 *   k!seal                 all four once more, then how many records there are and their sum: the last eight
 *                          bytes of each (which are its checksum) and a hash of its key, all xored.  A record
 *                          that is not the newest of its name, one under a wrong name, a number that is not the
 *                          last: then the seal does not fit, and the store is not opened.  See redis_open.c,
 *                          which adds up what is really there.
 *   k!e:<epoch>:<c>        a commit under way in chunks: what chunk c writes, as { names, marks }
 *   k!e:<epoch>:<c>:<i>    its values.  Nobody reads them until `flip` moves all of them at once; what
 *                          a dead server left of an epoch is swept by the next one that opens.
 *
 * A commit that needs no chunks does without a function: what goes through Lua costs Redis several times as much.  It is a
 * transaction, which redis_commit.c begins when it has asked what stands here.
 *
 * An empty value is a deletion.  Replies are { verdict, fence, epoch, revision } as the store has them. */
#ifndef PERSIST_STORE_REDIS_LUA_H
#define PERSIST_STORE_REDIS_LUA_H

static const char library_source[] =
    "#!lua name=kallisti\n"
    "local function standing()\n"
    "    return redis.call('GET', 'k!fence') or '0', redis.call('GET', 'k!epoch') or '0'\n"
    "end\n"
    "local function number(key)\n"
    "    return redis.call('GET', key) or '0'\n"
    "end\n"
    "local function reply(verdict)\n"
    "    local fence, epoch = standing()\n"
    "    return { verdict, fence, epoch, number('k!revision') }\n"
    "end\n"

    "local function numbers()\n"
    "    local fence, epoch = standing()\n"
    "    return table.concat({ fence, epoch, number('k!world_ms'), number('k!revision') }, ' ')\n"
    "end\n"
    "local function sum_of(words)\n"
    "    local count, first, second = words:match('(%d+) (%x+) (%x+)$')\n"
    "    return { count = tonumber(count or 0), first = tonumber(first or 0, 16), second = tonumber(second or 0, 16) }\n"
    "end\n"
    "local function sum_read()\n"
    "    return sum_of(redis.call('GET', 'k!seal') or '')\n"
    "end\n"
    "local function hash(name)\n"
    "    local sum = 0\n"
    "    for _, letter in ipairs({ name:byte(1, -1) }) do sum = (sum * 31 + letter) % 4294967296 end\n"
    "    return sum\n"
    "end\n"
    /* the last eight bytes as two numbers; of nothing at all 0 and 0 */
    "local function ends(value)\n"
    "    if #value < 8 then value = value .. ('\\0'):rep(8 - #value) end\n"
    "    return struct.unpack('<I4I4', value, #value - 7)\n"
    "end\n"
    /* what a record was and what it becomes, or the ends of them; '': it is not there */
    "local function sum_turn(sum, name, old, new)\n"
    "    local a, b = ends(old)\n"
    "    local c, d = ends(new)\n"
    "    sum.first, sum.second = bit.bxor(sum.first, a, c), bit.bxor(sum.second, b, d)\n"
    "    if (old == '') ~= (new == '') then\n"
    "        sum.first = bit.bxor(sum.first, hash(name))\n"
    "        sum.count = sum.count + (old == '' and 1 or -1)\n"
    "    end\n"
    "end\n"
    "local function tail(name)\n"
    "    return redis.call('GETRANGE', name, '-8', '-1')\n" /* as words: a number would be printed and read again */
    "end\n"
    /* behind every other write */
    "local function seal(sum)\n"
    "    redis.call('INCR', 'k!revision')\n"
    "    redis.call('SET', 'k!seal', table.concat({ numbers(), string.format('%d', sum.count), bit.tohex(sum.first),\n"
    "                                               bit.tohex(sum.second) }, ' '))\n"
    "end\n"
    "local function check(fence, after)\n"
    "    local fence_now, epoch_now = standing()\n"
    "    if fence_now ~= fence then return 'FENCED' end\n"
    "    if epoch_now ~= after then return 'BEHIND' end\n"
    "end\n"
    /* known: this caller owns the store from now on, unless the numbers show that it is not whole, or not as
     * new as the revision which the caller knows of */
    "local function open(names, args)\n"
    "    local sealed, now = redis.call('GET', 'k!seal'), numbers() .. ' '\n"
    "    if (sealed or number('k!revision') ~= '0') and (sealed or ''):sub(1, #now) ~= now then\n"
    "        return redis.error_reply('TORN its numbers are ' .. now .. 'and its seal is ' .. (sealed or 'missing'))\n"
    "    end\n"
    "    if tonumber(number('k!revision')) < tonumber(args[1]) then\n"
    "        return redis.error_reply('LOST it is at revision ' .. number('k!revision') .. ' and has confirmed ' .. args[1])\n"
    "    end\n"
    "    local new = redis.call('INCR', 'k!fence') == 1\n"
    "    if sealed or new then seal(sum_read()) end\n"
    "    local fence, epoch = standing()\n"
    "    return { 'DONE', fence, epoch, number('k!revision'), number('k!world_ms'), redis.call('GET', 'k!seal') }\n"
    "end\n"

    /* cursor count prefixes...: { cursor, key, value, ... } of some more records */
    "local function walk(names, args)\n"
    "    local found = redis.call('SCAN', args[1], 'MATCH', 'k:*', 'COUNT', args[2])\n"
    "    local answer = { found[1] }\n"
    "    for _, key in ipairs(found[2]) do\n"
    "        for i = 3, #args do\n"
    "            if key:sub(3, 2 + #args[i]) == args[i] then\n"
    "                answer[#answer + 1], answer[#answer + 2] = key, redis.call('GET', key)\n"
    "                break\n"
    "            end\n"
    "        end\n"
    "    end\n"
    "    return answer\n"
    "end\n"

    /* sum: what is there is taken for whole, with this sum as it stands in a seal */
    "local function mend(names, args)\n"
    "    seal(sum_of(args[1]))\n"
    "    return reply('DONE')\n"
    "end\n"

    /* also the seal, and the tails of these records */
    "local function ask(names)\n"
    "    local answer = reply('DONE')\n"
    "    answer[#answer + 1] = redis.call('GET', 'k!seal') or ''\n"
    "    for _, name in ipairs(names) do answer[#answer + 1] = tail(name) end\n"
    "    return answer\n"
    "end\n"

    /* fence after values... */
    "local function write(names, args)\n"
    "    local wrong = check(args[1], args[2])\n"
    "    if wrong then return reply(wrong) end\n"
    "    local sum = sum_read()\n"
    "    for i, name in ipairs(names) do\n"
    "        local value = args[2 + i]\n"
    "        sum_turn(sum, name, tail(name), value)\n"
    "        if value == '' then redis.call('DEL', name) else redis.call('SET', name, value) end\n"
    "    end\n"
    "    seal(sum)\n"
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
    "        local tails = {}\n" /* what is to be put there is not empty; what is to go has no value */
    "        for i = 1, #stage[1] do\n"
    "            tails[i] = stage[2]:sub(i, i) == '+' and tail(key .. ':' .. i) or nil\n"
    "            if tails[i] == '' then\n"
    "                return redis.error_reply('INCOMPLETE no value ' .. i .. ' of chunk ' .. c)\n"
    "            end\n"
    "        end\n"
    "        stages[c] = { key = key, names = stage[1], tails = tails }\n"
    "    end\n"
    "    local sum = sum_read()\n"
    "    for _, stage in ipairs(stages) do\n"
    "        for i, name in ipairs(stage.names) do\n"
    "            sum_turn(sum, name, tail(name), stage.tails[i] or '')\n"
    "            if stage.tails[i] then redis.call('RENAME', stage.key .. ':' .. i, name)\n"
    "            else redis.call('DEL', name) end\n"
    "        end\n"
    "        redis.call('DEL', stage.key)\n"
    "    end\n"
    "    redis.call('SET', 'k!epoch', args[3])\n"
    "    redis.call('SET', 'k!world_ms', args[4])\n"
    "    seal(sum)\n"
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
    "redis.register_function{ function_name = 'kallisti_walk', callback = walk, flags = { 'no-writes' } }\n"
    "redis.register_function('kallisti_mend', mend)\n"
    "redis.register_function('kallisti_write', write)\n"
    "redis.register_function('kallisti_chunk', chunk)\n"
    "redis.register_function('kallisti_flip', flip)\n"
    "redis.register_function('kallisti_sweep', sweep)\n";

#endif
