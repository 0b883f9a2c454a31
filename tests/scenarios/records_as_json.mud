# A stopped server's records are printed for people: words instead of bytes, passwords hidden; one that is not there is a mistake.
connect kim keeper
connect ada at 3001
ada>    get leaf
ada<    You get
ada>    save
ada<    Ada is saved.
exits   1 --dump holdings:ada --data $data
told    locked by a living server
kim>    shutdown now
ends
exits   0 --dump holdings:ada --data $data
told    "record": "holdings:ada"
told    "checksum": true
told    "name": "a folded leaf of paper"
told    "coins": 100
exits   0 --dump character:Ada --data $data
told    "record": "place:ada"
told    "position": "standing"
told    "record": "name:ada"
exits   0 --dump account:* --data $data
told    "password": "hidden"
exits   1 --dump holdings:zoe --data $data
told    there is no such record
exits   1 --dump --data $data
told    --dump: has no value
connect ada
ada>    inventory
ada<    a folded leaf of paper.
