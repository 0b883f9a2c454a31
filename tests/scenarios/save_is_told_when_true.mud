# `save` answers at once; the second line comes when the store has it.
connect ada
ada>    save
ada<    Saving Ada.
ada<    Ada is saved.
ada>    "save\r\nsave\r\nsay on\r\n"
ada<    Saving Ada.
ada<    You say, 'on'
ada<    Ada is saved.
