# Statement 20: WILL and WONT ECHO around the password; a wrong one is said so on a line of its own.
connect ada
raw     two
two<    Account name:
two>    ada
two=<   "\xff\xfb\x01"
two=<   "Please enter your account password"
two>    open sesam
two=<   "\r\n\xff\xfc\x01Wrong password.\r\n\xff\xfb\x01"
two=<   "Please enter your account password"
two>    open sesame
two=<   "\xff\xfc\x01"
two=<   "PRESS ENTER"
two=!<  "\xff\xfb\x01"
