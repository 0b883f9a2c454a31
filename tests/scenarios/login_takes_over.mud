# The same character from a second place: the second one plays on, the first one is told why it ends.
connect ada at 3005
connect bob at 3005
connect twin as ada
ada<    another connection has taken over
closed  ada
bob<    Ada is all there again.
twin>   say here I am
twin<   You say, 'here I am'
bob<    Ada says, 'here I am'
expect  twin in 3005
bob>    look
bob<    Ada is standing here.
bob!<   staring at nothing
