# A group across three lands: taking in, talking, the list, leaving.
connect ada at 3005
connect bob at 3005
connect cyd at 3300
ada>    group
ada<    You are in no group.
ada>    gtell hello
ada<    You are in no group.
ada>    group bob
ada<    Bob must follow you first.
bob>    follow ada
bob<    You now follow Ada.
ada>    group bob
ada<    You ask Bob into your group.
bob<    You join Ada's group.
ada<    Bob joins your group.
ada>    gtell to arms
ada<    You grouptell: to arms
bob<    **Ada: 'to arms'
cyd!<   to arms
bob>    group
bob<    Your group:
bob<    Ada
bob<    (leader)
ada>    beckon cyd
ada<    You beckon Cyd to follow.
cyd<    Ada beckons you to follow.
ada>    beckon zoe
ada<    Nobody by that name is in the world.
ada>    beckon ada
ada<    You are with yourself already.
bob>    group leave
bob<    You are no longer in the group.
ada<    Bob leaves your group.
bob>    gtell alone
bob<    You are in no group.

# Who leads names others, and they take in and send away, and lead when she goes.
ada>    group bob
bob<    You join Ada's group.
bob>    group subleader ada
bob<    Only Ada, who leads your group, names its subleaders.
ada>    group subleader bob
ada<    Bob is a subleader of your group now.
bob<    Bob is a subleader of your group now.
ada>    group
ada<    Bob
ada<    (subleader)
connect dot at 3005
dot>    follow bob
dot<    You now follow Bob.
bob>    group dot
dot<    You join Ada's group.
ada<    Dot joins your group.
ada>    group leave
bob<    Bob leads it now.
dot>    group dismiss bob
dot<    Bob is not yours to command.
bob>    group dismiss dot
dot<    You are sent away from the group.
bob<    Dot is sent away from your group.
