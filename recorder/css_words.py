"""The words CSS itself has: parts of properties, keywords, functions, features, pseudo-classes, units, colours.

Laws: lower-case ASCII. A word is one piece of a name between hyphens ("border-top-color" is three);
css_values.py and css_selectors.py let a name through only if each of its pieces is here, and rename or drop
it otherwise. A word that browsers learn later is missing until somebody adds it: the style is then lost in
the replay, nothing else happens.

Source: the CSS specifications' own names, checked against the properties that Chromium lists.
"""

from recorder.words import words_of

WORDS = words_of(
    """
3d a98 aa above abs absolute accent accumulate acos action activation active add additive adjust after alias
align alignment all allow allowed alpha alphabetic alternate alternates always ambient an anchor anchored
anchors and angle animation annotation any anywhere app appearance appless applied apply area areas around
arrow as ascent asin aspect at atan atan2 atop attachment attr audio auto autofill autohide autospace
available avoid axes axis back backdrop backface background backwards balance bar base baseline basis bc
before behavior below between bevel bezier bg bidi blank bleed blend blink block blocked blocks blur body bold
bolder border both bottom bounce bounding box break breaks brightness browser bt bt2020 buffered buffering
burn butt button buttons by calc calculate callout cancel canvas cap capitalize caps caption caret case cell
cells center centered central ch chain chaining change changed character characters chars check checkbox
checked checkmark child circle circled cjk clamp class clear clip clone close closed closest cm cmyk cn coarse
col collapse color colors column columns combine common compact composite compositing composition condensed
conditional conic constrained consume contain container content contents context contextual continue contrast
control controls copy corner cos count counter counters cover crisp crispedges crop cross crosshair css cubic
cue current cursive cursor custom cx cy cyclic d d50 d65 dark darken darker dasharray dashed dashoffset day dd
de decimal decoration decorations decreasing default defined definition deg delay demi dense depth descent
destination detached device diagonal difference digits dim dimension dir direction disable disabled disc
discard disclosure discrete discretionary display displayed distance distribute div dodge dominant dot dots
dotted double down drag drop duration dynamic e each ease economy edge edges editable effect element ellipse
ellipsis else em embed emboss embossed emoji emphasis empty en enabled end ending enter entry env epub equal
error evaluate even evenly evenodd events ew exact except exclude exclusion exclusive exit exp expand expanded
explicit export extend extends extra face fade fallback fallbacks false family far farthest fast feature
features field figures file fill filled filter filters fine first fit fixed flat flex flexbox flip float flood
flow focus folded font fonts footer footnote for force forced format formatting forward forwards fr fraction
fractions frame frames freeze freezing frequency from front full fullscreen fullwidth function future gamut
gap gaps ge geometric geometricprecision glyph glyphs grab grabbing grad gradient gradients grammar graphics
gray grayscale grid groove group grow gt gutter half hand handed handle hang hanging hard has header heading
height help hidden hide high highlight highlighted hint hiragana historical hit hook horizontal host hover hsl
hsla hue hwb hyphen hyphenate hyphens hypot hz i ic icon icons ideograph ideographic if ignore image images
implicit important in inactive increasing increment indent indeterminate index inert infinite infinity inherit
inherits initial ink inline inner input insert inset inside installed integer intensity inter interactive
interactivity interest interpolate interpolation intersect intersection interval into intrinsic invalid invert
inverted is isolate isolation issue italic item items iteration jis jis04 jis78 jis83 jis90 jump junction
justify kana katakana keep kerning keyboard keyframes keywords lab landscape lang large larger last latin
layer layout lch leader leading left legacy length less letter letters level ligatures light lighten lighter
lighting lightness limit limited line linear linearrgb linecap linejoin lines lining link list listbox literal
local lock log logical long longer loop loose low lower lowercase lr ltr luminance luminosity mandatory
manipulation manual margin marker markers marks marquee mask masonry match matches math mathematical matrix
matrix3d max maximum mean mechanical media medium meet memory menu menubar menulist meter mid middle min
minimal minimum minmax miter miterlimit mix mixed ml mm mod modal mode modify module mono monochrome monospace
more motion move moz ms multiline multiple multiply mute muted n name names namespace nan narrow navigation ne
near nearest nesw never new next no non none nonzero normal north not notation notch nowrap ns nth nudge null
number numbering numbers numeric nums nw nwse object oblique observer octagon odd of off offset oklab oklch
oldstyle on once only opacity open optical optimize optimizelegibility optimizequality optimizespeed optional
or order ordering ordinal orient orientation origin ornaments oscillate osx out outer outline output outset
outside over overflow overhang overlap overlay overline override overscroll overview p3 pack pad padding page
paged pages paint painted pair palette pan paper parent part partial past path pause paused pending per
perspective petite phrase picker picture pinch pixelated place placeholder placement plain plaintext play
playback playing plus point pointer points polite polygon popover popup portrait pos position positions pow
pre precise prefer preference prefers present presentation preserve preserving pressed pretty prev previous
print printer priority profile progress prominent property prophoto proportional proximity pseudo punctuation
push q quarter quote quotes r rad radial radio radius range ratio raw ray read reading readonly rec2020 rect
recto reduce reduced ref reference reflect refresh region regular relative reload rem remaining remove render
rendering repeat repeating replaced required reset resize resolution resolved restart result reverse reversed
revert rgb rgba ric ridge right rl rlig role roman root rotate rotate3d rotatex rotatey rotatez rotation round
rounded row rows rtl rule ruler run runnable running rx ry safe safety same sample sans saturate saturation
scale scale3d scalex scaley scalez scaling scan scheme scoop scope screen script scripting scroll scrollbar
scrollbars scroller scrolling se search searchfield security seek seeking select selected selecteditem
selection selector self semi sentence separate separator sepia serif sesame set settings shadow shape shapes
sharp shift short shorter show shown shrink sibling side sidebar sideways sign similar simplified sin size
sizes sizing skew skewx skewy skip slashed slice slide slider slot slotted slow slower small smaller smooth
smoothing snap snapped soft solid sort source south space spaces spacing span spanner speak special specified
spell spelling spin spinner spread sqrt square squircle srgb stable stack stacked stalled standalone standard
start starting state static status step stepped steps sticky stop stretch strict strikethrough string stroke
strong structural style styleset stylistic sub subgrid subject submenu subpixel subsequent subtract success
suffix sum super superellipse support supports sw swap swash sweep switch symbol symbolic symbols symmetric
syntax synthesis system tab tabbed table tabs tabular tan tap target targetable tb tech template text textarea
textfield texture then thick thickness thin thinner thirds this threshold through thumb tick ticks time
timeline timing titling to toggle tolower tonal top touch track tracks traditional trailing transform
transforms transition translate translate3d translatex translatey translatez translation transparency
transparent tree triangle trigger trim true truncate try turn twelve type types typographic ui ultra under
underline underlined underscore undershoot unicode unit units universal unlimited unsafe unset up update
upper uppercase upright url us use user valid value values var variable variant variation variations vector
vendor verso vertical vibrant video view viewport virama visibility visible visiblefill visiblepainted
visiblestroke visited visual visualize volume w wait walk wavy web webkit weight west where white wide width
window within word words wrap write writing x xor xx xxx xywh xyz y z zero zoom
"""
)

# Words of properties that are no keywords of values.
PROPERTIES = WORDS | words_of("asian east locale negative orphans prefix ruby unordered widows will")

COLOURS = words_of(
    """
aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown burlywood
cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan darkgoldenrod
darkgray darkgreen darkgrey darkkhaki darkmagenta darkolivegreen darkorange darkorchid darkred darksalmon
darkseagreen darkslateblue darkslategray darkslategrey darkturquoise darkviolet deeppink deepskyblue dimgray
dimgrey dodgerblue firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite gold goldenrod gray green
greenyellow grey honeydew hotpink indianred indigo ivory khaki lavender lavenderblush lawngreen lemonchiffon
lightblue lightcoral lightcyan lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon
lightseagreen lightskyblue lightslategray lightslategrey lightsteelblue lightyellow lime limegreen linen
magenta maroon mediumaquamarine mediumblue mediumorchid mediumpurple mediumseagreen mediumslateblue
mediumspringgreen mediumturquoise mediumvioletred midnightblue mintcream mistyrose moccasin navajowhite navy
oldlace olive olivedrab orange orangered orchid palegoldenrod palegreen paleturquoise palevioletred papayawhip
peachpuff peru pink plum powderblue purple rebeccapurple red rosybrown royalblue saddlebrown salmon sandybrown
seagreen seashell sienna silver skyblue slateblue slategray slategrey snow springgreen steelblue tan teal
thistle tomato transparent turquoise violet wheat white whitesmoke yellow yellowgreen accentcolor
accentcolortext activeborder activecaption activetext appworkspace background buttonborder buttonface
buttonhighlight buttonshadow buttontext canvas canvastext captiontext currentcolor field fieldtext graytext
highlight highlighttext inactiveborder inactivecaption inactivecaptiontext infobackground infotext linktext
mark marktext menu menutext scrollbar selecteditem selecteditemtext threeddarkshadow threedface
threedhighlight threedlightshadow threedshadow visitedtext window windowframe windowtext
"""
)

UNITS = words_of(
    """
% px em rem ex rex ch rch cap rcap ic ric lh rlh vw vh vi vb vmin vmax svw svh svi svb svmin svmax lvw lvh lvi
lvb lvmin lvmax dvw dvh dvi dvb dvmin dvmax cqw cqh cqi cqb cqmin cqmax cm mm q in pt pc deg grad rad turn s
ms hz khz dpi dpcm dppx x fr db st
"""
)

# Pieces of the names of font families that come with systems and browsers; only in a list of families.
FONTS = words_of(
    """
sans serif monospace cursive fantasy system ui rounded emoji math fangsong apple applesystem
blinkmacsystemfont segoe roboto helvetica neue arial noto liberation ubuntu cantarell oxygen fira droid open
lato inter color symbol symbols historic mono code sf pro text display menlo monaco consolas courier new
dejavu lucida console grande unicode ms tahoma verdana trebuchet times roman georgia cambria calibri candara
palatino linotype book antiqua garamond baskerville geneva source montserrat poppins nunito mulish raleway
work dm ibm plex jetbrains sfmono cascadia hack poiret manrope public figtree awesome free brands solid
regular material icons outlined round sharp glyphicons halflings bootstrap hiragino kaku gothic mincho pron yu
meiryo pingfang sc tc hk jp kr simsun simhei microsoft yahei jhenghei malgun osaka batang dotum gulim cjk
nanum heiti songti stheiti stsong wenquanyi zen hei micro
"""
)
PSEUDO = PROPERTIES | words_of(
    """
ampm bullet calendar date datetime day details edit enclosure even expand fields focusring good hour indicator
invalid less link list meridiem meter millisecond minute month optimum outer panel piece progress redirect
search second selector suboptimum swatch time upload user week wrapper year and
"""
)
