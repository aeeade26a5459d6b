"""Transformations of leak cases that leave their meaning: what must not leave of a case must not leave of any of them either.

Each is a line: its name, what it does to a case, and where it can be applied. Laws: a transformation gives another case, and
changes nothing of what a visitor does nor of what is secret; a case that would mean something else is not transformed.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from tests.browser.chrome import script
from tests.leaks.cases import Case

Transform = Callable[[Case], Case]
Applies = Callable[[Case], bool]

MARK = "data-velo"


def way(name: str, html: str = "") -> str:
    """One of the things that pages do to themselves, as a script."""
    return f"await ({script('redraw')})({json.dumps(name)}, {json.dumps(html)});"


def within(other: str) -> Transform:
    """The page's body where ``@`` stands."""
    return lambda case: replace(case, html=other.replace("@", case.html))


def later(name: str) -> Transform:
    """The page's body comes while it is recorded."""
    return lambda case: replace(case, html="", pre="", act=f"{way(name, case.html)}\n{case.pre}\n{case.act}")


def first(name: str) -> Transform:
    """Something happens to the page as soon as it is recorded."""
    return lambda case: replace(case, act=f"{way(name)}\n{case.act}")


def last(name: str) -> Transform:
    """Something happens to the page half a second after all else has happened."""
    steps = [["wait", 500], ["eval", f"async () => {{ {way(name)} }}"]]
    return lambda case: replace(case, steps=[*case.steps, *steps], wait=case.wait + 200)


def called(*names: str) -> Transform:
    """The owner's calls, when all else has happened."""
    return lambda case: replace(case, steps=[*case.steps, *(["velo", name] for name in names)], wait=case.wait + 300)


def away(case: Case) -> Case:
    """Nobody records while a visitor does what he does."""
    return replace(case, steps=[["velo", "pause"], *case.steps, ["wait", 100], ["velo", "resume"]], wait=case.wait + 300)


def framed(case: Case) -> Case:
    """The page in a frame."""
    text = f"<head>{case.head}</head><body>{case.html}".replace("&", "&amp;").replace('"', "&quot;")
    return replace(case, html=f'<iframe width=900 height=600 srcdoc="{text}"></iframe>', head="", wait=case.wait + 300)


def selected(case: Case) -> Case:
    """Marks that hide what is shown become rules of the options."""
    rules = {name: [*case.opts.get(name, []), f'[data-own="{name}"]'] for name in ("mask", "ignore")}
    html = re.sub(rf'{MARK}=("?)(mask|ignore)\b', r"data-own=\1\2", case.html)
    return replace(case, html=html, opts={**case.opts, **rules})


def everywhere(_: Case) -> bool:
    """Any case."""
    return True


def marked(case: Case) -> bool:
    """Marks stand in the page as it is served."""
    return MARK in case.html


def unscripted(case: Case) -> bool:
    """No script of the case looks for anything in the document."""
    has_scripts = "<script" in case.html or any(step[0] in ("eval", "velo") for step in case.steps)
    return not (case.pre or case.act or case.control or has_scripts)


def untouched(case: Case) -> bool:
    """Nor does a visitor do anything."""
    return unscripted(case) and not case.steps and not case.probe


def only_marked(case: Case) -> bool:
    """Marks stand in the served page and nowhere else."""
    return marked(case) and MARK not in f"{case.pre}{case.act}{case.steps}{case.files}{case.head}" and "allow" not in case.html


def shadowless(case: Case) -> bool:
    """The page has no shadow roots, of which its markup and copies of it know nothing."""
    return not re.search("(?i)shadow", f"{case.html}{case.pre}{case.act}{case.steps}")


def formless(case: Case) -> bool:
    """The page has no form."""
    return "<form" not in case.html


TRANSFORMS: dict[str, tuple[Transform, Applies]] = {
    # The body stands in something else.
    "in an element of the page's own": (within("<x-app>@</x-app>"), everywhere),
    "in a cell of a table": (within("<table><tr><td>1</td><td>@</td></tr></table>"), everywhere),
    "in an open disclosure": (within("<details open><summary>s</summary>@</details>"), everywhere),
    "in a form's fieldset": (within("<form onsubmit='return false'><fieldset>@</fieldset></form>"), formless),
    "in a box without a box": (within("<div style='display:contents'>@</div>"), everywhere),
    "in a drawing": (within("<svg width=900 height=600><foreignObject width=900 height=600>@</foreignObject></svg>"), everywhere),
    "in a component's slot": (within("<div><template shadowrootmode=open><p><slot></slot></p></template>@</div>"), everywhere),
    "in a shadow root": (within("<div><template shadowrootmode=open>@</template></div>"), unscripted),
    "in a frame": (framed, untouched),
    # The body comes while it is recorded.
    "inserted": (later("insert"), everywhere),
    "element by element": (later("grow"), shadowless),
    "with marks two frames later": (later("markLate"), marked),
    # Something happens to it at once, or in the end.
    "texts split": (first("split"), everywhere),
    "texts halved into elements": (first("halve"), everywhere),
    "texts written anew": (first("sayAgain"), everywhere),
    "texts emptied and filled again": (first("blink"), everywhere),
    "taken out and put back": (first("unhang"), everywhere),
    "put back a while later": (first("hangLater"), everywhere),
    "through a frame": (first("throughFrame"), everywhere),
    "through a shadow root": (first("throughShadow"), everywhere),
    "moved with its state": (first("moveBefore"), everywhere),
    "each in a box of its own": (first("wrapEach"), everywhere),
    "marks one element further up": (first("markAbove"), marked),
    "marked elements renamed, and marked anew two frames later": (first("rename"), marked),
    "hidden for a while": (first("hide"), everywhere),
    "turned round in a view transition": (first("swapView"), everywhere),
    "texts split in the end": (last("split"), everywhere),
    "texts written anew in the end": (last("sayAgain"), everywhere),
    "put back a while later in the end": (last("hangLater"), everywhere),
    "through a frame in the end": (last("throughFrame"), everywhere),
    "copied in the end": (last("copy"), shadowless),
    "written anew from its own markup in the end": (last("rewrite"), shadowless),
    "document opened and written anew in the end": (last("reopen"), shadowless),
    "fields replaced by their copies in the end": (last("swapFields"), everywhere),
    # Marks and the recorder.
    "marks as rules of the options": (selected, only_marked),
    "paused and resumed in the end": (called("pause", "resume"), everywhere),
    "paused while a visitor is there": (away, everywhere),
}


def transformed(case: Case, name: str) -> Case:
    """The case, transformed."""
    return TRANSFORMS[name][0](case)


def pairs(cases: list[Case]) -> Iterator[tuple[str, Case, str]]:
    """Every transformation of every case that it can be applied to, in each preset in which the case holds."""
    for name, (_, applies) in TRANSFORMS.items():
        for case in cases:
            if case.expect != "nothing" and applies(case):
                for preset in ("strict", "balanced") if case.balanced else ("strict",):
                    yield name, case, preset
