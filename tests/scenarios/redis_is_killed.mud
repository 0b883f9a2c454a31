# The store goes away in the middle of the game: people play on, and afterwards things are safe again.
connect ada at 3001
ada>    save
ada<    Ada is saved.
kill-store
ada>    get leaf
ada<    You get a folded leaf of paper.
ada>    say who put out the light?
ada<    You say, 'who put out the light?'
log     store_child_started
ada>    save
ada<    Saving Ada.
ada<    Ada is saved.
crash
connect ada
ada>    inventory
ada<    a folded leaf of paper.
