"""Raw records: what the probe tells the recorder, and nothing else.

One batch is one JSON object in UTF-8: ``{"version": 1, "at": <epoch ms>, "records": [record, ...]}``. A record is a flat list
``[kind, after_ms, ...fields]``; ``after_ms`` counts from the batch's ``at`` (it may be negative: the moment lies before).

=============== ================================================== ==========================================================
kind            fields                                             means
=============== ================================================== ==========================================================
``page``        url, width, height                                 address and viewport (CSS px); first record of a page
``tree``        scroll_x, scroll_y, nodes                          a full snapshot; everything known before is forgotten
``children``    parent_id, [child_id, ...], nodes                  the present children of one parent, new ones in ``nodes``
``splice``      parent_id, [gone_id, ...], runs, count, nodes      what went from one parent and came to it, see below
``text``        node_id, data                                      present text of a text node
``attributes``  node_id, marks, [name, value or null, ...]         present values of changed attributes (null: removed)
``marks``       node_id, marks                                     the marks of a node changed, nothing else did
``gone``        node_id                                            what waits of a node that went is to be hidden
``value``       node_id, value or null, checked or null, by_user   present state of a field; value null: floor, it was not read
``typed``       node_id, value                                     what a visitor gave a field below ignore: told to nobody
``kept``        field, [text, ...]                                 what an excluded box holds (0), or is typed there
``opened``      node_id, [text, ...]                               whoever marked it took that back: its texts are no secret
``box``         node_id, width, height                             size (CSS px) of an excluded element or of a picture
``place``       node_id, [name, value, ...]                        how an excluded element lies there: margins, float, position
``drawn``       node_id, data URL                                  a picture of what an opened canvas or film shows now
``sheet``       node_id, text                                      rules of the style sheet that a node owns, or of an adopted one
``rules``       node_id, [index, text or null, ...]                rules that a script inserted or deleted (null) there
``adopted``     node_id, [sheet_id, ...], [sheet_id, text, ...]    what a document or shadow root adopted; texts of new ones
``moves``       what, [x, y, node_id, ago_ms, ...]                 positions (px in the viewport) of a pointer, touch or drag
``pointer``     action, node_id, x, y, pointer_type                a click, press, release, touch ... (see ``hooks.py``)
``scroll``      node_id, x, y                                      scroll offset (px) of an element; the document for the window
``viewport``    width, height                                      new size of the viewport (CSS px)
``zoom``        scale, left, top                                   how far a visitor zoomed in, and where to (CSS px)
``focus``       node_id, focused                                   an element got (true) or lost (false) the focus
``selection``   [node_id, offset, node_id, offset, ...]            what is selected: start and end of each range
``media``       action, node_id, at_s, volume, rate, muted, loop   a film or sound was started, stopped ... (see ``hooks.py``)
``visibility``  visible                                            the page came into view, or went out of it
``defined``     name                                               a custom element got its definition
``frame``       node_id, number                                    a frame of another origin records itself, under this number
``custom``      name, JSON text                                    what the site said with ``velo.event`` or ``velo.identify``
``lost``        reason                                             the probe dropped something; a fresh ``tree`` follows
=============== ================================================== ==========================================================

``nodes`` is one flat list, parents before children, children in document order, so that a deep page needs no deep JSON:

=========== ============================================================================================================
type        entries after ``node_id, parent_id, type``
=========== ============================================================================================================
0 REFERENCE none: a node known already that hangs here now
1 ELEMENT   local name, marks, number of attributes n, then n times name, value (HTML namespace)
2 SVG       as ELEMENT, in the SVG namespace
4 MATHML    as ELEMENT, in the MathML namespace
3 TEXT      marks, data
8 COMMENT   none: the text of a comment is never read
9 DOCUMENT  compatMode ("CSS1Compat" or "BackCompat"), base URI; first the page's, then a frame's below its frame
10 DOCTYPE  name, public id, system id
11 SHADOW   none: an open shadow root; its parent is the host
=========== ============================================================================================================

``runs`` are lists ``[left_id, child_id, ...]`` of children that stand side by side now, and the one before them (0: none), which
stands in no run. ``count``: how many children the parent has in the page, all of them told.

``marks`` is a sum of the ``Mark`` bits that hold for the node itself, not what it inherits. Node ids are positive, given by
the probe, never used twice. Text from the page is wrapped in ``Raw`` as it is read, and leaves only through ``mask.py``.
"""

import enum
from dataclasses import dataclass
from typing import Any

VERSION = 1
TOO_LARGE = "tree_nodes"  # of `lost`: no tree follows, the recording ends


class Mark(enum.IntFlag):
    """What is asked for one node, by an attribute, a class, a selector, a call or the floor."""

    NONE = 0
    EXCLUDE = 1
    MASK = 2
    IGNORE = 4
    ALLOW = 8
    FLOOR = 16


class NodeType(enum.IntEnum):
    """Types of an entry in ``nodes``: the DOM's ``nodeType`` where it has one."""

    REFERENCE = 0
    ELEMENT = 1
    SVG = 2
    TEXT = 3
    MATHML = 4
    COMMENT = 8
    DOCUMENT = 9
    DOCTYPE = 10
    SHADOW = 11


ELEMENTS = frozenset({NodeType.ELEMENT, NodeType.SVG, NodeType.MATHML})


# Stands among the attributes of a custom element that is defined; no page can set an attribute of this name.
DEFINED = ":defined"

# The same, for an element in the browser's top layer: a modal dialog, or a popover; then the value is its CSS display.
TOP = ":top"


class Raw:
    """Page text that has not been masked. Only mask.py, policy.py and the modules that decide with them open it."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself. A test holds who may call this."""
        return self._text

    def __repr__(self) -> str:
        return f"<Raw {len(self._text)} chars>"

    def __str__(self) -> str:
        return repr(self)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Raw) and other._text == self._text

    __hash__ = None  # type: ignore[assignment]  # a dict of secrets would outlive them


@dataclass(slots=True)
class Record:
    """One record: its kind, when it happened (epoch ms), and its checked fields in the order of the table above."""

    kind: str
    at_ms: int
    fields: tuple[Any, ...]
