"""A collector for masked recordings: keeps segments, erases recordings, plays them back.

Each module does one step, and imports only from those above it:

    limits.py    how much a sender may send; a refusal and its status
    segments.py  gzip'ed NDJSON -> what is in it, or a refusal; no I/O
    store.py     where segments and their summaries are kept
    headers.py   what every answer says to the browser (CSP and the rest)
    files.py     built files, pages: media types, caching, precompressed siblings
    collect.py   PUT and DELETE of the contract, section 5
    viewer.py    the list of recordings and the player
    app.py       puts them together
    __main__.py  the command line

Nothing here reads, keeps or logs the address a request came from.
"""
