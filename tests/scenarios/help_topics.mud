# Help by keyword, by its beginning, by what a topic speaks of; what is not found is noted in the log.
connect kim keeper
connect ada
ada>    help
ada<    Type help and a word
ada<    See also: newbie
ada>    help doors
ada<    Doors
ada<    open door, container or direction: so that one can go through
ada<    See also: lock, exits, containers.
ada>    help newb
ada<    Your first quarter of an hour
ada>    help re
ada<    Topics that begin so:
ada<    reply
ada>    help lantern
ada<    Topics that speak of it:
ada>    help gossip
ada<    gossip is a channel.
ada>    help smile
ada<    smile is a social
ada>    help topics
ada<    Beginning: help, newbie
ada!<   Keeping:
ada>    help goto
ada!<   Going anywhere
ada>    help plover egg
ada<    There is no help on 'plover egg'.
log     help_missing word="plover egg"
ada>    commands
ada<    north: walk north.
ada<    quit: leave the world.
ada!<   transfer
ada>    commands ex
ada<    exits: where one can go
ada!<   north
kim>    help goto
kim<    Going anywhere
kim>    help topics
kim<    Keeping: keeping
kim>    commands
kim<    transfer
exits   1 --check --game.texts tests/scenarios/texts
told    channels.yaml:5:13: number: 0 is that of 'talk'
told    channels.yaml:10:3: 'say' can never be typed: it means the command 'say'
told    socials.yaml:5:13: room: {target} means nothing here
told    help/broken.yaml:8:15: keywords: 'thing' is one of 'One' too
told    help/broken.yaml:3:5: see: 'nowhere', of the topic 'One', is no keyword of any topic
told    texts/help: no topic has the keyword 'look', which is a command
told    1 topics, 0 socials, 2 channels;
