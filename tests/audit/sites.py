"""The site with planted faults, as it is and marked; pages that want to keep an audit waiting."""

import json
from pathlib import Path

from tests.browser.server import Site

FOLDER = Path(__file__).parent / "site"
PAGES = ("index", "account", "clinic", "side")

# Selector: kind. Every element that says data-fault in site/, and nothing else.
FAULTS = {
    ".user-name": "known",
    "header img": "known",
    "#balance": "money",
    "#customers td:nth-child(3)": "health",
    'input[name="fullname"]': "person_name",
    'input[name="login"]': "username",
    'input[name="mail"]': "email",
    "#last": "canary",
    'input[name="reason"]': "health",
    'select[name="gender"]': "gender",
    'div[aria-label="Letter to the doctor"]': "free_text",
    'input[name="nickname"]': "username",
    'x-person >>> input[name="street"]': "address",
    'input[name="mobile"]': "phone",
}
ROWS = 3
TAG = '<script async src="/velo/velo.js" data-endpoint="/collect" data-mask="{selectors}"></script></head>'

HOSTILE = {
    "/alerts": "<script>for (;;) alert('again')</script>",
    "/stay": "<h1>Stay</h1><script>addEventListener('beforeunload', (event) => event.preventDefault())</script>",
    "/popups": "<h1>Popups</h1><button type=button onclick='window.open(`/popups`); window.open(`/`)'>Help</button>",
    "/wiped": "<h1>Wiped</h1><button type=button onclick='document.open()'>Help</button>",
    "/away": "<script>location.replace('http://other.example/')</script>",
    "/frames": "<h1>Frames</h1><iframe srcdoc='<input name=city aria-label=City>'></iframe><iframe src='http://other.example/'></iframe>",
    "/tampered": "<h1>Mine</h1><script>Array.prototype.map = null; Document.prototype.querySelectorAll = null</script>",
}


def text_of(name: str) -> str:
    return (FOLDER / f"{name}.html").read_text(encoding="utf-8")


def put_planted(site: Site) -> None:
    """The pages with their faults."""
    for name in PAGES:
        site.page("/" if name == "index" else f"/{name}.html", text_of(name))


def put_marked(site: Site) -> None:
    """The same pages, marked: the account by attributes, the rest by the selectors that the audit gave, in Velo's own tag."""
    listed = json.dumps([selector.rpartition(" >>> ")[2] for selector in FAULTS]).replace('"', "&quot;")
    for name in PAGES:
        text = text_of(name)
        by_tag = text.replace("</head>", TAG.format(selectors=listed))
        marked = text.replace(" data-fault", ' data-velo="mask"') if name == "account" else by_tag
        site.page("/" if name == "index" else f"/{name}.html", marked)


def put_hostile(site: Site) -> None:
    """A first page that leads to all the others."""
    links = " ".join(f'<a href="{path}">{path[1:]}</a>' for path in HOSTILE)
    site.page("/", f"<!doctype html><title>Doors</title><p>{links} <a href='/gone'>gone</a></p>")
    for path, body in HOSTILE.items():
        site.page(path, f"<!doctype html><title>{path[1:]}</title>{body}")


def put_loop(site: Site) -> None:
    """A page that never answers again."""
    site.page("/", "<h1>Busy</h1><script>addEventListener('load', () => setTimeout(() => { for (;;); }, 50))</script>")
