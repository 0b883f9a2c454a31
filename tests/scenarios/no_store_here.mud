# A folder in which there is no store, be it mistyped or not there at all: whatever is to be done with a store says so, and makes none.
exits   1 --fsck
told    there is no store here
exits   1 --fsck --data $folder
told    there is no store here
exits   1 --mend --data $folder
told    there is no store here
exits   1 --dump floor:* --data $folder
told    there is no store here
told    event=tool_failed
exits   1 --restore ada:1 --data $folder
told    there is no store here
exits   1 --fsck --data $folder
told    there is no store here
