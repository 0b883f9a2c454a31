# A kill -9 soon after a hand-over undoes all of it or nothing: the thing is never lost, and never there twice.
connect ada at 3016
connect bob at 3016
ada>    get sword
ada<    You get a wooden sword.
ada>    save
ada<    Ada is saved.
bob>    save
bob<    Bob is saved.
ada>    give sword bob
bob<    Ada gives you a wooden sword.
crash
connect ada
connect bob
ada>    "give sword bob\r\nsay whoever had it\r\n"
ada<    You say, 'whoever had it'
bob>    give sword ada
bob<    You give a wooden sword to Ada.
ada<    Bob gives you a wooden sword.
bob>    give sword ada
bob<    You carry no such thing.
ada>    give sword bob
ada<    You give a wooden sword to Bob.
ada>    give sword bob
ada<    You carry no such thing.
