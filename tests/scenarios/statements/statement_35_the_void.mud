# Statement 35: nobody is idle before 300 seconds have passed: a shorter time cannot be set.  What comes then, and that any
# input brings him back, is in tests/zones/world/test_idle.c: a scenario would wait too long.
exits   1 --character.idle_s 300
told    character.idle_s:
exits   0 --character.idle_s 301 --check
told    0 mistakes.
