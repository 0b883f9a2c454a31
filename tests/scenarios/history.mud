# What was typed can be typed again; a password is never among it.
connect ada
ada>    say one
ada<    You say, 'one'
ada>    !
ada<    say one
ada<    You say, 'one'
ada>    say two
ada<    You say, 'two'
ada>    sit
ada<    You sit down.
ada>    !say t
ada<    say two
ada<    You say, 'two'
ada>    !12345
ada<    You have typed no line like that.
ada>    alias again say again
ada>    again
ada<    You say, 'again'
ada>    !ag
ada<    You say, 'again'
ada>    history
ada<    What you typed last:
ada<    say one
ada<    say two
ada<    sit
ada<    say two
ada<    alias again say again
ada<    again
ada<    history
ada>    history 1
ada<    history 1
ada!<   say two

# What was typed at the questions before is no command.
ada>    history 500
ada<    What you typed last:
ada<    history 500
ada!<   sesame
