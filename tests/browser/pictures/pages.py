# ruff: noqa: E501  (rows of HTML stay rows)
"""Five pages like those of the real web, made here: a shop, a news page, a dashboard, a mail client, a docs site.

Laws: the same pages every time (a seed each); the words are ordinary ones, no person's; each page says in ``ACTS`` what happens on it
while it is recorded: a visitor comes, the page answers.
"""

import random
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
WORDS = """the a of and to in for with on from this that their more new after before when other first large small open quiet garden
market morning window winter river paper kitchen table letter street cotton wooden yellow green simple bright season evening travel
number question answer reason result support system update version report change season common recent local public private delivery
measure balance harvest village machine library weather station journey picture pattern village silver copper basket blanket""".split()
THINGS = "Lamp Chair Basket Blanket Kettle Jacket Mug Rug Vase Clock Stool Mirror Cushion Shelf Teapot Notebook".split()
LOOKS = "Oak Linen Copper Cotton Walnut Ceramic Wool Bamboo Glass Slate Cedar Brass".split()


def words(rng: random.Random, count: int) -> str:
    """So many words, the first in capitals."""
    return " ".join(rng.choice(WORDS) for _ in range(count)).capitalize()


def text(rng: random.Random, sentences: int) -> str:
    """So many sentences."""
    return " ".join(words(rng, rng.randint(7, 19)) + "." for _ in range(sentences))


def document(name: str, body: str) -> str:
    """A whole page with its style sheets: a shared one that is linked, its own inline."""
    style = (HERE / f"{name}.css").read_text(encoding="utf-8")
    head = f'<meta charset="utf-8"><title>{name.capitalize()}</title><link rel="stylesheet" href="/pictures/shared.css">'
    return f'<!doctype html>\n<html lang="en"><head>{head}<style>\n{style}</style></head>\n<body>{body}</body></html>'


def header(links: str) -> str:
    """The top of a page."""
    items = "".join(
        f'<li><a href="/{word.lower()}"{" aria-current=page" if not at else ""}>{word}</a></li>' for at, word in enumerate(links.split())
    )
    return f'<header class="header"><span class="logo">Northfold</span><nav class="nav"><ul>{items}</ul></nav></header>'


def footer(rng: random.Random) -> str:
    """The bottom of a page."""
    column = lambda: "".join(f'<li><a href="#">{words(rng, 2)}</a></li>' for _ in range(6))  # noqa: E731
    return '<footer class="footer">' + "".join(f"<div><b>{words(rng, 1)}</b><ul>{column()}</ul></div>" for _ in range(4)) + "</footer>"


def shop() -> str:
    rng = random.Random(1)
    icon = '<svg viewBox="0 0 24 24" fill="none" stroke="#2b6f77" stroke-width="1.5"><path d="M4 20 L8 6 L16 6 L20 20 Z"/><circle cx="12" cy="11" r="{}"/></svg>'
    groups = "".join(
        f"<fieldset><legend>{words(rng, 1)}</legend>"
        + "".join(f'<label><input type="checkbox">{words(rng, 1)}<span class="count">{rng.randint(2, 60)}</span></label>' for _ in range(6))
        + "</fieldset>"
        for _ in range(4)
    )
    products = "".join(
        f'<li class="card product{" sale" if not at % 5 else ""}">{"<span class=ribbon>Sale</span>" if not at % 5 else ""}'
        f'<div class="photo">{icon.format(rng.randint(2, 5))}</div><div class="body"><h3><a href="/product/{at}">{rng.choice(LOOKS)} '
        f'{rng.choice(THINGS)}</a></h3><p class="muted">{words(rng, 7)}</p><span class="rating">★★★★☆</span>'
        f'<span class="price">{rng.randint(9, 180)}.90{" <del>199.00</del>" if not at % 5 else ""}</span>'
        f'<button type="button" class="primary">Add to basket</button></div></li>'
        for at in range(60)
    )
    return document(
        "shop",
        header("Home Kitchen Living Garden Offers")
        + f'<div class="layout"><section class="hero"><h1>{words(rng, 6)}</h1><p>{text(rng, 1)}</p><button>Discover</button></section>'
        f'<aside class="filters">{groups}</aside><main><div class="toolbar"><b>60 products</b><input type="search" placeholder="Search">'
        f'<select><option>Newest</option><option>Price</option></select></div><ul class="products">{products}</ul></main></div>'
        f'<aside class="card cart" hidden><h3>Basket <span class="badge">0</span></h3><ul></ul></aside>{footer(rng)}',
    )


def news() -> str:
    rng = random.Random(2)
    story = lambda figure: (  # noqa: E731
        f'<article class="story">{"<div class=" + chr(34) + "figure small" + chr(34) + "></div>" if figure else ""}<h2><a href="/news/{rng.randint(1, 99)}">'
        f'{words(rng, 7)}</a></h2><p class="byline">{words(rng, 2)}</p><p>{text(rng, 3)}</p></article>'
    )
    ticker = "".join(
        f'<tr><td>{words(rng, 1)}</td><td>{rng.randint(10, 900)}.{rng.randint(10, 99)}</td><td class="{rng.choice(["up", "down"])}">'
        f"{rng.randint(0, 9)}.{rng.randint(0, 9)} %</td></tr>"
        for _ in range(14)
    )
    lead = (
        f'<article class="lead"><h2>{words(rng, 8)}</h2><p class="byline">{words(rng, 3)}</p><figure class="figure-box"><div class="figure"></div>'
        f"<figcaption>{words(rng, 9)}</figcaption></figure><div class=columns>{''.join(f'<p>{text(rng, 5)}</p>' for _ in range(9))}</div>"
        f"<blockquote>{words(rng, 14)}</blockquote>{''.join(f'<p>{text(rng, 4)}</p>' for _ in range(4))}</article>"
    )
    return document(
        "news",
        f'<header class="masthead"><h1>The Morning Letter</h1><p>{words(rng, 5)}</p></header><nav class="sections"><ul>'
        + "".join(f'<li><a href="/{word.lower()}">{word}</a></li>' for word in "World Politics Business Science Culture Sport Travel".split())
        + f'</ul></nav><div class="front">{lead}<section>{"".join(story(at % 2 == 0) for at in range(7))}</section><aside><h2>Markets</h2>'
        f'<table class="ticker"><tbody>{ticker}</tbody></table><h2>Most read</h2><ol class="most-read">'
        + "".join(f'<li><a href="#">{words(rng, 7)}</a></li>' for _ in range(8))
        + f"</ol>{''.join(story(True) for _ in range(3))}</aside></div>{footer(rng)}",
    )


def _line(rng: random.Random, count: int, width: int, height: int) -> list[tuple[float, float]]:
    return [(round(at * width / (count - 1), 1), round(height * (0.2 + 0.6 * rng.random()), 1)) for at in range(count)]


def dashboard() -> str:
    rng = random.Random(3)
    points = lambda line: " ".join(f"{x},{y}" for x, y in line)  # noqa: E731
    spark = lambda: f'<svg viewBox="0 0 120 36" preserveAspectRatio="none"><polyline points="{points(_line(rng, 16, 120, 36))}" fill="none" stroke="#4fc3b4" stroke-width="1.5"/></svg>'  # noqa: E501, E731
    grid = "".join(f'<line class="grid" x1="0" x2="600" y1="{y}" y2="{y}"/><text class="axis" x="2" y="{y - 3}">{220 - y}</text>' for y in range(40, 240, 40))
    curve = _line(rng, 60, 600, 220)
    area = f'<path class="area" d="M0 220 {" ".join(f"L{x} {y}" for x, y in curve)} L600 220 Z"/><polyline class="line" points="{points(curve)}"/>'
    bars = "".join(
        f'<rect class="bar" x="{at * 25 + 6}" y="{220 - height}" width="16" height="{height}" rx="2"/>' for at in range(24) for height in [rng.randint(20, 190)]
    )
    chart = lambda inside: f'<svg class="chart" viewBox="0 0 600 220" preserveAspectRatio="none">{grid}{inside}</svg>'  # noqa: E731
    rows = "".join(
        f'<tr><td><code>ORD-{at}</code></td><td>{words(rng, 3)}</td><td>{words(rng, 1)}</td><td class="number">{rng.randint(10, 900)}.00</td>'
        f'<td><span class="status {kind}">{kind}</span></td><td><progress max="100" value="{rng.randint(5, 100)}"></progress></td></tr>'
        for at in range(40)
        for kind in [rng.choice(["success", "warning", "error"])]
    )
    stats = "".join(
        f'<section class="card stat"><span class="muted">{words(rng, 2)}</span><div class="value">{rng.randint(100, 9999):,}</div>'
        f'<span class="trend {rng.choice(["up", "down"])}">{rng.randint(1, 30)} %</span>{spark()}</section>'
        for _ in range(4)
    )
    head = "".join(f"<th>{word}</th>" for word in "Order Product Region Amount Status Progress".split())
    links = "".join(
        f'<a href="/{word.lower()}" class="{"active" if not at else "item"}">{word}</a>'
        for at, word in enumerate("Overview Orders Products Customers Reports Settings".split())
    )
    return document(
        "dashboard",
        f'<nav class="sidebar"><div class="logo">Northfold</div>{links}</nav><main class="main"><header><h1>Overview</h1><select><option>Last week'
        f"</option><option>Last month</option></select></header>{stats}"
        f'<section class="card panel"><h2>Visitors</h2>{chart(area)}</section><section class="card panel"><h2>Orders</h2>{chart(bars)}</section>'
        f'<section class="card panel wide"><h2>Latest</h2><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></section></main>',
    )


def mail() -> str:
    rng = random.Random(4)
    messages = "".join(
        f'<li class="message{" unread" if at < 5 else ""}{" selected" if at == 2 else ""}"><span class="avatar">{rng.choice("ABCDEFGH")}</span>'
        f'<span class="from">{words(rng, 2)}</span><time>{rng.randint(7, 19)}:{rng.randint(10, 59)}</time><span class="subject">{words(rng, 5)}</span>'
        f'<span class="preview">{text(rng, 1)}</span></li>'
        for at in range(50)
    )
    folders = "".join(
        f'<a href="#" class="{"active" if not at else "item"}">{word}<span>{rng.randint(0, 40)}</span></a>'
        for at, word in enumerate("Inbox Starred Sent Drafts Archive Spam Trash".split())
    )
    return document(
        "mail",
        '<header class="header"><span class="logo">Northfold</span><input type="search" placeholder="Search mail"><span class="avatar">N</span></header>'
        f'<nav class="folders"><button class="primary">Write</button>{folders}</nav><ul class="messages">{messages}</ul>'
        f'<main class="reader"><h1>{words(rng, 6)}</h1><p class="muted">{words(rng, 4)}</p><div class="content">'
        f"{''.join(f'<p>{text(rng, 4)}</p>' for _ in range(5))}<ul>{''.join(f'<li>• {words(rng, 8)}</li>' for _ in range(5))}</ul></div>"
        f'<ul class="attachments">{"".join(f"<li>{words(rng, 1)}.pdf</li>" for _ in range(3))}</ul><div class="reply" contenteditable="true"></div></main>',
    )


def docs() -> str:
    rng = random.Random(5)
    code = lambda: "\n".join(  # noqa: E731
        f'<span class="keyword">{rng.choice(["def", "return", "for", "if"])}</span> {rng.choice(WORDS)}(<span class="string">"{rng.choice(WORDS)}"</span>, '
        f'<span class="number">{rng.randint(1, 99)}</span>)  <span class="comment"># {words(rng, 4)}</span>'
        for _ in range(rng.randint(5, 11))
    )
    section = lambda at: (  # noqa: E731
        f'<h2 id="section-{at}">{words(rng, 3)}</h2><p>{text(rng, 3)} <code>{rng.choice(WORDS)}()</code> {text(rng, 1)}</p><pre><code>{code()}</code></pre>'
        f"<ul>{''.join(f'<li>{words(rng, 8)} <code>{rng.choice(WORDS)}</code></li>' for _ in range(4))}</ul>"
        f'<div class="note{" warning" if at % 2 else ""}"><p>{text(rng, 2)}</p></div>'
        f"<table><thead><tr><th>Name</th><th>Type</th><th>What</th></tr></thead><tbody>"
        + "".join(f"<tr><td><code>{rng.choice(WORDS)}</code></td><td>text</td><td>{words(rng, 9)}</td></tr>" for _ in range(5))
        + f"</tbody></table><details><summary>{words(rng, 4)}</summary><p>{text(rng, 3)}</p></details>"
    )
    side = "".join(
        f"<h3>{words(rng, 1)}</h3><ul>" + "".join(f'<li><a href="#" class="{"active" if at == 3 else "item"}">{words(rng, 2)}</a></li>' for at in range(7)) + "</ul>"
        for _ in range(4)
    )
    return document(
        "docs",
        header("Guide Reference Examples Blog")
        + f'<div class="layout"><nav class="sidebar">{side}</nav><main class="content"><h1>{words(rng, 4)}</h1><p>{text(rng, 3)} Press <kbd>Ctrl</kbd>.</p>'
        f'<div class="tabs"><button aria-selected="true">Python</button><button>Shell</button></div>{"".join(map(section, range(9)))}</main>'
        f'<nav class="sidebar"><h3>On this page</h3><ul>{"".join(f"<li><a href=#section-{at}>{words(rng, 2)}</a></li>" for at in range(9))}</ul></nav></div>'
        + footer(rng),
    )


PAGES: dict[str, Callable[[], str]] = {"shop": shop, "news": news, "dashboard": dashboard, "mail": mail, "docs": docs}

# What happens while each is recorded; a step is a task of its own, so that it is told on its own.
ACTS = {
    "shop": """[
        () => { document.querySelector(".cart").hidden = false },
        () => { for (const one of Array.from(document.querySelectorAll(".product h3")).slice(0, 3)) {
            const item = document.createElement("li"); item.append(one.textContent, " ", document.createElement("b")); item.lastChild.textContent = "1";
            document.querySelector(".cart ul").append(item) } document.querySelector(".badge").textContent = "3" },
        () => { document.querySelectorAll(".filters input")[2].checked = true },
        () => { for (const one of Array.from(document.querySelectorAll(".product")).filter((_, at) => at % 3 === 1)) one.remove() },
        () => { const list = document.querySelector(".products"); list.append(...Array.from(list.children).reverse()) }]""",
    "news": """[
        () => { for (const cell of document.querySelectorAll(".ticker td:nth-child(2)")) cell.textContent = (cell.textContent * 1.01).toFixed(2) },
        () => { const story = document.querySelector(".story").cloneNode(true); story.classList.add("new"); document.querySelector(".front section").prepend(story) },
        () => { for (const row of Array.from(document.querySelectorAll(".ticker tr")).slice(0, 5)) row.parentNode.append(row) }]""",
    "dashboard": """[
        () => { document.querySelectorAll(".bar").forEach((bar, at) => { bar.setAttribute("height", 40 + at * 5); bar.setAttribute("y", 180 - at * 5) }) },
        () => { document.querySelectorAll(".stat .value").forEach((value, at) => { value.textContent = String(1200 + at * 77) }) },
        () => { const row = document.querySelector("tbody tr").cloneNode(true); document.querySelector("tbody").prepend(row) },
        () => { document.querySelector(".line").setAttribute("points", Array.from({ length: 60 }, (_, at) => at * 10 + "," + (110 + 60 * Math.sin(at / 5)).toFixed(1)).join(" ")) }]""",
    "mail": """[
        () => { document.querySelector(".selected").classList.remove("selected"); document.querySelectorAll(".message")[4].classList.add("selected") },
        () => { document.querySelector(".reader h1").textContent = document.querySelector(".selected .subject").textContent },
        () => { document.querySelector(".content").innerHTML = "<p>" + document.querySelector(".selected .preview").textContent.repeat(6) + "</p>" },
        () => { document.querySelector(".message.unread").remove() }]""",
    "docs": """[
        () => { document.querySelectorAll("details").forEach((one, at) => { one.open = at % 2 === 0 }) },
        () => { const [first, second] = document.querySelectorAll(".tabs button"); first.removeAttribute("aria-selected"); second.setAttribute("aria-selected", "true") },
        () => { document.querySelector("pre code").textContent = "pip install northfold\\nnorthfold start" },
        () => { document.querySelector(".sidebar .active").classList.remove("active") }]""",
}
