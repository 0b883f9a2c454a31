# A start that cannot be is refused with one clear line, and status 1.
exits   1 --net.colour red
told    net.colour
exits   1 --threads.zone lots
told    threads.zone:
exits   1 --threads.zone 1000
told    threads.zone:
exits   1 --password.queue_max 0
told    password.queue_max:
exits   1 --net.port 70000
told    net.port:
exits   1 --session.lines_max
told    session.lines_max: has no value
exits   1 eleven
told    'eleven' is not an option
exits   1 --config /nowhere/at/all
told    No such file or directory
exits   1 --game.areas /nowhere/at/all
told    /nowhere/at/all: no area could be opened
exits   1 --data /proc/nowhere
told    /proc/nowhere
exits   1 --data /proc/self
told    cannot set the mode of the data folder (chmod 0700): Operation not permitted
exits   1 --store.kind floppy
told    store.kind
exits   1 --net.address nonsense
told    nonsense
exits   1 --store.redis unix:/nowhere/redis.sock --store.timeout_ms 200
told    /nowhere/redis.sock
exits   1 --log.file /nowhere/log
told    /nowhere/log
# Two things to do at once are a mistake, whichever they are.
exits   1 --fsck --mend
told    command line: --fsck and --mend are two things to do at once
exits   1 --check --fsck
told    command line: --check and --fsck are two things to do at once
exits   1 --fsck --dump holdings:ada
told    command line: --fsck and --dump are two things to do at once
exits   1 --restore ada:1 --mend
told    command line: --mend and --restore are two things to do at once
# An area whose words are asked for has to be there, and nobody is asked but --check.
exits   1 --check --check.nouns nosucharea
told    check.nouns: no area is named 'nosucharea'
exits   1 --check.nouns boring
told    check.nouns: is for --check alone
exits   0 --help
told    --checkpoint.interval_ms
