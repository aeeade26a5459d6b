"""What postal addresses look like, country by country: the patterns of `places.py`.

Law: every repetition is bounded and separated, so that a pattern takes a bounded time at each place where it may start.
Source: the Universal Postal Union's addressing sheets.
"""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = r"[^\W\d_](?:[^\W\d_]|['’.-]|[\u0300-\u036f]){0,24}"
_CAPITAL = r"(?=[^\W\d_a-zß-öø-ÿа-яα-ω])" + _WORD
_GAP = r"(?:,? |, ?|[ ,]{0,2}\n ?)"
_NUMBER = r"(?:(?:n\.?[o°º]?\.?|nr\.?|no[.:]{0,2}|nº|№|д\.|číslo|č\.p\.|αρ\.) ?)?[1-9]\d{0,4}(?: ?(?:bis|ter|hs|[A-Za-z])(?![\w']))?(?:[/-] ?\d{0,4}[A-Za-z]?)?(?!\w)"
_UNIT_WORD = (
    r"(?:apt|apartment|flat|unit|suite|ste|floor|fl|m|lok|piso|esc|escalera|puerta|pta|planta|int|interno|scala|sc|bus|bte|appt|app|apto"
    r"|кв|корп|к|стр|оф|byt|top|stiege|tür|whg|andar|dto|esq|r/c|izq|dcha|bât|étage|bis|ter|m\.|sala|bloco|próg|kl|ap|ап|буд|et|ет|bl|as|lgh|tv|th|st|d|kat|daire|em|bajo|ático)"
)
_UNIT = rf"(?:,? ?(?:#|-)? ?(?:{_UNIT_WORD}\.? ?\w{{0,4}}|\d{{1,2}}\.?[oªa°]\.? ?\w{{0,4}})(?!\w)){{0,3}}"
_PLACE = rf"(?![A-Z]{{2,3}}(?!\w)){_CAPITAL}(?:[ ](?:{_CAPITAL}|de|da|do|di|del|la|sur|sous|en|am|an der|nad|pod|aan|den|upon)(?![\w])){{0,4}}(?: ?\([^()\d\n]{{2,20}}\)|[ ]\d{{1,2}}(?![\d.,/:-]))?"
_POST_FIRST = (
    r"(?:[A-Z]{1,2}-)?(?:\d{5}-\d{3}|\d{4}-\d{3}|\d{2}-\d{3}|\d{3} \d{2}|\d{6}(?= [Ѐ-ӿ]|, [Ѐ-ӿ])|\d{5}|\d{4}(?: ?[A-Z]{2})?|[A-Z]\d{4}(?:[A-Z]{3})?)"
)
_POST_LAST = (
    r"(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[AC-FHKNPRTV-Y]\d[\dW] ?[\dA-Z]{4}|[A-Z]\d[A-Z] ?\d[A-Z]\d"
    r"|[A-Z]{2},? \d{5}(?:-\d{4})?|(?:NSW|VIC|QLD|SA|WA|TAS|NT|ACT),? \d{4}|[A-Z]{2},? (?:CEP:? )?\d{5}-\d{3})(?!\w)"
)
_FRENCH_STREET = r"(?:rue|avenue|av\.|bd\.?|boulevard|place|pl\.|chemin|impasse|quai|allée|allées|route|cours|passage|square|faubourg|résidence|sentier|villa|ruelle|montée)"
_TYPES = (
    r"(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|close|court|ct|place|square|gardens|grove|hill|terrace|crescent|boulevard|blvd|way|parkway"
    r"|row|mews|gate|walk|park|view|green|highway|hwy|circle|rise|wharf|quay"
    r"|\w{0,24}(?:straße|strasse|str|weg|gasse|platz|allee|ring|ufer|damm|markt|hof|chaussee|straat|laan|gracht|plein|kade|dreef|singel|steeg|dijk|pad|hof)"
    r"|via|viale|vicolo|piazza|piazzale|corso|largo|strada|lungomare|contrada|vico|salita|galleria"
    r"|rue|chemin|impasse|quai|allée|route|cours|passage|calle|c/|avenida|avda|av|paseo|plaza|camino|carrer|ronda|travesía|glorieta|carretera"
    r"|rua|r|travessa|praça|estrada|alameda|beco|rodovia|ulica|ul|ulice|aleja|al|os|osiedle|plac|pl|třída|náměstí|nám|nábřeží|námestie"
    r"|οδός|λεωφόρος|λεωφ|πλατεία|улица|ул|проспект|пр|просп|пр-т|переулок|пер|шоссе|бульвар|набережная|наб|площадь|شارع|طريق|حي)"
)

HOUSE = re.compile(
    r"(?<![\w.,:/])\d{1,5}(?: ?(?:bis|ter|hs|[A-Za-z])(?!\w))?(?:[/-]\w{1,4})?(?![\w.:])|\d+(?:-\d+){1,3}|\d+(?:丁目|番|号|號)"
)
STREET_TYPE = re.compile(rf"(?<!\w){_TYPES}(?![\w])\.?", re.IGNORECASE)
# What any form needs: a postcode on its own, in the ways countries group it, or Japan's kind of prefecture, or China's house number.
POSTCODE = re.compile(
    r"(?<![\d.,:])(?:\d{5}(?:-\d{3,4})?|\d{4}|\d{6}|\d{2}-\d{3}|\d{4}-\d{3}|\d{3} \d{2})(?![\d.:]|,\d)"
    r"|(?<!\w)(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[AC-Y]\d[\dW] ?[\dA-Z]{4}|[A-Z]\d[A-Z] ?\d[A-Z]\d)(?!\w)|[都道府県号]"
)
# What every postcode has: three digits in a row, a digit after a capital, or the sign. Its first character is one of a set, and a
# search for such is quick.
MAY_BE_POSTCODE = re.compile(r"[\dA-Z都道府県号](?:(?<=[A-Z])\d|(?<=\d)\d\d|(?<=[都道府県号]))")
# The line below a street: a postcode and a place, or a place and a postcode.
NEXT_LINE = re.compile(rf"[ ,]{{0,2}}\n ?(?:{_POST_FIRST},? {_PLACE}(?: [A-Z]{{2}}\b)?|{_PLACE},? {_POST_LAST})")
# A line that speaks of money, times or amounts is no street.
AFTER_PLACE = re.compile(r"[€$£¥%]|\d:\d\d|\d[ ]?(?:kg|km|cm|mm|ml|items|days|Kč|zł|EUR|USD)(?!\w)")


@lru_cache(maxsize=1)
def FORMS() -> tuple[tuple[re.Pattern[str] | None, re.Pattern[str]], ...]:
    """Whole addresses, compiled at first use; before each what it cannot be without, where looking for that first is quicker."""
    street = rf"(?<![\w'’.-]){_WORD}(?:[ ]{_WORD}){{0,5}}"
    number_first = (
        rf"(?<![\w.,/-])(?:(?:Flat|Apt|Apartment|Unit|Suite|Room) \w{{1,5}}{_GAP}|\d{{1,3}}/)?\d{{1,5}}(?:[A-Za-z](?!\w))?(?:-\d{{1,4}})?"
    )
    postcode_of_brazil = r"\d{5}-\d{3}"
    return (
        # Lindenstraße 57, 10969 Berlin
        (
            None,
            re.compile(
                rf"{street},? {_NUMBER}{_UNIT}{_GAP}(?:(?:- )?{_WORD}(?:[ ]{_WORD}){{0,2}}{_GAP})?{_POST_FIRST},? (?:г\. ?)?{_PLACE}(?: [A-Z]{{2}}\b)?"
            ),
        ),
        # 12 rue des Lilas, 75011 Paris
        (
            None,
            re.compile(
                rf"{number_first}(?: (?:bis|ter|quater|[A-D]))?,? (?i:{_FRENCH_STREET})(?:[ ]{_WORD}|['’]{_WORD}){{1,7}}{_GAP}(?:[A-Z]{{1,2}}-)?\d{{4,5}} {_PLACE}(?: CEDEX)?"
            ),
        ),
        # 93 Kings Lane, Leeds LS8 4QT; 116 Elm St Apt 1B, Portland, OR 97247
        (
            None,
            re.compile(
                rf"{number_first},? {_CAPITAL}(?:{_GAP}(?:{_WORD}|#?\d{{1,4}}[A-Za-z]?(?![\w-]))){{0,9}}{_GAP}{_POST_LAST}"
            ),
        ),
        # Rua das Flores, 123 - Centro, São Paulo - SP, 01310-100
        (
            re.compile(postcode_of_brazil),
            re.compile(
                rf"{street},? {_NUMBER}{_UNIT}(?:[ ,\n-]{{1,3}}{_WORD}(?:[ ]{_WORD}){{0,3}}){{1,3}}[ ,/-]{{1,3}}[A-Z]{{2}}[ ,\n-]{{1,3}}(?:CEP:? )?{postcode_of_brazil}"
            ),
        ),
        # 191186, Санкт-Петербург, Невский проспект, д. 16
        (None, re.compile(rf"(?<![\w-])\d{{6}}, (?:г\. ?)?{_CAPITAL}(?:[ ,]{{1,2}}{_WORD}){{1,6}},? (?:д\. ?)?{_NUMBER}{_UNIT}")),
        # 1052 Budapest, Petőfi Sándor utca 5. 2. em.
        (
            None,
            re.compile(
                rf"(?<![\w.,/-])\d{{4}} {_PLACE}, ?{_WORD}(?:[ ]{_WORD}){{0,3}} (?:utca|u\.|út|útja|tér|körút|krt\.|köz|sétány|fasor) {_NUMBER}\.?{_UNIT}"
            ),
        ),
        # 北京市朝阳区建国路12号3栋502室
        (
            re.compile("号"),
            re.compile(r"[\u4e00-\u9fff]{2,8}[省市区县][\u4e00-\u9fff]{1,16}[路街道巷弄村]\d{1,5}号(?:[\w-]{1,8}[栋幢楼室层座元号]){0,3}"),
        ),
        # 〒150-0001 東京都渋谷区神宮前1-2-3
        (
            None,
            re.compile(
                r"(?:〒? ?\d{3}-\d{4}[ \n]?)?(?:東京都|北海道|京都府|大阪府|[\u4e00-\u9fff]{2,3}県)[\u3040-\u9fff々ァ-ヶー]{1,20} ?\d{1,4}"
                r"(?:(?:-|丁目|番地?|号)\d{0,4}){0,4}(?: ?[A-Za-z\u3040-\u9fffァ-ヶー]{1,16} ?\d{1,4}(?:号室?|室))?"
            ),
        ),
    )
