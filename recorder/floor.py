"""The floor: fields whose values are never even read, whatever the settings.

A field is on the floor by its type, by a token of its ``autocomplete``, by words in what describes it (name, id, label,
placeholder, ...) in many languages, or by its look (dots instead of letters). The probe holds these same rules as data and
reads no value there; the recorder asks them once more of what it was sent. Nothing opens the floor.

Sources: HTML Living Standard, section "Autofill" (tokens); the rest are the words found on forms of shops, banks and
offices in English, Italian, German, French, Spanish, Portuguese, Dutch, Polish and Czech, and, for what is asked most, in some
thirty more. Over-matching hides a field's value and costs nothing else, so words in doubt are in.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Any

TYPES = ("password", "hidden", "file")

# Full autocomplete tokens, after section-*, shipping, billing, home, work ... were split off; any case.
AUTOCOMPLETE = r"^(?:cc-.*|current-password|new-password|one-time-code|webauthn|tax-?id|ssn)$"

# Single words and runs of words, tested against descriptions split into words ("cardNumber" -> "card number").
_WORDS = """
pass pwd psw pswd pin pins puk mpin otp totp tan mtan 2fa mfa secret geheim segreto segredo secreto sekret tajny
clave senha haslo hasło heslo parola
cc ccn cvc cvc2 cvv cvv2 csc cvn cid pan ccv amex visa mastercard maestro
iban bic swift blz rib nib clabe nrb aba bban konto conto cuenta compte rekening ucet rachunek
ssn nin nino itin tin nir dni nie nif cif curp rfc cpf cnpj cf bsn pesel nip regon ahv avs oasi svnr idnr uidnr steuernr
exp expiry expires expiration expirydate expdate expmonth expyear
aadhaar sin tfn passport paspoort paszport pasaporte passaporto passaporte passeport reisepass
sifre lozinka geslo salasana parool sandi cpr hetu cnp egn oib jmbg tckn taj cccd cmnd nik mnemonic bearer
инн ипн іпн егн рнокпп πιν αφμ αμκα
""".split()

# Longer strings, tested against the description with everything but letters and digits taken out ("card_number" -> "cardnumber").
_COMPACT = """
password passwd passphrase passcode passwort kennwort motdepasse contrasena contrasenya palavrapasse palavrachave
wachtwoord paroladordine parolachiave parolasegreta kodpin pincode codicepin geheimzahl geheimnummer mfacode
onetime einmalcode einmalpass codiceusaegetta codigounico jednoraz eenmalig
verificationcode verifycode confirmationcode securitycode securityanswer secretanswer secretquestion smscode authcode
authenticat accesscode codiceverifica codicediverifica codicedisicurezza codicesicurezza codicesms codiceaccesso
bestatigungscode sicherheitscode prufcode prufziffer freigabecode codedeverification codedesecurite codeverification
codesecurite cryptogramme codigodeverificacion codigoverificacion codigodeseguridad codigodeverificacao codigodeseguranca
verificatiecode beveiligingscode kodweryfikacyjny kodbezpieczenstwa kodsms overovacikod bezpecnostnikod kontrolnikod
cardnum cardno cardnr ccnum ccno ccexp cccsc creditcard debitcard paymentcard bankcard cardexp
cardvalid validthru validthrough expirationdate expirationmonth expirationyear expirymonth expiryyear datadiscadenza
gultigbis gueltigbis datedexpiration fechadecaducidad datadevalidade datawaznosci platnostkarty vervaldatum
cardholder nameoncard cardname ccname cardcode cardverification numerocarta numerodellacarta numerodicarta cartadicredito
cartadidebito cartacredito scadenzacarta titolarecarta intestatariocarta kartennummer kreditkarte kartennr karteninhaber
bankkarte numerodecarte numerocarte cartebancaire cartebleue cartedecredit titulairedelacarte numerodetarjeta
numerotarjeta tarjetadecredito tarjetadedebito titulardelatarjeta numerodocartao cartaodecredito
cartaodedebito titulardocartao kaartnummer kredietkaart betaalkaart kaarthouder numerkarty kartakredytowa kartyplatniczej
kartypłatniczej posiadaczkarty cislokarty kreditnikarta platebnikarta drzitelkarty
accountno accountnum acctnum acctno bankaccount bankdetails sortcode routingnumber routingno
numeroconto numerodiconto contocorrente contobancario coordinatebancarie bankverbindung bankleitzahl
numerodecompte numerocompte comptebancaire numerodecuenta numerocuenta cuentabancaria
numerodaconta numeroconta contabancaria rekeningnummer bankrekening numerkonta numerrachunku rachunekbankowy
rachunkubankowego cislouctu bankovniucet
socialsecurity nationalid nationalinsurance nationalnumber taxid taxnumber taxpayer taxreference taxcode idnumber idcard
documentnumber documentid passportnumber
personalnumber personalid citizenid insurancenumber healthnumber nhsnumber
codicefiscale numerodocumento tesserasanitaria patentediguida numeropatente
steuernummer steuerid sozialversicherung rentenversicherung versichertennummer krankenversicherung
personalausweis ausweisnummer fuhrerschein securitesociale numerofiscal
cartenationale permisdeconduire numerodedocumento
seguridadsocial tarjetasanitaria carnetdeconducir cedula contribuinte segurancasocial cartaodecidadao
cartadeconducao burgerservice sofinummer rijbewijs
dowodosobisty dowoduosobistego numerdowodu prawojazdy ubezpieczenia rodnecislo cisloprukazu obcanskyprukaz
cisloobcanskeho ridicskyprukaz cestovnipas personnummer
memorableword memorableinfo memorabledate maidenname recovery licen identi konto seedphrase backupcode privatekey
secretkey apikey accesskey token
""".split()
# The same of other languages: passwords, codes, cards, accounts, ids. In any spelling that `_fold` takes apart.
_ELSEWHERE = """
lösenord adgangskode kodeord passord tunnusluku zaporka slaptažodis mậtkhẩu katasandi jelszó engångskod kertakäyttö
egyszeri tekkullan doğrulamakod güvenlikkod säkerhetskod sikkerhedskode sikkerhetskode turvakoodi biztonságikód sigurnosnikod
coddesecuritate coddeverificare kortnummer kortnr korttinumero kártyaszám bankkártya kartnumara kredikart numărcard numărulcard
brojkartice številkakartice nomorkartu sốthẻ contbancar tilinumero bankszámla hesapno brojračuna sốtàikhoản fødselsnummer
henkilötunnus kimlikno tckimlik adóazonosító személyi codnumericpersonal isikukood asmenskod osobnibroj ličnibroj
парол пинкод кодподтвержд кодпідтвердж одноразов одноразн кодизсмс смскод секретн номеркарт картки банковскаякарт кодкарт
срокдейств расчетныйсчет номерсчет лицевойсчет рахунк сметка снилс паспорт
κωδικο συνθηματικο αριθμοσκαρτ αριθμοςκαρτ πιστωτικ λογαριασμ ταυτοτητ διαβατηρι
密码 密碼 口令 验证码 驗證碼 校验码 动态码 安全码 安全碼 卡号 卡號 有效期 银行账 银行卡 銀行帳 信用卡 身份证 身分證
社保 税号 稅號 护照 護照
パスワード 暗証 認証コード 確認コード ワンタイム カード番号 カード名義 有効期限 セキュリティコード 口座
マイナンバー 個人番号 免許証 旅券 パスポート
비밀번호 암호 인증번호 카드번호 계좌 주민등록 주민번호 여권 보안코드 유효기간
كلمةالمرور كلمةمرور كلمةالسر الرقمالسري رمزالتحقق رمزالأمان رقمالبطاقة بطاقةالائتمان رقمالحساب آيبان الهوية
جوازالسفر الرقمالقومي الرقمالوطني
رمزعبور گذرواژه کدملی شمارهکارت شمارهحساب رمزدوم
סיסמה סיסמא קודאימות מספרכרטיס כרטיסאשראי תעודתזהות מספרזהות חשבוןבנק מספרחשבון דרכון
पासवर्ड पासकोड आधार कार्डनंबर कार्डसंख्या खातासंख्या รหัสผ่าน เลขบัตร บัตรเครดิต บัตรประชาชน เลขที่บัญชี
""".split()

_hump = re.compile(r"([a-z0-9])([A-Z])")
_marks = re.compile(r"[\u0300-\u036f]+")
_gap = re.compile(r"[\W_]+")


def _fold(description: str) -> str:
    """Words in small letters without accents, a space between two."""
    return _gap.sub(" ", _marks.sub("", unicodedata.normalize("NFKD", _hump.sub(r"\1 \2", description)))).lower()


_WORDS = [_fold(word) for word in _WORDS]
_COMPACT += [_fold(run).replace(" ", "") for run in _ELSEWHERE]
_BEFORE, _AFTER = r"(?:^| )(?:", r")(?: |$)"
WORDS = _BEFORE + "|".join(sorted(_WORDS)) + _AFTER  # in order, they take fewer bytes in the bundle
COMPACT = "|".join(sorted(_COMPACT))
# What a placeholder shows: dots, or a number written like those of cards and accounts, or a month and a year.
SAMPLE = (
    "[\u2022\u25cf\u2219\u00b7\u2981*]{3}|(?:[0-9xX#_]{4}[ -]?){3}[0-9xX#_]|[A-Za-z]{2}[0-9]{2} ?(?:[0-9A-Za-z]{4} ?){3}"
    "|^ *(?:[Mm]{2}|[01][0-9]) ?[/-] ?(?:[YyAaJjRr]{2,4}|[0-9]{2}) *$"
)
# Fonts that show dots do what the property does.
LOOK = {"property": "-webkit-text-security", "harmless": ["", "none"], "font": "security|password|disc|bullet|dots"}

_autocomplete = re.compile(AUTOCOMPLETE)
_sample = re.compile(SAMPLE)


_HEAD_CHARS = (2, 3)  # the shortest run has two letters


@lru_cache(maxsize=1)
def _tables() -> tuple[frozenset[str], list[str], frozenset[str]]:
    """The same as the probe's two expressions, which would be fifty thousand bytes in the memory that Python starts from.

    The last: how the runs begin. There are hundreds of them, and in most descriptions none begins.
    """
    runs = COMPACT.split("|")
    return frozenset(WORDS[len(_BEFORE) : -len(_AFTER)].split("|")), runs, frozenset(run[: _HEAD_CHARS[-1]] for run in runs)


def describes_floor(description: str) -> bool:
    """Whether one name, label or placeholder says that its field is on the floor.

    >>> describes_floor("billing[cardNumber]"), describes_floor("Città")
    (True, False)
    """
    spaced = _fold(description)
    words, runs, heads = _tables()
    if not words.isdisjoint(spaced.split(" ")):
        return True
    compact = spaced.replace(" ", "")
    begun = [compact[at : at + chars] for at in range(len(compact)) for chars in _HEAD_CHARS]
    return not heads.isdisjoint(begun) and any(run in compact for run in runs)


def is_floor(attributes: dict[str, str]) -> bool:
    """Whether a field is on the floor as far as its attributes tell; the probe also knows labels, looks and history."""
    if attributes.get("type", "").strip().lower() in TYPES:
        return True
    tokens = attributes.get("autocomplete", "").lower().split()
    if any(_autocomplete.match(token) for token in tokens):
        return True
    if _sample.search(attributes.get("placeholder", "")):
        return True
    return any(describes_floor(attributes[name]) for name in DESCRIBED_BY if name in attributes)


DESCRIBED_BY = (  # in an order that takes few bytes in the bundle
    "name", "class", "aria-placeholder", "data-cy", "aria-description", "title", "data-testid", "inputmode",
    "data-braintree-name", "data-encrypted-name", "data-qa", "data-test", "label", "placeholder", "data-recurly",
    "data-checkout", "data-type", "data-name", "ng-model", "formcontrolname", "data-field", "id", "aria-label",
)  # fmt: skip


def rules() -> dict[str, Any]:
    """The same as JSON data for the probe. The expressions keep to what Python and JavaScript read alike."""
    return {
        "types": TYPES,
        "autocomplete": AUTOCOMPLETE,
        "words": WORDS,
        "compact": COMPACT,
        "sample": SAMPLE,
        "describedBy": DESCRIBED_BY,
        "look": LOOK,
    }
