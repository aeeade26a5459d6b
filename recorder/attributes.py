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
    COUNT = "count"  # a whole number of at most three digits
    TURN = "turn"  # whether an element is the one of many that counts now
    ORDINAL = "ordinal"  # a number that is seen on the page
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

    __hash__ = object.__hash__  # by identity, as in ``policy.Channel``


def _table(**names: str) -> dict[str, Kind]:
    return {name: Kind[kind.upper()] for kind, text in names.items() for name in text.split()}


KINDS: dict[str, Kind] = _table(
    flag="""hidden inert disabled readonly required multiple open autofocus novalidate reversed default controls loop muted
        playsinline async defer allowfullscreen nowrap noshade compact ismap""",
    count="""size rows cols span colspan rowspan border cellpadding cellspacing columnspan scriptlevel aria-colspan
        aria-rowspan aria-level""",
    ordinal="start textLength",
    number="""width height x y x1 x2 y1 y2 cx cy r rx ry fx fy dx dy refX refY markerWidth markerHeight
        opacity fill-opacity stroke-opacity stop-opacity stroke-width stroke-miterlimit stroke-dashoffset offset
        font-size letter-spacing word-spacing startOffset stdDeviation baseFrequency numOctaves
        rowspacing linethickness lspace rspace depth voffset""",
    shape="""d points transform viewBox gradientTransform patternTransform stroke-dasharray preserveAspectRatio orient
        values rotate kernelMatrix""",
    word="""type dir align valign method rel scope shape wrap inputmode enctype loading decoding fetchpriority
        popover contenteditable draggable spellcheck translate autocapitalize as kind rules frame
        shadowrootmode aria-hidden aria-expanded aria-disabled aria-haspopup aria-orientation aria-live aria-busy
        aria-modal aria-invalid aria-required aria-readonly aria-multiline aria-multiselectable aria-sort
        fill-rule clip-rule stroke-linecap stroke-linejoin text-anchor dominant-baseline alignment-baseline
        vector-effect visibility display overflow pointer-events shape-rendering text-rendering image-rendering
        gradientUnits patternUnits patternContentUnits clipPathUnits maskUnits maskContentUnits markerUnits
        filterUnits primitiveUnits spreadMethod color-interpolation-filters operator mode edgeMode
        font-weight font-style text-decoration mathvariant displaystyle stretchy symmetric largeop movablelimits
        accent accentunder columnalign rowalign columnlines rowlines notation xml:space""",
    role="role",
    paint="""fill stroke stop-color flood-color lighting-color color bgcolor background-color clip-path mask filter
        marker-start marker-mid marker-end""",
    tokens="class part exportparts",
    ident="""id for form headers list slot aria-labelledby aria-describedby aria-controls aria-owns
        aria-details aria-flowto popovertarget commandfor anchor usemap in in2 result""",
    style="style",
    media_query="media",
    label="placeholder label alt title aria-label aria-description aria-roledescription aria-placeholder summary abbr",
    state="""aria-checked aria-selected aria-pressed aria-valuenow aria-valuetext aria-valuemin aria-valuemax checked selected
        min max step low high optimum""",
    turn="tabindex aria-current",
    link="href xlink:href action formaction cite",
    media="src poster background data",
    sources="srcset imagesrcset",
    value="value",
    language="lang xml:lang",
    custom="""data-theme data-bs-theme data-color-scheme data-color-mode data-mode data-state data-orientation data-side
        data-align data-variant data-size data-placement data-open data-active data-collapsed data-layout data-direction""",
)

# Names that a framework makes up so that a component's styles hold for its own elements: Vue, Angular, Astro. They leave
# renamed, as style sheets have them, and without a value.
SCOPED = r"(?:data-v-|data-astro-cid-|_ngcontent-|_nghost-)[0-9a-z-]{4,40}"

# Names that mark or describe a field: the probe reads them for the rules, they never leave (but the name of a slot does, as an
# id would: light children refer to it).
ONLY_FOR_RULES = (
    "formcontrolname", "data-placeholder", "data-type", "data-field", "maxlength", "data-name", "is", "name", "autocomplete",
)  # fmt: skip

# The words of enumerations, in lower case: a word of an attribute of Kind.WORD that is none of these is dropped.
ENUMERATED = frozenset(
    """true false auto none yes no on off undefined mixed default inherit initial unset submit button reset text/css a i 1 disc
    circle square ltr rtl left right center justify char top middle bottom baseline absmiddle texttop get post dialog
    stylesheet alternate icon shortcut preload prefetch modulepreload preconnect dns-prefetch canonical manifest noopener
    noreferrer nofollow external next prev author license help search tag apple-touch-icon mask-icon ugc sponsored opener
    bookmark row col rowgroup colgroup rect poly soft hard text tel url email numeric decimal multipart/form-data
    application/x-www-form-urlencoded text/plain lazy eager sync async high low manual hint plaintext-only sentences words
    characters script style font image fetch document track worker audio video object embed subtitles captions chapters
    metadata descriptions all groups rows cols void above below hsides lhs rhs vsides box border open closed menu listbox
    tree grid horizontal vertical polite assertive page step location date time grammar spelling ascending descending
    other nonzero evenodd butt round miter bevel arcs miter-clip start end alphabetic ideographic central mathematical
    hanging text-before-edge text-after-edge before-edge after-edge text-top text-bottom use-script no-change reset-size
    non-scaling-stroke non-scaling-size non-rotation fixed-position visible hidden collapse inline block inline-block flex
    table contents scroll clip fill stroke painted visiblepainted visiblefill visiblestroke bounding-box optimizespeed
    crispedges crisp-edges geometricprecision optimizelegibility optimizequality pixelated userspaceonuse
    objectboundingbox strokewidth pad reflect repeat srgb linearrgb over in out atop xor lighter arithmetic erode dilate
    normal multiply screen overlay darken lighten color-dodge color-burn hard-light soft-light difference exclusion hue
    saturation color luminosity duplicate wrap align stretch matrix saturate huerotate luminancetoalpha translate scale
    rotate skewx skewy identity discrete linear gamma fractalnoise turbulence bold bolder italic oblique underline
    overline line-through double-struck bold-italic bold-fraktur fraktur bold-script sans-serif bold-sans-serif
    sans-serif-italic monospace longdiv actuarial radical roundedbox updiagonalstrike downdiagonalstrike verticalstrike
    horizontalstrike madruwb solid dashed preserve 100 200 300 400 500 600 700 800 900""".split()
)


def is_enumerated(value: str) -> bool:
    """Whether a value is a word, or a list of words, that attributes of Kind.WORD are made of."""
    return len(value) <= 80 and all(word in ENUMERATED for word in value.lower().split())


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

# Elements that have the size of what they show, and the attribute that shows a picture in its place.
PICTURES = {"img": "src", "video": "poster"}

# Elements that show a document of their own: it is read when it is of the page's origin, what they contain themselves never is.
FRAMES = ("iframe", "frame")

# Elements with a value of their own.
FIELDS = ("input", "textarea", "select")

# Attributes of a field that grow with the text in it.
GROWS = frozenset(("style", "size", "rows", "cols", "width", "height"))

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


# What is told of how an excluded box lies among its neighbours; not where it is: a thumb's place is a slider's value. The first
# stands for elements in a line, which have no margins above and below (the last two).
PLACED = ("vertical-align", "margin-left", "margin-right", "float", "position", "margin-top", "margin-bottom")
PLACES = frozenset({"text-bottom", "left", "right", "absolute", "fixed", "relative", "sticky"})


def read_rules() -> dict[str, tuple[str, ...]]:
    """What the probe may read, as JSON data."""
    return {
        "attributes": (*KINDS, *ONLY_FOR_RULES),
        "scoped": (f"^{SCOPED}$",),
        "leaves": LEAVES,
        "frames": FRAMES,
        "fields": FIELDS,
        "sheets": SHEETS,
        "placed": PLACED,
    }
