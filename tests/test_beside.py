"""What stands beside a block and says what it is."""

import pytest

from recorder.beside import Beside
from tests.test_recorder import start


@pytest.mark.parametrize(
    "sentence, html, hidden, shown",
    [
        ("a list", "<dl><dt>Date of birth</dt><dd>20/03/1987</dd><dt>Ordered</dt><dd>21/03/2024</dd></dl>", "20/03/1987", "21/03/2024"),
        ("a term around words", "<dl><div><dt><b>Full</b> name</dt><dd>Zelda Quince</dd></div></dl>", "Zelda", "Full"),
        ("the head of a row", "<table><tr><th>DOB</th><td><b>21 March 1987</b></td></tr></table>", "21 March", "DOB"),
        ("two cells", "<table><tr><td>Date of birth</td><td>22/03/1987</td></tr></table>", "22/03/1987", "Date of birth"),
        (
            "headings of columns",
            "<table><thead><tr><th>Item</th><th>Last name</th></tr></thead><tbody><tr><td>Lamp</td><td>Quincey</td></tr></tbody></table>",
            "Quincey",
            "Lamp",
        ),
        ("headings without a head", "<table><tr><th>SSN</th><th>n</th></tr><tr><td>219099999</td><td>Blue lamp</td></tr></table>", "219099999", "Blue lamp"),
        ("the head of a table in plain cells", "<table><thead><tr><td>DOB</td><td>n</td></tr></thead><tr><td>24/03/1987</td><td>2</td></tr></table>", "24/03", "DOB"),
        ("pairs of cells", "<table><tr><td>Colour</td><td>blue</td><td>DOB</td><td>25/03/1987</td></tr></table>", "25/03", "blue"),
        ("a cell with a number names nothing", "<table><tr><td>1</td><td>DOB 1</td><td>26/03/1987</td></tr></table>", "Quince", "26/03/1987"),
        (
            "roles of a table",
            "<div role=grid><div role=row><div role=columnheader>n</div><div role=columnheader>DOB</div></div>"
            "<div role=rowgroup><div role=row><div role=cell>a</div><div role=cell>b</div></div>"
            "<div role=row><div role=cell>1</div><div role=gridcell>27/03/1987</div></div></div></div>",
            "27/03",
            "DOB",
        ),
        ("what a block is called", "<div><div>Gift</div><div>to</div><div aria-label='Date of birth'>28/03/1987</div></div>", "28/03", "Gift"),
        ("a block with a text behind it", "<div><h4>Date of birth</h4>29/03/1987</div>", "29/03", "Date of birth"),
        ("a button below", "<div><span>DOB</span><div><p>30/03/1987</p><button>Copy</button></div></div>", "30/03", "Copy"),
        ("a number sign on the label's line", "<div><p>Passport n.\u00ba</p><p>ZF5712678</p></div>", "ZF5712678", "Passport"),
        ("a heading that is no label", f"<table><tr><th>{'Date of birth ' * 9}</th><td>23/03/1987</td></tr></table>", "Quince", "23/03/1987"),
    ],
)
def test_a_cell_is_read_with_what_it_is_called(sentence: str, html: str, hidden: str, shown: str) -> None:
    _, _, recorder = start(html, preset="balanced")
    lines = recorder.take()
    assert hidden not in lines and shown in lines, sentence


@pytest.mark.parametrize(
    "sentence, html, before, after",
    [
        ("a label in the block above", "<section><div>Phone</div><div id=own>x</div></section>", "Phone\n", ""),
        ("four lines above: the next three count", "<section><p>Phone</p><p>Lamp</p><p>Lamp</p><p>Lamp</p><p id=own>x</p></section>", "", ""),
        ("three lines above", "<section><p>Phone</p><p>Lamp</p><p>Bulb</p><p id=own>x</p></section>", "Phone\nLamp\nBulb\n", ""),
        ("words above that name nothing", "<section><p>Lamp</p><p id=own>x</p><p>y</p></section>", "", ""),
        ("a number, whatever is above", "<section><p>Lamp</p><p id=own>x 12</p><p>y</p></section>", "Lamp\n", "\ny\n"),
        ("one digit is no number", "<section><p>Lamp</p><p id=own>x 1</p><p>y</p></section>", "", ""),
        ("digits of another script", "<section><p>Lamp</p><p id=own>\u0661\u0662</p></section>", "Lamp\n", ""),
        ("four lines below: three are read", "<section><p>Hi</p><p id=own>12</p><p>a</p><p>b</p><p>c</p><p>d</p></section>", "Hi\n", "\na\nb\nc\n"),
        ("a long line parts", f"<section><p>Phone</p><p>{'y' * 61}</p><p id=own>12</p><p>a</p></section>", "", "\na\n"),
        ("a box around, and the lines beside that", "<section><p>Phone</p><div><p id=own>x</p></div></section>", "Phone\n", ""),
        ("three boxes around", "<section><p>Phone</p><div><div><p id=own>x</p></div></div></section>", "Phone\n", ""),
        ("four boxes around", "<section><p>Phone</p><div><div><div><p id=own>x</p></div></div></div></section>", "", ""),
        ("a cell has its heading only", "<table><tr><td>Phone</td><td id=own>12</td></tr></table>", "Phone\n", ""),
    ],
)
def test_the_lines_beside_a_block(sentence: str, html: str, before: str, after: str) -> None:
    page, probe, recorder = start(html, preset="balanced")
    assert Beside().lines(recorder._mirror.node(probe.ids[page.find("own")])) == (before, after), sentence
