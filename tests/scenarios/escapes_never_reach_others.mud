# Colours, marks, sounds and telnet that a player types come out as letters at most, for everyone.
connect ada at 3005
connect bob at 3005
ada>    "say \e[31mred\e[0m \e]0;owned\x07 \x01Ttitle\x01n end\r\n"
ada<    end'
bob<    end'
bob!<   "\e[31m"
bob!<   "\e]0;"
bob!<   "\x01"
bob!<   "\x07"
ada!<   "\e[31m"
ada>    "say \xff\xff\xff\xfd\x01 iac\r\n"
ada<    iac
bob<    iac
bob!<   "\xff"
ada>    "say a\rlook\r\n"
ada<    You say, 'a'
ada<    Heronwell Square
ada>    "emote x\x00y\x08z\x7f!\r\n"
bob<    Ada
bob!<   "\x00"
bob!<   "\x08"
bob!<   "\x7f"
ada>    !!SOUND(off)
ada<    You have typed no line like that.
ada>    "title \x01T\e[8mhidden\r\n"
ada<    Your title is now
bob>    look ada
bob<    hidden
bob!<   "\e[8m"
bob!<   "\x01"
ada>    "tell bob %s%n%99999d\r\n"
bob<    Ada tells you, '%s%n%99999d'
