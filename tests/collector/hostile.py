"""A recording that tries to run and to call out, beyond tests/demo_site/hostile.json: SVG, CSS, addresses, events of every kind.

Each trick that would run says so in `top.stranger`; each that would call out knows only the address it is given.
"""

from __future__ import annotations

from typing import Any

AT_MS = 1_700_000_000_000
RUN = "top.stranger"


def _svg(there: str) -> list[tuple[str, dict[str, Any]]]:
    return [
        ("svg", {"onload": f"{RUN} = 'svg'", "onclick": f"{RUN} = 'svg click'"}),
        ("image", {"href": f"{there}/svg-image", "xlink:href": f"{there}/svg-image-old", "onerror": f"{RUN} = 'image'"}),
        ("use", {"href": f"{there}/use#x", "xlink:href": f"{there}/use-old#x"}),
        ("feImage", {"href": f"{there}/feimage", "xlink:href": f"{there}/feimage-old"}),
        ("a", {"xlink:href": f"javascript:{RUN}='svg link'", "href": f"javascript:{RUN}='svg link'"}),
        ("animate", {"attributeName": "href", "to": f"javascript:{RUN}='animate'", "onbegin": f"{RUN} = 'animate'", "dur": "1s"}),
        ("set", {"attributeName": "onclick", "to": f"{RUN} = 'set'", "onbegin": f"{RUN} = 'set'"}),
        ("rect", {"fill": f"url({there}/paint#p)", "style": f"filter: url({there}/filter#f); mask: url({there}/mask#m)"}),
        ("script", {"href": f"{there}/svg-script", "xlink:href": f"{there}/svg-script-old"}),
    ]


def _html(there: str) -> list[tuple[str, dict[str, Any]]]:
    return [
        ("a", {"href": f"javascript:{RUN}='link'", "id": "bait", "autofocus": "", "onfocus": f"{RUN} = 'focus'"}),
        ("a", {"href": f"\u0001java\tscript:{RUN}='odd link'"}),
        ("area", {"href": f"javascript:{RUN}='area'"}),
        ("base", {"href": f"{there}/base/"}),
        ("button", {"formaction": f"javascript:{RUN}='formaction'", "onclick": f"{RUN} = 'button'"}),
        ("marquee", {"onstart": f"{RUN} = 'marquee'"}),
        ("math", {"href": f"javascript:{RUN}='math'"}),
        ("img", {"rr_dataURL": f"{there}/dataurl", "rr_src": f"{there}/rrsrc"}),
        ("canvas", {"rr_dataURL": f"{there}/canvas"}),
        ("iframe", {"rr_src": f"{there}/frame", "sandbox": "allow-scripts allow-same-origin", "src": f"data:text/html,<script>{RUN}='data'</script>"}),
        ("object", {"data": f"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='{RUN}=1'/>", "type": "image/svg+xml"}),
        ("portal", {"src": f"{there}/portal"}),
        ("audio", {"src": f"{there}/audio", "autoplay": "", "onerror": f"{RUN} = 'audio'"}),
        ("source", {"src": f"{there}/source", "srcset": f"{there}/sourceset"}),
        ("track", {"src": f"{there}/track", "default": ""}),
        ("body", {"background": f"{there}/bodyground"}),
        ("table", {"background": f"{there}/tableground"}),
        ("link", {"rel": "modulepreload", "href": f"{there}/modulepreload"}),
        ("link", {"rel": "icon", "href": f"{there}/icon"}),
        ("link", {"rel": "manifest", "href": f"{there}/manifest"}),
        ("link", {"rel": "stylesheet", "href": f"data:text/css,@import url({there}/datasheet)"}),
        ("style", {"_cssText": css(there)}),
        ("div", {"style": f"background: image-set('{there}/imageset' 1x); cursor: url({there}/cursor), auto; list-style: url({there}/list)"}),
        ("div", {"__proto__": {"stranger": 1}, "constructor": "x", "onanimationstart": f"{RUN} = 'animation'", "style": "animation: a 1ms"}),
        ("script", {"type": "module", "src": f"{there}/module"}),
        ("noscript", {}),
    ]


def css(there: str) -> str:
    return f"""@import '{there}/import' layer(a); @font-face {{ font-family: f; src: url({there}/font) }}
        @namespace url({there}/namespace); @keyframes a {{ to {{ background: url({there}/keyframe) }} }}
        body {{ font-family: f; background: -webkit-image-set(url({there}/old) 1x); -moz-binding: url({there}/binding); behavior: url({there}/behavior);
        width: expression({RUN}='css') }} body::before {{ content: url({there}/content); shape-outside: url({there}/shape) }}
        a[href^=j] {{ border-image: url({there}/border) 1 }}</style><script>{RUN} = 'end of style'</script>"""


def _changes(there: str, body_id: int, style_id: int) -> list[dict[str, Any]]:
    """Every kind of change that carries words, addresses or names."""
    rule = f"div {{ background: url({there}/rule) }}"
    return [
        {"source": 8, "id": style_id, "adds": [{"rule": rule, "index": 0}, {"rule": f"@import url({there}/late)", "index": 0}]},
        {"source": 13, "id": style_id, "index": [0], "set": {"property": "background", "value": f"url({there}/declared)"}},
        {"source": 15, "id": 1, "styleIds": [7], "styles": [{"styleId": 7, "rules": [{"rule": rule}]}]},
        {"source": 10, "family": "g", "fontSource": f"url({there}/fontface)", "buffer": False},
        {"source": 9, "id": body_id, "type": 0, "commands": [{"property": "drawImage", "args": [_made("WebSocket", there.replace("http", "ws"))]}]},
        {"source": 9, "id": body_id, "type": 0, "property": "constructor", "args": [f"{RUN} = 'canvas'"]},
        {"source": 16, "define": {"name": f"x-{RUN}"}},
        {"source": 5, "id": body_id, "text": f"<img src={there}/typed onerror={RUN}=1>", "isChecked": False},
        {"source": 4, "width": f"1; {RUN}=1", "height": "url(x)"},
        {"source": 11, "level": "log", "payload": [f"<script>{RUN}=1</script>"], "trace": []},
        {"source": 1, "positions": [{"x": 1, "y": 1, "id": "__proto__", "timeOffset": 0}]},
        {"source": 14, "ranges": [{"start": "__proto__", "startOffset": -1, "end": 10**9, "endOffset": 1}]},
    ]


def _made(kind: str, *arguments: Any) -> dict[str, Any]:
    return {"rr_type": kind, "args": list(arguments)}


def recording(there: str) -> list[dict[str, Any]]:
    """A snapshot of all of it, then the same as additions, then the changes."""
    ids = iter(range(10, 10_000))

    def element(tag: str, attributes: dict[str, Any], children: list[Any], *, svg: bool = False) -> dict[str, Any]:
        made = {"type": 2, "tagName": tag, "attributes": attributes, "childNodes": children, "id": next(ids)}
        return {**made, "isSVG": True} if svg else made

    def all_of_it() -> list[dict[str, Any]]:
        drawn = [element(*row, [], svg=True) for row in _svg(there)]
        foreign = element("foreignObject", {}, [element("iframe", {"srcdoc": f"<script>{RUN}='foreign'</script>"}, [])], svg=True)
        return [*(element(*row, []) for row in _html(there)), element("svg", {}, [*drawn, foreign], svg=True)]

    words = {"type": 3, "textContent": f"still here <script>{RUN}='text'</script>", "id": next(ids)}
    body = element("body", {}, [words, *all_of_it()])
    style = element("style", {}, [{"type": 3, "textContent": css(there), "isStyle": True, "id": next(ids)}])
    page = {"type": 0, "id": 1, "childNodes": [element("html", {}, [element("head", {}, [style]), body])]}
    added = [{"parentId": body["id"], "nextId": None, "node": node} for node in all_of_it()]
    attribute = {"id": body["id"], "attributes": {"onload": f"{RUN}=1", "style": {"background": [f"url({there}/styled)", "important"]}}}
    mutation = {"source": 0, "texts": [], "removes": [], "adds": added, "attributes": [attribute]}
    data = [mutation, *_changes(there, body["id"], style["id"]), {"source": 3, "id": 1, "x": 0, "y": 0}]
    return [
        {"type": 4, "timestamp": AT_MS, "data": {"href": f"javascript:{RUN}='href'", "width": 800, "height": 600}},
        {"type": 2, "timestamp": AT_MS, "data": {"node": page, "initialOffset": {"left": 0, "top": 0}}},
        *({"type": 3, "timestamp": AT_MS + 10 * at, "data": one} for at, one in enumerate(data, 1)),
        {"type": 5, "timestamp": AT_MS + 300, "data": {"tag": f"<img src={there}/tag onerror={RUN}='tag'>", "payload": {}}},
        {"type": 5, "timestamp": AT_MS + 310, "data": {"tag": "velo-page", "payload": {"href": f"<svg onload={RUN}='page'>"}}},
        {"type": 6, "timestamp": AT_MS + 320, "data": {"plugin": "rrweb/console@1", "payload": {"payload": [f"{RUN}=1"]}}},
    ]
