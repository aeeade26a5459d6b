"""A collector for masked recordings: keeps segments, erases recordings, plays them back to those who may.

Each module does one step, and imports only from those above it:

    limits.py      how much a sender may send; a refusal and its status
    clients.py     who asks, as a key that says nothing
    buckets.py     how often somebody may do something
    events.py      what an rrweb event must look like
    quick.py       the same, the quick way, for what is surely one
    envelope.py    what a sealed segment must look like
    segments.py    gzip'ed NDJSON -> what is in it, or a refusal; no I/O
    schema.py      the database's tables
    filters.py     which recordings are asked for
    together.py    many small pieces of work done together
    bulk.py        many rows in one statement
    objects.py     the object store: what lies in it under which name
    packs.py       small bodies wait in the database, and move there together
    store.py       where segments and their summaries are kept
    passwords.py   argon2id; which passwords are too weak, in plain words
    accounts.py    who may come in, and their roles
    sessions.py    what a cookie stands for
    second_factor.py  codes of an app on the phone
    trail.py       who saw, took away or erased what
    headers.py     what every answer says to the browser (CSP and the rest)
    files.py       built files, pages: media types, caching, precompressed siblings
    pages.py       templates
    guard.py       the one door: who may ask for what
    meters.py      what is counted, for Prometheus
    logs.py        what is logged, and what never
    rounds.py      work that is done again and again
    retention.py   what is kept for how long
    description.py the OpenAPI description
    collect.py     PUT and DELETE of the contract, section 5
    login.py  account_pages.py  viewer.py  trail_page.py   what people see
    app.py         puts them together: routes and the role that each needs
    account_command.py  __main__.py   the command line

Nothing here keeps or logs the address a request came from; `clients.py` alone reads it.
"""
