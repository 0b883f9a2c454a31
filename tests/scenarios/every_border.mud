# All four lands touch; each crossing there and back, and what those who stay behind and wait there read.
connect bob at 3019
connect cyd at 3100
connect ada at 3019
ada>    south
bob<    Ada leaves south.
cyd<    Ada arrives from the north.
ada<    Before the South Gate [ N S ]
ada>    north
cyd<    Ada leaves north.
bob<    Ada arrives from the south.
ada<    The South Gate [
connect dan at 3108
dan>    west
dan<    The Edge of Hartswood [
dan>    east
dan<    The Leaning Milestone [
connect eli at 3202
eli>    south
eli<    The Pithead [
eli>    north
eli<    The Two Judges [
connect fay at 3111
fay>    west
fay<    The Pithead [
fay>    east
fay<    The Tin Wharf [
connect gus at 3020
gus>    s
gus<    The Ropemakers' Plank [ N S ]
gus>    n
gus<    The Ropewalk [
