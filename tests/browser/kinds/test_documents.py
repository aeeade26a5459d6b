"""What a server may call a page, and under which headers: each is recorded, or declined with a clear word, and nothing leaks."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.chrome import context, velo_folder
from tests.browser.kinds.ground import SECRET, SETTLED, TAG, Seen, opened
from tests.browser.server import Site

pytestmark = pytest.mark.browser

ICON = '<link rel="icon" href="data:,"/>'
XHTML = f"""<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head><title>{SECRET}</title>{ICON}{TAG}</head>
<body><?note {SECRET}?><p>{SECRET} <![CDATA[of {SECRET} & more]]></p><label><![CDATA[Password]]> <input id="f" value="{SECRET}"/></label>
<svg xmlns="http://www.w3.org/2000/svg"><text>{SECRET}</text></svg></body></html>"""
SVG = f"""<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><title>{SECRET}</title>{TAG.replace("src=", "href=")}
<style>text {{ fill: navy }}</style><text x="9" y="80">{SECRET}</text><foreignObject width="99" height="50"><p xmlns="http://www.w3.org/1999/xhtml">{SECRET}
<input value="{SECRET}"/></p></foreignObject></svg>"""
OLD_SVG = SVG.replace("<svg ", '<svg xmlns:xlink="http://www.w3.org/1999/xlink" ', 1).replace("<script href", "<script xlink:href")
XML = f'<list xmlns:h="http://www.w3.org/1999/xhtml"><name>{SECRET}</name>{TAG.replace("script", "h:script")}<name><![CDATA[{SECRET}]]></name></list>'
HTML = f"<!doctype html><title>t</title>{ICON}<p>{SECRET}</p><input id=f value={SECRET}>{TAG}"

# Kinds of documents: their type and text, and the names of the elements that a recording begins with.
DOCUMENTS = {
    "XHTML": (".xhtml", XHTML, ["html", "head", "title", "link", "script", "body", "p", "label", "input", "svg", "text"]),
    "a drawing": (".svg", SVG, ["svg", "title", "script", "style", "text", "foreignObject", "p", "input"]),
    "an old drawing": (".svg", OLD_SVG, ["svg", "title", "script", "style", "text", "foreignObject", "p", "input"]),
    "XML": (".xml", XML, ["v-1", "v-2", "script", "v-2"]),
    "quirks": (".html", HTML.replace("<!doctype html>", ""), ["html", "head", "title", "link", "body", "p", "input", "script"]),
    "right to left": (".html", HTML.replace("<title>", "<html dir=rtl lang=ar><title>"), ["html", "head", "title", "link", "body", "p", "input", "script"]),
}

# Headers of a page under which all must work. The worker's own header is below.
STRICT = "default-src 'none'; img-src data:; script-src 'self'; worker-src 'self'; connect-src 'self'"
HEADERS = {
    "cross-origin isolated": {"cross_origin_opener_policy": "same-origin", "cross_origin_embedder_policy": "require-corp"},
    "isolated without credentials": {"cross_origin_opener_policy": "same-origin", "cross_origin_embedder_policy": "credentialless"},
    "a strict policy": {"content_security_policy": STRICT},
    "trusted types": {"content_security_policy": STRICT + "; require-trusted-types-for 'script'; trusted-types velo"},
    "no referrer, no features": {"referrer_policy": "no-referrer", "permissions_policy": "unload=(), storage-access=(), sync-xhr=()"},
    "a sandbox with its own origin": {"content_security_policy": "sandbox allow-scripts allow-same-origin"},
}
OF_WORKER = {"content_security_policy": "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"}

# Headers of a page, or of the worker's file, with which nothing can be recorded: what `start()` says then.
REFUSED = {
    "no worker": ({"content_security_policy": STRICT.replace("worker-src 'self'", "worker-src 'none'")}, OF_WORKER, "the worker did not start or stopped"),
    "no WebAssembly": ({}, {"content_security_policy": "script-src 'self'; connect-src 'self'"}, "CompileError"),
    "types without our name": ({"content_security_policy": "require-trusted-types-for 'script'; trusted-types other"}, OF_WORKER, "the worker was refused"),
}  # fmt: skip
BROWSERS_OWN = ("Blocked script execution", "An iframe which has both")  # what it says of sandboxes by itself
NOT_HERE = "velo: a file, or a sandbox without allow-same-origin, is not recorded"


@pytest.fixture(scope="module")
def served() -> Iterator[Site]:
    """One site for all, with isolation on every file: so the worker is of the same kind as the pages."""
    with Site(velo_folder()) as made:
        made.page("/favicon.ico", "", ".svg")
        yield made


@pytest.fixture(scope="module")
def visitor(browser: Browser, served: Site) -> Iterator[BrowserContext]:
    with context(browser, served) as made:
        yield made


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_kind_of_document_is_recorded(served: Site, visitor: BrowserContext, name: str) -> None:
    kind, text, tags = DOCUMENTS[name]
    served.page("/kind", text, kind)
    with opened(visitor, served, "/kind") as seen:
        assert seen.settled() == "recording"
        left = seen.left()
        assert seen.said == []
    assert SECRET not in left
    (tree,) = [event["data"]["node"] for event in map(json.loads, left.splitlines()) if event["type"] == 2]
    assert list(names(tree)) == tags


def names(node: dict[str, object]) -> Iterator[str]:
    """Tags in document order."""
    if node["type"] == 2:
        yield str(node["tagName"])
    for child in node.get("childNodes", []):  # type: ignore[attr-defined]
        yield from names(child)


def test_text_in_a_cdata_section_is_text_and_names_the_floor(served: Site, visitor: BrowserContext) -> None:
    other = "Bottomley"  # what is typed in one tab is hidden in all
    served.page("/kind", XHTML.replace("<body>", '<body data-velo="allow">').replace(SECRET, other), ".xhtml")
    with opened(visitor, served, "/kind") as seen:
        assert seen.settled() == "recording"
        seen.page.evaluate("() => { document.querySelector('p').lastChild.data = 'Evergreen' }")
        left = seen.left()
    assert f"of {other} & more" in left and '"Evergreen"' in left
    assert f'"value":"{other}"' not in left, "a field whose label stands in a CDATA section"


@pytest.mark.parametrize("name", HEADERS)
def test_under_a_header_all_works(browser: Browser, name: str) -> None:
    with Site(velo_folder(), headers={"cross-origin-embedder-policy": "require-corp"}) as site, context(browser, site) as visitor:
        guard_worker(site, OF_WORKER)
        site.page("/", HTML, **HEADERS[name])
        with opened(visitor, site, "/") as seen:
            assert seen.settled() == "recording"
            assert seen.page.evaluate("crossOriginIsolated") == ("isolated" in name)
            assert SECRET not in seen.left()
            assert [text for text in seen.said if not text.startswith(BROWSERS_OWN)] == []


def guard_worker(site: Site, headers: dict[str, str]) -> None:
    """The worker's file with headers of its own."""
    (worker,) = velo_folder().glob("worker-*.js")
    site.page(f"/velo/{worker.name}", worker.read_text(encoding="utf-8"), ".js", **headers)


@pytest.mark.parametrize("name", REFUSED)
def test_where_nothing_can_be_recorded_one_word_says_so(browser: Browser, name: str) -> None:
    of_page, of_worker, word = REFUSED[name]
    with Site(velo_folder()) as site, context(browser, site) as visitor:
        guard_worker(site, of_worker)
        site.page("/", HTML, **of_page)
        with opened(visitor, site, "/") as seen:
            assert seen.settled() == "failed"
            seen.page.wait_for_timeout(200)  # what the console says comes on another way than the state
            ours = [text for text in seen.said if text.startswith("velo: ")]
            assert len(ours) == 1 and word in ours[0]
            assert not site.puts


SANDBOXES = {"": None, "allow-scripts": "off", "allow-same-origin": None, "allow-scripts allow-same-origin": "recording"}


def test_a_sandboxed_frame_with_the_tag_is_recorded_where_it_has_its_origin(served: Site, visitor: BrowserContext) -> None:
    served.page("/framed", HTML)
    frames = "".join(f'<iframe sandbox="{allowed}" src="/framed"></iframe>' for allowed in SANDBOXES)
    served.page("/around", f"<!doctype html><title>t</title>{ICON}{frames}")
    with opened(visitor, served, "/around") as seen:
        for frame, state in zip(seen.page.frames[1:], SANDBOXES.values(), strict=True):
            if state:
                frame.wait_for_function(SETTLED)
                assert frame.evaluate("velo.state") == state
        said = [text for text in seen.said if not text.startswith(BROWSERS_OWN)]
        assert said == [NOT_HERE]
    assert SECRET not in "\n".join(served.lines())


def test_a_page_around_sandboxed_frames_is_recorded_and_they_are_empty_where_they_are_strangers(served: Site, visitor: BrowserContext) -> None:
    served.page("/framed", f"<!doctype html><title>t</title>{ICON}<p>{SECRET}</p><article>open</article>")
    frames = "".join(f'<iframe sandbox="{allowed}" src="/framed"></iframe>' for allowed in SANDBOXES)
    served.page("/around", f"<!doctype html><title>t</title>{ICON}{TAG}{frames}")
    with opened(visitor, served, "/around") as seen:
        assert seen.settled() == "recording"
        left = seen.left()
        assert [text for text in seen.said if not text.startswith(BROWSERS_OWN)] == []
    assert SECRET not in left
    assert left.count('"tagName":"article"') == sum("allow-same-origin" in allowed for allowed in SANDBOXES)


def test_a_file_is_declined(browser: Browser, tmp_path: Path) -> None:
    shutil.copytree(velo_folder(), tmp_path / "velo", ignore=shutil.ignore_patterns("*.wasm*", "*.br", "*.gz"))
    (tmp_path / "page.html").write_text(HTML.replace('"/velo/', '"velo/').replace('"/collect"', '"http://127.0.0.1:9/collect"'), encoding="utf-8")
    page = browser.new_page()
    seen = Seen(page, None)  # type: ignore[arg-type]
    page.goto((tmp_path / "page.html").as_uri())
    assert seen.settled() == "off"
    assert seen.said == [NOT_HERE]
    page.close()


def test_a_page_that_has_replaced_nothing_sees_no_frame_of_ours(served: Site, visitor: BrowserContext) -> None:
    watch = "<script>window.came = []; new MutationObserver((all) => all.forEach((one) => one.addedNodes.forEach((node) => came.push(node.nodeName))))"
    served.page("/watched", f"<!doctype html><title>t</title>{ICON}{watch}.observe(document, {{ childList: true, subtree: true }})</script>{TAG}<p>words</p>")
    with opened(visitor, served, "/watched") as seen:
        assert seen.settled() == "recording"
        assert "IFRAME" not in seen.page.evaluate("came")
