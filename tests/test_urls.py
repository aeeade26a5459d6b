"""What of an address leaves, in both presets."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recorder import urls
from recorder.names import Names, structural
from recorder.words import EXTENSIONS, INTERFACE, LANGUAGES, ROUTES

OWN = "https://shop.example:8443/it/prodotti/index.html?q=Zephyrine#Zephyrine"

PAGE_ROWS = [
    # why, raw, strict, balanced; "~" stands for https://a.example
    ("route words stay", "~/shop/cart", "~/shop/cart", "~/shop/cart"),
    ("route words in Italian", "~/carrello", "~/carrello", "~/carrello"),
    ("a name in the path", "~/reset/S3CR3T", "~/reset/hidden", "~/reset/hidden"),
    ("query and fragment", "~/cart?token=S3CR3T#S3CR3T", "~/cart", "~/cart?token=hidden"),
    ("a query without values", "~/cart?S3CR3T", "~/cart", "~/cart?hidden=hidden"),
    ("a query with an unknown name", "~/?S3CR3T=1", "~/", "~/?hidden=hidden"),
    ("a user and a password", "https://u:p@a.example/", "~/", "~/"),
    ("capitals and encoding", "~/%43ART", "~/cart", "~/hidden"),
    ("encoding in two layers", "~/S3C%2552", "~/hidden", "~/hidden"),
    ("an e-mail address", "~/u/z@b.example", "~/hidden/hidden", "~/u/hidden"),
    ("a UUID", "~/o/0b5e6f5a-1c2d", "~/o/hidden", "~/o/hidden"),
    ("a long number", "~/order/4711123", "~/order/hidden", "~/order/hidden"),
    ("a date and a page", "~/2024/11/23", "~/hidden/hidden/hidden", "~/2024/11/23"),
    ("a session in a segment", "~/cart;jsessionid=1A", "~/hidden", "~/hidden"),
    ("a session after a file", "~/index.jsp;s=1", "~/hidden", "~/hidden"),
    ("a file", "~/de-at/index.html", "~/de-at/index.html", "~/de-at/index.html"),
    ("a route of the page's own router", "~/#/cart/S3CR3T", "~/", "~/#/cart/hidden"),
    ("a router with a bang", "~/#!/cart?x=1", "~/", "~/#!/cart"),
    ("a chain of route words", "~/shop-cart-shop-cart-shop", "~/hidden", "~/shop-cart-shop-cart-shop"),
    ("words of the page", "~/blue-shoes", "~/hidden", "~/blue-shoes"),
    ("another script", "~/größe", "~/hidden", "~/hidden"),
    ("gibberish", "~/qwrtpsdfg", "~/hidden", "~/hidden"),
    ("a language", "~/de", "~/de", "~/de"),
    ("a language and no region", "~/de-zephyrine", "~/hidden", "~/de-zephyrine"),
    ("a language, a region and more", "~/de-at-zephyrine", "~/hidden", "~/de-at-zephyrine"),
    ("route words with underscores", "~/shop_cart", "~/shop_cart", "~/shop_cart"),
    ("four route words", "~/shop-cart-shop-cart", "~/shop-cart-shop-cart", "~/shop-cart-shop-cart"),
    ("capitals", "~/ABC/MainAccount/BLUES", "~/hidden/hidden/hidden", "~/ABC/MainAccount/BLUES"),
    ("a hump inside", "~/blueShoes", "~/hidden", "~/blueShoes"),
    ("signs between words", "~/a--b/c_d/g.h", "~/hidden/hidden/hidden", "~/a--b/c_d/g.h"),
    ("signs before and after words", "~/-ab/ab-/a---b", "~/hidden/hidden/hidden", "~/hidden/hidden/hidden"),
    ("each vowel makes a word", "~/small/spell/trips/shops/drums/rhythm", "~/hidden/hidden/hidden/hidden/hidden/hidden", "~/small/spell/trips/shops/drums/rhythm"),
    ("a language and a region", "~/fr-ch", "~/fr-ch", "~/fr-ch"),
    ("letters without a vowel before digits", "~/bkzqw42/shoes42", "~/hidden/hidden", "~/hidden/shoes42"),
    ("words of queries", "~/?gclid=1&fbclid=1&msclkid=1&utm=1&sid=1&redirect=1&q=1&s=1", "~/", "~/?gclid=hidden&fbclid=hidden&msclkid=hidden&utm=hidden&sid=hidden&redirect=hidden&q=hidden&s=hidden"),
    ("five letters without a vowel", "~/XKCDQ/html", "~/hidden/hidden", "~/hidden/html"),
    ("a short number and a year", "~/7/1999", "~/hidden/hidden", "~/7/1999"),
    ("three digits, and four that are no year", "~/123/1812", "~/hidden/hidden", "~/hidden/hidden"),
    ("a word with two digits and one with three", "~/top10/abc123", "~/hidden/hidden", "~/top10/hidden"),
    ("three numbers and four in a segment", "~/a-1-2-3/b-1-2-3-4", "~/hidden/hidden", "~/a-1-2-3/hidden"),
    ("many letters beside digits", "~/2024/blue-shoes-in-red", "~/hidden/hidden", "~/2024/blue-shoes-in-red"),
    ("nine digits in all", "~/2024/11/23/a1", "~/hidden/hidden/hidden/hidden", "~/hidden/hidden/hidden/hidden"),
    ("a segment that goes on and on", "~/" + "ab-" * 30 + "ab", "~/hidden", "~/hidden"),
    ("a query with two separators", "~/cart?q=1;S3CR3T=2&page=3", "~/cart", "~/cart?q=hidden&hidden=hidden&page=hidden"),
    ("a query with a known name and no value", "~/cart?q", "~/cart", "~/cart?hidden=hidden"),
    ("a value with a sign of its own", "~/cart?q=S3CR3T=1", "~/cart", "~/cart?q=hidden"),
    ("more parameters than there is room for", "~/cart?" + "q=1&" * 40, "~/cart", "~/cart?" + "&".join(["q=hidden"] * 16)),
    ("a structural fragment", "~/cart#title", "~/cart", "~/cart#title"),
    ("a route of words", "~/#/blue-shoes", "~/", "~/#/blue-shoes"),
    ("a port", "http://127.0.0.1:8000/", "http://127.0.0.1:8000/", "http://127.0.0.1:8000/"),
    ("no path", "~", "~/", "~/"),
    ("a file of the visitor", "file:///home/zephyrine/x.html", "about:blank", "about:blank"),
    ("a page without an address", "about:srcdoc", "about:blank", "about:blank"),
    ("a page that is data", "data:text/html,S3CR3T", "about:blank", "about:blank"),
    ("a host that is none", "https://größe/", "https://hidden.invalid/", "https://hidden.invalid/"),
    ("nothing", "", "about:blank", "about:blank"),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "strict", "balanced"), [r[1:] for r in PAGE_ROWS], ids=[r[0] for r in PAGE_ROWS])
def test_page(raw: str, strict: str, balanced: str) -> None:
    raw, strict, balanced = (text.replace("~", "https://a.example") for text in (raw, strict, balanced))
    assert urls.page(raw, strict=True) == strict
    assert urls.page(raw, strict=False) == balanced
    assert urls.page(strict, strict=True) == strict


LINK_ROWS = [
    # why, raw, strict, balanced; both as links of OWN, whose host is "~"
    ("from the root", "/cart", "~/cart", "~/cart"),
    ("from the page", "cart", "~/it/prodotti/cart", "~/it/prodotti/cart"),
    ("upwards", "../login", "~/it/login", "~/it/login"),
    ("own host", "//SHOP.example:8443/help", "~/help", "~/help"),
    ("own host and a user", "https://u:p@shop.example:8443/help", "~/help", "~/help"),
    ("own host as the user of another", "https://shop.example:8443@b.example/", "https://hidden.invalid/", "https://b.example/"),
    ("another host", "https://zephyrine.example/help", "https://hidden.invalid/", "https://zephyrine.example/help"),
    ("another port", "https://shop.example/help", "https://hidden.invalid/", "https://shop.example/help"),
    ("a host with an identifier", "https://a8f5f167.example/", "https://hidden.invalid/", "https://hidden.invalid/"),
    ("an IP address", "http://192.168.1.17/help", "https://hidden.invalid/", "https://hidden.invalid/"),
    ("an IP address of small numbers", "http://10.0.0.1/help", "https://hidden.invalid/", "https://hidden.invalid/"),
    ("another host with backslashes", "\\\\b.example\\x", "https://hidden.invalid/", "https://b.example/x"),
    ("a structural id", "#title", "#title", "#title"),
    ("an id", "#Zephyrine", "#c1", "#c1"),
    ("an id that is encoded", "#Z%C3%A9phyrine", "#c1", "#c1"),
    ("a text fragment", "#:~:text=Zephyrine", "#c1", "#c1"),
    ("a route", "#/cart/S3CR3T", "#c1", "#/cart/hidden"),
    ("a route with a bang", "#!/cart/S3CR3T", "#c1", "#!/cart/hidden"),
    ("the top", "#", "#", "#"),
    ("e-mail", "mailto:z@b.example", "hidden:mailto", "hidden:mailto"),
    ("telephone", "tel:+390212345", "hidden:tel", "hidden:tel"),
    ("script", "java\tscript:go('S3CR3T')", "hidden:javascript", "hidden:javascript"),
    ("data", "DATA:text/plain,S3CR3T", "hidden:data", "hidden:data"),
    ("a blob", "blob:https://a.example/0b5e6f5a", "hidden:blob", "hidden:blob"),
    ("an unknown scheme", "zephyrine:S3CR3T", "hidden:other", "hidden:other"),
    ("an empty page", "About:Blank", "about:blank", "about:blank"),
    ("a page of its own", "about:srcdoc", "about:srcdoc", "about:srcdoc"),
    ("something about", "about:zephyrine", "hidden:other", "hidden:other"),
    ("nothing", " \n", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "strict", "balanced"), [r[1:] for r in LINK_ROWS], ids=[r[0] for r in LINK_ROWS])
def test_link(raw: str, strict: str, balanced: str) -> None:
    raw, strict, balanced = (text.replace("~", "https://shop.example:8443") for text in (raw, strict, balanced))
    assert urls.link(raw, Names(), strict=True, page=OWN) == strict
    assert urls.link(raw, Names(), strict=False, page=OWN) == balanced


def test_a_link_meets_the_id_it_refers_to() -> None:
    names = Names()
    assert urls.link("#zephyrine", names, strict=True, page=OWN) == "#" + names.ident("zephyrine")


def test_an_id_is_decoded_once() -> None:
    names = Names()
    assert urls.link("#%2541", names, strict=True, page=OWN) == "#" + names.ident("%41")


@pytest.mark.parametrize("scheme", "blob data file ftp javascript mailto sms tel urn whatsapp ws wss".split())
def test_of_an_address_with_another_scheme_the_scheme_stays(scheme: str) -> None:
    assert urls.link(f"{scheme}:S3CR3T", Names(), strict=False, page=OWN) == f"hidden:{scheme}"
    assert urls.resource(f"{scheme}://shop.example:8443/img/logo.png", strict=False, page=OWN) == ""


def test_a_host_that_is_none_is_never_the_pages_own() -> None:
    for page in ("", "about:blank", "https://größe/"):
        assert urls.link("https://größe/cart", Names(), strict=False, page=page) == urls.ELSEWHERE
        assert urls.resource("https://größe/img/logo.png", strict=False, page=page) == ""


def test_another_host_seen_from_an_unknown_page() -> None:
    assert urls.link("//b.example/cart", Names(), strict=True) == urls.ELSEWHERE
    assert urls.link("//b.example/cart", Names(), strict=False) == "//b.example/cart"


def test_a_link_of_an_unknown_page_stays_relative() -> None:
    assert urls.link("../cart", Names(), strict=False) == "../cart"
    assert urls.link("/cart/S3CR3T?x", Names(), strict=True) == "/cart/hidden"
    assert urls.link("../cart", Names(), strict=True) == "../cart"
    assert urls.link("https://shop.example/cart", Names(), strict=True) == urls.ELSEWHERE
    assert urls.link("?q=S3CR3T", Names(), strict=True) == ""


RESOURCE_ROWS = [
    # why, raw, balanced; as media of OWN
    ("from the root", "/img/logo.png", "https://shop.example:8443/img/logo.png"),
    ("from the page", "logo.png", "https://shop.example:8443/it/prodotti/logo.png"),
    ("a name that looks like data", "/img/S3CR3T.png", ""),
    ("a query", "/img/logo.png?v=1", ""),
    ("a fragment", "/img/sprite.svg#cart", ""),
    ("another host", "https://cdn.example/logo.png", ""),
    ("a host that is none", "https://größe/logo.png", ""),
    ("an encoded name", "/img/%6cogo.png", ""),
    ("an address that would be changed", "/img//logo.png", ""),
    ("an address that would be cut", "/img" + "/a" * 20 + ".png", ""),
    ("the host alone", "https://shop.example:8443", ""),
    ("data", "data:image/png;base64,AAAA", ""),
    ("a blob", "blob:https://shop.example:8443/1", ""),
    ("nothing", "", ""),
]


@pytest.mark.parametrize(("raw", "balanced"), [row[1:] for row in RESOURCE_ROWS], ids=[r[0] for r in RESOURCE_ROWS])
def test_resource(raw: str, balanced: str) -> None:
    assert urls.resource(raw, strict=True, page=OWN) == ""
    assert urls.resource(raw, strict=False, page=OWN) == balanced


def test_media_of_a_page_without_encryption() -> None:
    assert urls.resource("/img/logo.png", strict=False, page="http://a.example/") == "http://a.example/img/logo.png"


def test_media_of_an_unknown_page_are_shown_only_where_relative() -> None:
    assert urls.resource("/img/logo.png", strict=False) == "/img/logo.png"
    assert urls.resource("https://shop.example/img/logo.png", strict=False) == ""
    assert urls.resource("//shop.example/img/logo.png", strict=False) == ""


def test_srcset_keeps_the_candidates_that_may_be_shown() -> None:
    raw = "/img/a.png 1x,/img/S3CR3T.png 2x, /img/b.png 640w, data:image/png,A 3x, /img/c.png S3CR3T, /d.png,"
    host = "https://shop.example:8443"
    assert urls.srcset(raw, strict=False, page=OWN) == f"{host}/img/a.png 1x, {host}/img/b.png 640w, {host}/d.png"
    assert urls.srcset(raw, strict=True, page=OWN) == ""


@pytest.mark.parametrize("descriptor", ["", " 1x", " 1.5x", " 1.125x", " 12345w", " 480h"])
def test_descriptors_that_stay(descriptor: str) -> None:
    assert urls.srcset(f"/a.png{descriptor}", strict=False) == f"/a.png{descriptor}"


@pytest.mark.parametrize("descriptor", [" S3CR3T", " 2x S3CR3T", " 1.S3CRx", " 123456w", " 1.2345x", " x", " 1.x"])
def test_descriptors_that_take_their_candidate_along(descriptor: str) -> None:
    assert urls.srcset(f"/a.png{descriptor}, /b.png 2x", strict=False) == "/b.png 2x"


def test_candidates_with_commas_and_spaces_around() -> None:
    assert urls.srcset(" , a 1x,\n,b,, /c.png  2x ,", strict=False) == "a 1x, b, /c.png 2x"
    assert urls.srcset("/a.png, /b.png 2x", strict=False) == "/a.png, /b.png 2x"


def test_a_srcset_has_so_many_candidates_and_no_more() -> None:
    assert urls.srcset("/a.png 1x," * 40, strict=False).count("/a.png") == 32


def _finds(word: str) -> urls.Find:
    return lambda text: [(hit.start(), hit.end(), "person_name") for hit in re.finditer(word, text)]


def test_what_the_detector_finds_is_hidden() -> None:
    find = _finds("Zephyrine Moss")
    assert urls.page("https://a.example/help/zephyrine-moss/x", strict=False, find=find) == "https://a.example/help/hidden/x"
    assert urls.page("https://a.example/zephyrine/moss", strict=False, find=find) == "https://a.example/hidden/hidden"
    assert urls.resource("/img/zephyrine-moss.png", strict=False, page=OWN, find=find) == ""
    for way in ("zephyrine-moss", "zephyrine moss", "Zephyrine Moss", "/zephyrine-moss/"):
        assert urls.page("https://a.example/us/zephyrine-moss/x", strict=False, find=_finds(way)) == "https://a.example/us/hidden/x"
    assert urls.page("https://a.example/red~shoes", strict=False, find=find) == "https://a.example/red~shoes"
    for gap in "._~-":
        assert urls.page(f"https://a.example/zephyrine{gap}moss", strict=False, find=find) == "https://a.example/hidden"
    assert urls.link("https://moss.example/", Names(), strict=False, page=OWN, find=_finds("moss")) == urls.ELSEWHERE


def test_a_detector_that_fails_hides_everything() -> None:
    def find(text: str) -> list[tuple[int, int, str]]:
        raise ValueError

    assert urls.page("https://a.example/help/us", strict=False, find=find) == "https://a.example/hidden/hidden"
    assert urls.link("a/b", Names(), strict=False, find=find) == "hidden/hidden"


def test_a_number_spread_over_segments_is_hidden() -> None:
    assert urls.page("https://a.example/12/34/56", strict=False) == "https://a.example/12/34/56"
    assert urls.page("https://a.example/01/70/12/34/56", strict=False) == "https://a.example" + "/hidden" * 5


def test_stand_ins_hold_no_run_of_equal_characters() -> None:
    for text in (urls.SEGMENT, urls.HOST, *(f"hidden:{scheme}" for scheme in urls.SCHEMES)):
        assert not re.search(r"(.)\1\1", text)


def test_strict_shows_no_trace_of_query_and_fragment() -> None:
    for more in ("?", "#", "?a=1", "#a", "?a#b", "?" + "x" * 10_000):
        assert urls.page("https://a.example/cart" + more, strict=True) == "https://a.example/cart"
        assert urls.link("/cart" + more, Names(), strict=True, page=OWN) == "https://shop.example:8443/cart"


WORD = st.text(alphabet=st.sampled_from("abcdefghiklmnorstuvzABCZ0123456789äßжκ٣日 '\"@"), min_size=4, max_size=12)
KNOWN = ROUTES | EXTENSIONS | LANGUAGES | INTERFACE | urls._QUERY
SECRET = WORD.filter(lambda word: not structural(word.strip(), KNOWN) and word.strip().lower() not in KNOWN)
STAND_INS = "hidden.invalid about:blank " + " ".join(f"hidden:{scheme}" for scheme in (*urls.SCHEMES, "other"))
PLACES = (
    "https://shop.example:8443/{}", "https://shop.example:8443/shop/{}/cart", "/cart-{}", "{}/cart",
    "/{}.html", "/index.{}", "/cart?{}", "/cart?{}=1", "/cart?q={}", "/cart#{}", "#{}", "#/{}",
    "https://{}@shop.example:8443/", "https://{}.example/", "https://u:{}@shop.example:8443/cart",
    "https://{}/", "//{}/x", "\\\\{}\\x", "mailto:{}", "data:,{}", "{}:{}", "javascript:{}", "/a;{}",
    "/cart/..;{}/x", "ht\ntps://shop.example:8443/{}", "/../{}", "https:{}", "/%2e%2e/{}", "/%252e/{}",
)  # fmt: skip


SECRET = SECRET.filter(lambda word: word.lower() not in STAND_INS + OWN.lower() + "".join(PLACES))


def _encoded(secret: str, way: int) -> str:
    ways = (secret, quote(secret), quote(quote(secret)), "".join(f"%{byte:02x}" for byte in secret.encode()))
    return ways[way]


def _absent(secret: str, safe: str) -> bool:
    seen = [safe, unquote(safe), unquote(unquote(safe))]
    return not any(secret.lower() in text.lower() for text in seen)


@given(SECRET, st.sampled_from(PLACES), st.integers(0, 3))
def test_strict_lets_no_secret_out_of_any_place(secret: str, place: str, way: int) -> None:
    raw = place.replace("{}", _encoded(secret, way))
    for page in ("", OWN):
        assert _absent(secret, urls.link(raw, Names(), strict=True, page=page))
        assert _absent(secret, urls.resource(raw, strict=True, page=page))
        assert _absent(secret, urls.srcset(raw + " 1x", strict=True, page=page))
    if "://{}/" not in place and "://{}." not in place:  # the page's own host stays
        assert _absent(secret, urls.page(raw, strict=True))


@given(SECRET, st.sampled_from([p for p in PLACES if "?" in p or "@" in p or p.startswith(("m", "da", "ja"))]))
def test_balanced_lets_no_value_of_a_query_and_no_content_out(secret: str, place: str) -> None:
    raw = place.replace("{}", quote(secret))
    assert _absent(secret, urls.link(raw, Names(), strict=False, page=OWN))
    assert _absent(secret, urls.page(raw, strict=False))


@given(st.text(), st.text(), st.booleans())
def test_any_text_gives_ascii_that_says_the_same_when_it_is_read_again(raw: str, page: str, strict: bool) -> None:
    for text in (raw, "https://shop.example:8443/" + raw, "/" + raw):
        safe = urls.page(text, strict=strict)
        assert safe.isascii()
        assert urls.page(safe, strict=strict) == safe
        assert urls.link(text, Names(), strict=strict, page=page).isascii()
        assert urls.resource(text, strict=strict, page=page).isascii()
        assert urls.srcset(text, strict=strict, page=page).isascii()


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/users/anna-schmidt", "/users/hidden"),
        ("/users/anna/orders/blue/edit", "/users/hidden/orders/hidden/edit"),
        ("/de-AT/konto/hans.meier", "/de-AT/konto/hidden"),
        ("/Patients.php/smith", "/Patients.php/hidden"),
        ("/use%72s/smith", "/hidden/hidden"),
        ("/search/breast-cancer", "/search/hidden"),
        ("/otp/12/34", "/otp/hidden/hidden"),
        ("/account/settings", "/account/settings"),
        ("/products/blue-shirt", "/products/blue-shirt"),
        ("/#/u/zephyrine", "/#/u/hidden"),
    ],
)
def test_what_an_address_says_of_somebody_does_not_leave(path: str, shown: str) -> None:
    assert urls.page(f"https://a.example{path}", strict=False) == f"https://a.example{shown}"
    assert urls.link(path, Names(), strict=False) == shown and ("hidden" not in shown or not urls.resource(path, strict=False))
