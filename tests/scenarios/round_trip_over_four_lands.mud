# Thirty lines typed at once, over four borders: each is answered, in order, where it belongs.
connect ada at 3019
ada>    "south\r\nsouth\r\nsouth\r\nsouth\r\nsouth\r\nwest\r\neast\r\nsouth\r\nwest\r\nsouth\r\nsouth\r\neast\r\nsay done\r\n"
ada<    Before the South Gate [
ada<    The Road among Gardens [
ada<    The Toll Bar [
ada<    Halfpenny Bridge [
ada<    The Leaning Milestone [
ada<    The Edge of Hartswood [
ada<    The Leaning Milestone [
ada<    The Drovers' Camp [
ada<    The Hog Ride [
ada<    The Two Judges [
ada<    The Pithead [
ada<    The Tin Wharf [
ada<    You say, 'done'
