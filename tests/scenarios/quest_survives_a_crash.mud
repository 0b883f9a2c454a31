# Two grubs of three, a kill -9, and the third: what one has come to in a quest is kept, and so is that it was done.
server  --newcomer.level 8
connect ada at 3401
ada>    look
ada<    Captain Dorcas Pym may have a quest for you.
ada>    look captain
ada<    She may have a quest for you: talk captain.
ada>    talk captain
ada<    says to you, 'There are three sides to this war
ada<    That is The Third Party. To take it on: quest accept third_party.
ada>    quest accept
ada<    You take it on: The Third Party.
ada<    See to three of the codlin grubs in the codlin row. 0 of 3.
ada>    look
ada!<   may have a quest for you
ada>    west
ada>    west
ada>    north
ada>    kill grub
ada<    A codlin grub is dead!
ada<    The Third Party: 1 of 3.
ada>    look
ada>    kill grub
ada<    A codlin grub is dead!
ada<    The Third Party: 2 of 3.
ada>    save
ada<    Ada is saved.
crash
connect ada
ada>    journal
ada<    The Third Party: See to three of the codlin grubs in the codlin row. 2 of 3.
ada>    look
ada>    kill grub
ada<    A codlin grub is dead!
ada<    The Third Party: that is done. Tell the elderly wasp
ada>    west
ada>    talk wasp
ada<    An elderly wasp says to you, 'That was ours to ask
ada<    The Third Party: that is done. Bring Captain Pym
ada>    east
ada>    south
ada>    east
ada>    east
ada>    say done
ada<    Strawberry nose. Well.
ada<    You have done it: The Third Party.
ada<    You earn 3 quest points.
ada<    experience points.
ada<    You are given
ada<    You are given a medal for stings.
ada>    score
ada<    You have done 1 quest, and have 3 quest points.
ada>    quest accept
ada<    Nobody here has a quest for you.
ada>    journal
ada<    You are about no quest.
ada>    quest done
ada<    The Third Party.
ada>    save
ada<    Ada is saved.
crash
connect ada
ada>    score
ada<    You have done 1 quest, and have 3 quest points.
