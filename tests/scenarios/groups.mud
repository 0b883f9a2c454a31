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
