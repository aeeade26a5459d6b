"""Which attributes exist for us, and what kind of thing their values are.

An allow-list: an attribute that is not in this table is not read by the probe, and dropped by ``mask.py`` should it come all
the same. The kind says how ``mask.py`` lets a value through; no kind lets through what it cannot parse. Names follow the
HTML Living Standard, SVG 2, MathML Core and WAI-ARIA 1.2; names that only scripts read are left out on purpose.
"""

import enum


class Kind(enum.Enum):
    """What stands in an attribute's value, and so how it may leave."""

    FLAG = "flag"  # present or not: the value is dropped
    NUMBER = "number"  # one short number, with a unit or %
    SHAPE = "shape"  # numbers and letters of SVG geometry
    WORD = "word"  # one word of an enumeration
    ROLE = "role"  # roles of WAI-ARIA
    PAINT = "paint"  # a CSS value: colour, url(#id), length
    TOKENS = "tokens"  # class names
    IDENT = "ident"  # an id, or references to ids
    STYLE = "style"  # CSS declarations
    MEDIA_QUERY = "media query"
    LABEL = "label"  # words for people that are seen on the page
    STATE = "state"  # what a visitor chose in a control drawn by the page
    LINK = "link"  # an address to go to
    MEDIA = "media"  # an address that is shown
    SOURCES = "sources"  # srcset
    VALUE = "value"  # a control's value attribute
    LANGUAGE = "language"
    CUSTOM = "custom"  # data-* hooks of style sheets: one structural word
    # Attributes that a site's owner lets out (custom.py):
    OWN_TEXT = "own text"  # as words on the page
    OWN_WORD = "own word"  # one structural word
    OWN_OPEN = "own open"  # as words on the page that are allowed


def _table(**names: str) -> dict[str, Kind]:
    return {name: Kind[kind.upper()] for kind, text in names.items() for name in text.split()}


KINDS: dict[str, Kind] = _table(
    flag="""hidden inert disabled readonly required multiple open autofocus novalidate reversed default controls loop muted
        playsinline async defer allowfullscreen nowrap noshade compact ismap""",
    number="""width height size rows cols maxlength minlength span colspan rowspan start border cellpadding cellspacing
        tabindex x y x1 x2 y1 y2 cx cy r rx ry fx fy dx dy refX refY markerWidth markerHeight
        opacity fill-opacity stroke-opacity stop-opacity stroke-width stroke-miterlimit stroke-dashoffset offset
        font-size letter-spacing word-spacing textLength startOffset stdDeviation baseFrequency numOctaves
        columnspan rowspacing linethickness lspace rspace depth voffset scriptlevel aria-colspan aria-rowspan aria-level""",
    shape="""d points transform viewBox gradientTransform patternTransform stroke-dasharray preserveAspectRatio orient
        values rotate kernelMatrix""",
    word="""type dir align valign method rel scope shape wrap inputmode enctype loading decoding fetchpriority
        popover contenteditable draggable spellcheck translate autocapitalize as sizes kind face rules frame
        shadowrootmode aria-hidden aria-expanded aria-disabled aria-haspopup aria-orientation aria-live aria-busy
        aria-modal aria-current aria-invalid aria-required aria-readonly aria-multiline aria-multiselectable aria-sort
        fill-rule clip-rule stroke-linecap stroke-linejoin text-anchor dominant-baseline alignment-baseline
        vector-effect visibility display overflow pointer-events shape-rendering text-rendering image-rendering
        gradientUnits patternUnits patternContentUnits clipPathUnits maskUnits maskContentUnits markerUnits
        filterUnits primitiveUnits spreadMethod color-interpolation-filters in in2 operator mode result edgeMode
        font-weight font-style text-decoration mathvariant displaystyle stretchy symmetric largeop movablelimits
        accent accentunder columnalign rowalign columnlines rowlines notation dirname xml:space""",
    role="role",
    paint="""fill stroke stop-color flood-color lighting-color color bgcolor background-color clip-path mask filter
        marker-start marker-mid marker-end""",
    tokens="class part exportparts",
    ident="""id for form headers list slot aria-labelledby aria-describedby aria-controls aria-owns aria-activedescendant
        aria-details aria-flowto popovertarget commandfor anchor usemap""",
    style="style",
    media_query="media",
    label="placeholder label alt title aria-label aria-description aria-roledescription aria-placeholder summary abbr",
    state="""aria-checked aria-selected aria-pressed aria-valuenow aria-valuetext aria-valuemin aria-valuemax checked selected
        min max step low high optimum""",
    link="href xlink:href action formaction cite",
    media="src poster background data",
    sources="srcset imagesrcset",
    value="value",
    language="lang xml:lang",
    custom="""data-theme data-bs-theme data-color-scheme data-color-mode data-mode data-state data-orientation data-side
        data-align data-variant data-size data-placement data-open data-active data-collapsed data-layout data-direction""",
)

# Names that mark or describe a field: the probe reads them for the rules, they never leave.
ONLY_FOR_RULES = ("name", "autocomplete", "data-type", "data-field", "formcontrolname", "is")

# Elements below which nothing is read: their children are not shown by a browser, are code, or are another document's.
LEAVES = (
    "script", "noscript", "template", "object", "embed", "applet", "canvas", "audio", "video", "textarea",
    "noembed", "noframes", "plaintext", "xmp",
)  # fmt: skip

# Elements that do not begin a new line (HTML Living Standard, phrasing content). Custom ones are inline until styled.
INLINE = frozenset(
    """a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr output q rb rp rt ruby s samp slot
    small span strike strong sub sup time tt u var wbr tspan text""".split()
)

# Elements that show a document of their own: it is read when it is of the page's origin, what they contain themselves never is.
FRAMES = ("iframe", "frame")

# Elements with a value of their own.
FIELDS = ("input", "textarea", "select")

# Elements whose content is a style sheet, or that stand for one.
SHEETS = ("style", "link")

# Fields that are not typed into but pressed: their value is a label.
BUTTONS = ("button", "submit", "reset", "image")

INPUT_TYPES = frozenset(
    """button checkbox color date datetime-local email file hidden image month number password radio range reset search
    submit tel text time url week""".split()
)

# WAI-ARIA 1.2, with the roles of graphics and digital publishing that have come into use.
ROLES = frozenset(
    """alert alertdialog application article banner blockquote button caption cell checkbox code columnheader combobox
    complementary contentinfo definition deletion dialog directory document emphasis feed figure form generic grid gridcell
    group heading img insertion link list listbox listitem log main marquee math menu menubar menuitem menuitemcheckbox
    menuitemradio meter navigation none note option paragraph presentation progressbar radio radiogroup region row rowgroup
    rowheader scrollbar search searchbox separator slider spinbutton status strong subscript superscript switch tab table
    tablist tabpanel term textbox time timer toolbar tooltip tree treegrid treeitem graphics-document graphics-object
    graphics-symbol""".split()
)

# Tags of controls that a visitor ticks or chooses from.
CHOICES = ("checkbox", "radio")


def read_rules() -> dict[str, tuple[str, ...]]:
    """What the probe may read, as JSON data."""
    return {"attributes": (*KINDS, *ONLY_FOR_RULES), "leaves": LEAVES, "frames": FRAMES, "fields": FIELDS, "sheets": SHEETS}
