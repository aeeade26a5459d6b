"""Runs inside Pyodide during the build, between settle.py and the taking of its memory: nothing of what was let go is left."""

import gc

for _ in range(3):
    gc.collect()
gc.freeze()
del gc
