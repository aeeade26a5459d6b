"""The words that may leave as the page wrote them: what developers call things, never what people are.

Laws: lower-case ASCII only. A word is here because it names a part of an interface, a layout, a state, a
route or a piece of CSS. No personal name, and no word that can be true of a person (a diagnosis, a belief, an
orientation, an age, a standing: "admin", "overdue", "positive", "single" are missing on purpose). A word that
is missing costs little: names.py renames it consistently, urls.py hides it. When in doubt, leave it out.

Source: the HTML, SVG 2, MathML Core and CSS specifications for their own names; the rest was written for
this.
"""


def words_of(text: str) -> frozenset[str]:
    """The words of a table."""
    return frozenset(text.split())


INTERFACE = words_of(
    """
a11y absolute accept accordion account action actionable actions active activity add added addon addons
address adjacent advanced affix after ajax alert alerts align aligned alignment all alpha alt alternate anchor
anchors and angle animate animated animation animations announcement answer answers ant antd antialiased any
api app append appbar appear appearance application apply apps archive area aria arrow arrows article articles
as aside aspect asset assets async at attach attachment attachments attribute attributes audio author auto
autocomplete autofill autofocus autoplay autosize avatar avatars away axis back backdrop background backward
badge badges banner banners bar bars base baseline basic basis basket batch before begin behavior below
between bg big billing bind block blockquote blocks blog blue blur board body bold border bordered borderless
borders bottom bounce bound box boxed boxes brand brands break breadcrumb breadcrumbs breakpoint brightness
browse browser bs bt btn btns bubble bubbles bucket build builder bulk bullet bullets bundle busy button
buttons buy bx by cache calc calendar call callout camera cancel canvas cap capitalize caption captions caret
card cards carousel cart case catalog catalogue categories category cdk cell cells center centered centre
change changed chapter chart charts chat check checkbox checkboxes checked checklist checkmark checkout
chevron child children chip chips choice choices chooser chunk circle circular clamp class classes clean clear
clearfix click clickable client clip clipboard clock clone close closeable closed code col collapse collapsed
collapsible collapsing collection collections color colors colour column columns combo combobox comment
comments common compact compare component components compose condensed config configurator confirm
confirmation connect contain container containers content contents context continue contrast control controls
cookie cookies copy copyright core corner corners count countdown counter counters country coupon cover create
crop cross css cta currency current cursor curve custom customize cut cx cy cyan danger dark dash dashboard
dashed data database datalist datatable date datepicker dates datetime day days db debug deck decoration
decrement default defer delay delete delivery demo dense desc description descriptions design desktop detail
details device dialog diff dim dimmed dir direction disable disabled disc discount dismiss dismissible display
divide divided divider dividers dn doc dock docs document documents dom done dot dots dotted double down
download downloads draft drag draggable dragging drawer drop dropdown dropdowns droplist dropzone dt dummy
duration dynamic each ease easing edge edit editable editor effect effects el element elementor elements
elevated elevation ellipsis else em email embed ember empty enable enabled end ending enter entries entry env
equal error errors even event events example exit expand expandable expanded expander explore export extend
extended external extra extrabold extralight eye fa fab fade faded fallback false faq far fas fast favicon
favorite favorites feather feature featured features feed feedback fetch ff fi field fields fieldset figure
file filename files fill filled filter filtered filters final find first fit fixed flag flags flash flat flex
flexbox flip float floated floating flow fluid flush fo focus focused folder folders font fonts foot footer
footers footnote for form format formatted forms forward found fr fraction frame frames from front fs full
fullscreen fullwidth function fw fx gallery gap gaps general generic get ghost global glyph glyphicon go govuk
gradient graph graphic graphics gray grayscale green grey grid grids group grouped groups grow gt guide gutter
gutterless gutters gx gy half hamburger handle handler has head header headers heading headings headless
headline height hello help helper here hero hidden hide high higher highlight highlighted hint history hold
holder home horizontal hour hours hover hoverable hovered hr html hue hydrate hydrated hyphens ico icon iconic
icons id ids idle if iframe ignore illustration image images img imgs important in inactive increment indent
index indeterminate indicator indicators indigo info inherit init initial inline inner input inputs insert
inset inside instance interactive interface internal into inverse invert inverted invisible invoice invoices
ion is island islands isolate issue italic item items jq jquery js json jumbotron jump justified justify kbd
keep key keyboard keyframe keyframes keys label labeled labelled labels landing landmark landscape lang
language languages large larger last latest layer layers layout layouts lazy lazyload lead leading leaflet
leave left legend legendary length less letter level levels lg lh li lib library license lift light lighter
like lime limit line linear lined lines link linked links list listbox listing listings lists lit live ln load
loaded loader loaders loading local locale location lock log logged login logo logos logout long loop loose
low lower lowercase ltr lucide main manage map mapbox maps margin margins marker markers marquee mask masonry
mat match material max maximize maximum mb md mdc mdi mdl me media medium mega menu menubar menuitem menus
merge message messages meta metadata meter method mid middle mini minicart minimal minimize minimum minus
minute minutes mixed mobile modal modals mode model modifier module modules mono month months more most motion
mouse move movable moving ms mt mui multi multiline multiple mute muted mutation mx my name nav navbar
navigate navigation navigator nest nested new news newsletter next ng no node nodes none noscript not notch
note notes notice notification notifications now nowrap null num number numbers numeric nums nuxt object odd
of off offcanvas offer offers offline offset ok ol on once one online only opacity opaque open opened opener
optgroup option optional options or orange order ordered orders ordinal orientation origin other others out
outer outline outlined outlines outside over overflow overlap overlay overlays overview owl own pack package
pad padded padding page pager pages paginate pagination paginator palette pane panel panels panes paper
paragraph parallax parent part partial parts password paste path pause paused payment payments pb pe peer
pending percent percentage permalink phone photo photos pick picker picture pill pills pin ping pink pinned
pixel pl place placeholder placement plain plan plans platform play player playing plugin plus point pointer
points policy polite poll polymer pop popover popovers popper popup portal portrait position positioned post
poster posts pr pre prefers prefix preload preloader preset press pressed prev preview previous price prices
pricing primary print privacy probe process product products profile progress project projects promo promotion
prompt prop properties property props prose provider ps pseudo pt public publish pull pulse purchase purple
push px py qa qty quantity query question questions queue quick quiet quote quotes radial radio radios radius
radix rail random range rate rating ratings ratio raw react reactive read readable reader readonly ready
recent recommended record rect red redirect redo reduce reduced ref refresh region register registration
regular rel related relative release reload remember remix remote remove removed render repeat replace reply
report request required reset resizable resize resized resizer resolve resource resources response responsive
rest restore result results retry return returns reveal reverse reversed review reviews rg ribbon right ring
ripple role root rotate rotated round rounded route router row rows rss rtl rule ruler rules run running safe
sale same sample sans serif saturate save saved sb scale scaled scene schedule scheme screen screenreader
script scroll scrollable scrollbar scrollbars scrolled scroller scrolling scrollspy scrub search searchbar
second secondary seconds section sections see select selectable selected selection selector self semibold send
sent sentinel sep separate separator sepia sequence series server service services session set sets setting
settings setup shade shadcn shadow shadows shape share shared sheet shell shift shimmer ship shipping shop
shopping short shortcut show showcase showing shown shrink side sidebar sidebars sidenav sign signin signup
simple site size sized sizes sizing skeleton skew skip sku sl slick slide slider sliders slides slideshow slim
slot slots slow sm small smaller smooth snackbar snap snippet social sold solid sort sortable sorted sorting
source sp space spaced spacer spacing span spec special specs spin spinner splash splide split splitter spread
sprite sq square sr src st stack stacked stage standalone standard star stars start starter stat state states
static stats status step stepper steps stick sticky stock stop store stories story stream stretch stretched
strike string strip stripe striped stripes stroke strong structure style styled styles stylesheet sub subgrid
subhead subheader subject submenu submit subnav subpixel subscribe subsection subset subtitle subtle subtotal
success suffix suggest suggestion suggestions sum summary sup super support surface suspense svelte svg swap
swatch swatches swipe swiper switch switcher sync syntax system tab tabbable tabbed table tables tablet
tablist tabpanel tabs tabular tag tagline tags target task tasks tax tb tbody tc td teal tel template
templates term terminal terms test testid testimonial testimonials tests text textarea textbox textfield texts
tfoot th thead theme themed themes thick thickness thin third this thread threads through thumb thumbnail
thumbnails thumbs ti tick ticket tickets tight tile tiles time timeline timer times timestamp tiny tip tippy
tips title titles tl to toast toaster toasts today todo todos toggle toggleable toggled toggler token tool
toolbar toolbars tools tooltip tooltips top topbar topic topics topnav total totals touch tour tr track
tracker tracking trailing transform transformed transition transitions translate transparent trash tree trend
trigger triggers true truncate truncated try turbo turn tutorial tw two tx type typeahead typed types typing
typography ui uk ul unchecked under underline underlined undo unit units unlock unordered unread unselected
unset unstyled until up update updated updates upload uploader upper uppercase url usage use user username
users util utilities utility valid validate validated validation value values vc variant variants ve vendor
version vert vertical via video videos view viewer viewport views visibility visible visited visually vue vs
vw vh volume wait waiting warn warning warnings watch wave web webkit website week weeks weight well welcome
when white whitespace wide widget widgets width widths window wireframe with within without wizard woo
woocommerce word words world wp wrap wrapped wrapper wrappers write xl xlarge xs xsmall xxl xxs year years
yellow yes zero zone zoom
"""
)

# Words for people and what is theirs: a number beside one of these is somebody's number.
WHO = words_of(
    """
account author billing card customer user users username member message messages order orders person profile session ticket
tickets token phone invoice id
"""
)

# Segments of an address after which it says who somebody is, what was asked for, or a secret.
AFTER = words_of(
    """
account accounts agent author authors bruger buscar busca busqueda candidate cerca client cliente clientes clienti clients
colleague compte contact contacts conto cuenta customer customers doctor employee employees friend friends gast guest hledani
invitation invite invites klant klanten klient konto kunde kunden magic member members message messages mitglied nutzer order
orders otp paciente participant patient patients people person personen persons pin player profil profile profiles recherche
reset s search seller sok student students suche szukaj ticket tickets token tokens u uporabnik user users usuario usuarios
utente utenti utilisateur uzivatel uzytkownik verify zakaznik zoeken
"""
)

# Names of HTML, SVG and ARIA attributes whose parts are not interface words already.
ATTRIBUTES = INTERFACE | words_of(
    """
abbr accesskey activedescendant atomic autocapitalize bgcolor box cellpadding cellspacing charset checked cite
colcount colindex color colspan contenteditable controls coords crossorigin d datetime decoding describedby
dirname dominant download dropeffect dur dx dy enctype enterkeyhint errormessage fetchpriority flowto
formaction formenctype formmethod formnovalidate formtarget fx fy grabbed haspopup headers href hreflang
hspace http imagesizes imagesrcset inert inputmode integrity invalid itemid itemprop itemref itemscope
itemtype keyshortcuts kind labelledby linecap linejoin loading longdesc marginheight marginwidth maxlength
minlength miterlimit modal multiselectable nomodule nonce novalidate onclick owns pattern ping playsinline
popovertarget posinset preserve priority referrerpolicy relevant rev roledescription rowcount rowindex rowspan
rx ry sandbox scope seamless setsize slot spellcheck srcdoc srclang srcset stop summary tabindex theme
translate usemap valign valuemax valuemin valuenow valuetext vspace xlink xml xmlns
"""
)

HTML_TAGS = words_of(
    """
a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote
body br button canvas caption center cite code col colgroup command content data datalist dd del details dfn
dialog dir div dl dt element em embed fencedframe fieldset figcaption figure font footer form frame frameset
geolocation h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image img input ins isindex kbd keygen label
legend li link listing main map mark marquee math menu menuitem meta meter multicol nav nextid nobr noembed
noframes noscript object ol optgroup option output p param picture plaintext portal pre progress q rb rp rt
rtc ruby s samp script search section select selectedcontent selectlist shadow slot small source spacer span
strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt
u ul var video wbr xmp
"""
)

SVG_TAGS = words_of(
    """
a animate animateColor animateMotion animateTransform circle clipPath color-profile cursor defs desc discard
ellipse feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting
feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage
feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence
filter font font-face font-face-format font-face-name font-face-src font-face-uri foreignObject g glyph
glyphRef hatch hatchpath hkern image line linearGradient marker mask mesh meshgradient meshpatch meshrow
metadata missing-glyph mpath path pattern polygon polyline radialGradient rect set solidcolor stop switch
symbol text textPath tref tspan unknown use view vkern
"""
)

MATHML_TAGS = words_of(
    """
annotation annotation-xml maction maligngroup malignmark math menclose merror mfenced mfrac mglyph mi
mlabeledtr mlongdiv mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mscarries mscarry
msgroup msline mspace msqrt msrow mstack mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none
semantics
"""
)

TAGS = {name.lower(): name for name in HTML_TAGS | SVG_TAGS | MATHML_TAGS}

# Parts of addresses, in the languages a European shop is likely to have.
ROUTES = words_of(
    """
a aanbieding aanbiedingen abmelden about accedi access accesso account accounts accueil achat activate add
address addresses adresse afrekenen agb aide ajuda akce aktuelles all and angebot angebote anmelden anmeldung
ansicht answers api app apps archive archives article articles artikel artikelen asset assets at auth
authorize ayuda basket bestaetigung bestellen bestelling bestellingen bestellung bestellungen betalen betaling
bezahlen billing blog board book booking boutique brand brands browse busca buscar busqueda buy by caisse
calendar callback campaign careers carrello carrinho carrito carro cart cassa catalog catalogue categoria
categorie categorieen categories category cenik cennik cerca cesta change chat checkout chi clanek clanky
client clients collection collections commande commandes comment comments company compare complete completed
compra comprar compte condiciones condizioni confirm confirmation confirmed connexion conta contact contactez
contacto contato contatos contatti contatto content contenu conto contrasena cookie cookies create css cuenta
customer customers dashboard datenschutz de deals deconnexion default delete delivery demo detail details
dettaglio dev direccion discount discover do docs documentation documents dodani domande done doprava dostawa
download downloads edit editor einkaufswagen einloggen einstellungen elenco email en encomenda encomendas
entrar entrega envio envios ergebnis ergebnisse error esci event events explore facturas facture factures faq
faqs fattura fatture favorites favoritos favourites feature features feed feedback file files filter finalizar
find fonts for forgot forum from gallery gegevens general get go group groups guide guides haslo help heslo
hilfe history hledani hledat home how hub il image images img impressum imprint in inbox index indirizzo info
inicio inloggen inscription install invoice invoices iscriviti item items jobs js kasse kategorie kategorien
klantenservice klient kontakt kontakty konto kosik koszyk kunde kunden kundenkonto la landing language latest
le learn legal level lib lieferung lingua list liste listing lists live livraison locale login logout
logowanie loja lost magasin mail main manage manual map maps media mein meine mentions menu merkliste
merkzettel message messages meus mi mijn minha mio mobile module modules moncompte muj my nabidka nachrichten
nakup nas negozio neu neuheiten new news newsletter next nieuw nieuws nosotros not noticias notifications
notizie nous nouveautes novedades novinky novita nowosci o obchod objednavka objednavky ochrana odhlasit of
oferta ofertas oferty offer offers offerte office on online ons open or order orders ordine ordini osobnich
oublie over overview overzicht package packages paga pagamento page pages pagina pago paiement panier partner
password passwort pay payment payments pedido pedidos perfil pesquisa photo photos plan plans platba platnosc
platnosci play plugin plugins po podcast podminky pokladna policy polityka pomoc popular portal post posts
precios precos preferences preguntas preise press preview prezzi pricing prihlaseni prihlasit prijzen print
privacidad privacy prix prodotti prodotto product producten producto productos products produit produits
produkt produkte produkty produto produtos profiel profil profile profilo project projects promo promocje
promocoes promotion promotions propos prywatnosci public purchase quem question questions quote quotes rates
rayon rebajas recensioni recent recherche rechnung rechnungen recover redirect reference refund register
registrace registrati registration registrazione registreren registrieren registro regulamin rejestracja
remind remove report reports request resena reset resource resources result resultats results retour
retourneren return returns review reviews ricerca riepilogo rss rules sacola sair saldi sale sales salir save
saved schedule scopri search section security seite send service services servicios servizi servizio session
sessions settings setup share shipping shop shopping show siamo sign signin signout signup site sitemap
sitemaps sklep slevy sobre soldes solutions somos spedizione spedizioni start static status step stock store
stores stories story style subscribe subscription success suche suchen suggest summary support survey szukaj
tag tags tarifs team teams template termini termos terms test thank thanks the theme themes ticket tickets
tienda to today tool tools top topic topics tos tour tours track tracking travel trend trends ucet udaju ueber
uebersicht uitloggen und uns unsubscribe update upload uploads us user users utente uvod verfuegbarkeit
vergessen vergeten verify versand verzending video videos view views voorwaarden vyhledavani vysledky
wachtwoord warenkorb web welcome widerruf widget wiki winkel winkelmand winkelwagen wishlist wizard work
wyloguj wyniki wyszukiwarka y z zahlung zakaznik zaloguj zamowienia zamowienie zoeken zwroty
"""
)

# What an address of a page may end in.
EXTENSIONS = words_of(
    """
htm html xhtml php php3 phtml asp aspx jsp jspx jsf do cgi cfm action xml rss json txt pdf
"""
)

# Language codes as the first word of a path or of a region ("de-at").
LANGUAGES = words_of(
    """
ar bg cs da de el en es et fi fr hr hu it ja ko lt lv nb nl no pl pt ro ru sk sl sr sv tr uk zh
"""
)
REGIONS = LANGUAGES | words_of("at au be br ca ch gb ie in mx nz us za")
