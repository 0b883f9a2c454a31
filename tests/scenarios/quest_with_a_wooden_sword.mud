# Somebody small is led out of court by the way on which nobody does him any harm; and not by way of the cells.
server  --newcomer.level 100
connect ada at 5506
ada>    talk tang
ada<    Gerald's not wicked.
ada>    quest accept
ada<    You take it on: Released on Licence.
ada>    west
ada>    west
ada<    The Juvenile Bench
ada<    Gerald the wooden sword stands in the corner
ada>    talk gerald
ada<    Gerald the wooden sword will come along with you.
ada>    east
ada<    Court One
ada<    Gerald the wooden sword
ada>    south
ada<    The Hall of Pleas
ada<    Gerald the wooden sword
ada>    west
ada<    The Jury Room
ada<    Gerald the wooden sword
ada>    west
ada<    The Terrace of Refreshment
ada<    Gerald the wooden sword
ada>    north
ada<    The Green of Ordeal
ada<    Gerald the wooden sword
ada>    north
ada<    The Ploughshare Field
ada<    Gerald the wooden sword
ada>    east
ada<    The Licence Cottages
ada<    Released on Licence: that is done.
ada<    Gerald the wooden sword takes leave of you
ada>    look cradle
ada<    It had seemed such a loss at the time.
ada>    "west\r\nsouth\r\nsouth\r\neast\r\neast\r\nnorth\r\neast\r\n"
ada<    The Clerk of Arraigns
ada>    talk tang
ada<    Released. You can't think what it does for the column.
ada<    You have done it: Released on Licence.
ada>    inventory
ada<    the nail out of a wooden sword
ada>    save
ada<    Ada is saved.
