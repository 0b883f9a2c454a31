# shutdown asks to be meant; then everybody's things are written and the server ends in good order.
connect kim keeper
connect ada at 3001
kim>    shutdown
kim<    Say 'shutdown now' if you mean it.
ada>    get leaf
ada<    You get
kim>    shutdown now
ends
connect ada
ada>    inventory
ada<    a folded leaf of paper.
