# Statement 2: CR LF, and GA behind every prompt, from the first one on.
raw     ada
ada=<   "Account name: \xff\xf9"
ada>    ada
ada=<   "\xff\xf9"
connect bob
bob>    sit
bob=<   "\r\n"
bob=<   "> "
bob=<   "\xff\xf9"
bob=!<  "\n\r"
bob>    stand
bob=<   "\xff\xf9"
