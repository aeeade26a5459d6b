"""Velo's core: hides before it sends. Strings in, strings out; no clock, no network, no browser.

What may import what (``tests/test_laws.py`` holds it); data flows from the left of this list to the right::

    errors, records -> parse; records -> aliases, floor, attributes, config, custom -> policy -> hooks
    names -> urls, css; letters -> amounts -> copies -> taint; detect, readings, shape, ledger, rrweb stand alone
    taint, readings -> findings -> mask_texts, mask_addresses -> mask_attributes (looks, repeats, stand_ins) -> mask
    records -> mirror -> splices -> changes; mirror -> fields, editors -> remembered, drafts; ledger -> repeats
    joined, drafts -> growing
    drafts, mask, growing -> encode -> structure, actions (echo, waiting) -> recorder -> transport -> session

``page`` and ``page_shell`` stand at the end: they run in a page whose Python is its own, and alone may know a browser.
"""

from recorder.policy import Policy
from recorder.recorder import Recorder

__all__ = ["Policy", "Recorder"]
