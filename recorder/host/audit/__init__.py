"""The audit: opens a site as a visitor would, with the recorder attached, and says what would leave and what to mark.

The real recorder, as it was built, runs on each page once for each preset (``attach.py``); canaries are typed into every field
(``canaries.py``); what the recorders send is searched for them, and for what the page shows that looks personal (``judge.py``).
Laws: what looks personal is a general rule (``kinds.py``), never a site's own; a finding says where and of what kind, never the
text itself; nothing of the site can keep the audit waiting (``watchdog.py``).
"""
