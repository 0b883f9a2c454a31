# Who says how high his window is gets long answers page by page, with the prompt that clients know.
connect ada at 3005
connect bob at 3005
ada>    "\xff\xfb\x1f\xff\xfa\x1f\x00\x50\x00\x05\xff\xf0"
ada>    socials
ada<    --> Press <ENTER> to continue scrolling text, Q to quit (PAGES LEFT: 2) <--
ada>
ada<    --> Press <ENTER> to continue scrolling text, Q to quit (PAGES LEFT: 1) <--
# Others are heard meanwhile, and the page's prompt comes again.
bob>    say here
ada<    Bob says, 'here'
ada<    --> Press <ENTER> to continue scrolling text, Q to quit (PAGES LEFT: 1) <--
ada>
ada<    Each works alone
ada<    < Ada |
ada>    socials
ada<    (PAGES LEFT: 2)
ada>    q
ada<    < Ada |
ada!<   Each works alone
# Any other line ends it and is done.
ada>    socials
ada<    (PAGES LEFT: 2)
ada>    say no more
ada<    You say, 'no more'
# An empty line is harmless anywhere else, and one in the same packet as a command turns no page.
ada>
ada<    < Ada |
ada>    "socials\n\n"
ada<    (PAGES LEFT: 2)
ada>    "\n\n"
ada<    (PAGES LEFT: 1)
ada>    Q
ada<    < Ada |
# Who types ahead is not asked to turn pages.
ada>    "socials\r\nsay ahead\r\n"
ada<    Each works alone
ada<    You say, 'ahead'

# It is the player's choice, and kept with the character.
ada>    pager 3
ada<    A page has 5 to 200 lines
ada>    pager off
ada<    Long answers come in one piece.
ada>    socials
ada<    Each works alone
bob>    commands
bob<    Every command may be shortened
bob>    pager 20
bob<    Long answers come in pages of 20 lines.
bob>    commands
bob<    (PAGES LEFT:
bob>    q
bob>    quit
closed  bob
connect bob
bob>    commands
bob<    (PAGES LEFT:
bob>    save
bob<    Bob is saved.
crash
connect bob
bob>    pager
bob<    Long answers come in pages of 20 lines.
bob>    pager auto
bob<    as long as your window
bob>    commands
bob<    Every command may be shortened

# In menus too, with a prompt that looks like theirs; what was chosen stays as it is.
raw     bob
bob<    Account name:
bob>    "\xff\xfb\x1f\xff\xfa\x1f\x00\x50\x00\x05\xff\xf0"
bob>    bob
bob<    Please enter your account password
bob>    open sesame
bob<    Press <ENTER> to continue, Q to quit (PAGES LEFT: 2):
bob>
bob<    Press <ENTER> to continue, Q to quit (PAGES LEFT: 1):
bob>    q
bob<    *** PRESS ENTER ***
bob!<   tell a friend
bob>
bob<    Press <ENTER> to continue, Q to quit (PAGES LEFT: 2):
bob>    nonsense
bob<    (PAGES LEFT:
bob>    1
bob<    Reconnecting.
