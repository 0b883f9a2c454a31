# A second server on the same data is turned away while the first plays on.
connect ada
exits   1 --data $data
told    locked by a living server
ada>    save
ada<    Ada is saved.
