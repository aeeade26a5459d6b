"""The words that stand beside a value and say what it is.

Data only: per meaning, in the languages of the pages we meet (English, Italian, German, French, Spanish, Portuguese,
Dutch, Polish, Czech and Slovak, Greek, Russian, Arabic, Japanese). Entries are folded by `labels.py` (case, accents,
punctuation), so they are written here as people write them. A trailing star stands for any ending; phrases have at
most four words. OTHER names what is no personal data: it keeps the number beside it readable.
Hand-written: no library known to us has such a list.
"""

PHONE = """
tel | tlf | tfno | tél | phone | phones | telephone* | telefon* | téléphone* | teléfono* | telefono |
telefoon* | τηλ | τηλέφων* | тел | телефон* | هاتف | الهاتف | جوال | الجوال | موبايل | تليفون | mobile |
mobil | mobiel | mobiele | móvil | celular | cellulare | cell | cel | cell phone | telemóvel | tlm |
portable | gsm | handy | handynummer* | komórka | komórkowy | mob | κινητό | σταθερό | мобильный | моб |
whatsapp | signal | telegram | viber | sms | fax | telefax | landline | home phone | work phone |
direct line | direct dial | durchwahl | rückruf* | festnetz* | mobilnummer* | rufnummer* | ligne directe |
fisso | recapito | recapiti | recapito telefonico | per info | info al | chiamare | chiama* | chiamat* |
telefonare | scriv* al | appelez | appeler | joindre | rappel* | joignable | llame | llamar | llámame* |
llama | llamen | contactar al | ligue | ligar | liga* | contacte | bel | bellen | belt | bereikbaar |
volejte | zavolejte | volat | zavolat | dzwoń | dzwonić | zadzwoń | zadzwonić | anruf* | anrufen | ruf |
rufen | erreichbar | erreichen | call | call me | ring | ring me | dial | text me | reach me | reached |
call back | callback | zvonit | звоните | позвоните | звонить | звонок | καλέστε | καλέσ* | اتصل | للاتصال |
رقم الهاتف | my number | meine nummer | mi número | mon numéro | il mio numero | mio numero | mijn nummer |
meu número | moje číslo | mój numer | numero mio | мой номер | το νούμερο μου | رقمي | numer telefonu |
kontakt | contact | contacto | contatto | contato | contatti | επικοινωνία | контакт | контакты |
kontaktnummer | contact number | número de contacto | numéro de contact | m | t | p | f | 電話 | 携帯 | 連絡先 |
ファックス | 手机 | 联系电话 | hotline | helpline | infolinia | linka | numero verde | service client |
klantenservice |
natel | fon | fone | cep | cep telefonu | my no | call from | anruf von | appel de | chiamata da |
mitt nummer | ring til | ring meg | ring mig | puhelin* | puh | matkapuhelin* | soita | mobilszám | hívj* |
sunați | apelați | arayın | nazovi* | mobitel* | зателефонуйте | дзвоніть | обадете се | 전화 | 전화번호 | 휴대폰 |
휴대전화 | 핸드폰 | 연락처 | 电话 | 手机号 | 手机号码 | 手機 | טלפון | נייד
"""

BIRTH = """
born | dob | date of birth | birth date | birthdate | birthday | birth day | bday |
date of birth dd mm yyyy | born on | birth | geboren | geb | geburtsdatum | geburtstag | gebdatum |
geb datum | geboren am | né | née | né e | née le | né le | date de naissance | naissance | ddn |
anniversaire | nato | nata | nato a | nato il | nata il | nati | data di nascita | data nascita | nascita |
compleanno | nacido | nacida | nacido el | fecha de nacimiento | fecha nacimiento | f nacimiento | f nac |
fec nac | nacimiento | cumpleaños | nació | nac | nascido | nascida | nasceu | data de nascimento |
data nascimento | nascimento | aniversário | dn | geboortedatum | geboorte | verjaardag | geb dat |
narozen | narozena | narozen* | nar | datum narození | narození | dátum narodenia | narodený | narodená |
urodzony | urodzona | ur | data urodzenia | urodzenia | data ur | urodziny | urodzon* | γεννήθηκε |
γεννηθ* | ημερομηνία γέννησης | γέννησης | ημ γέννησης | ημνια γέννησης | дата рождения | рождения |
родился | родилась | род | г р | д р | дата рожд | تاريخ الميلاد | الميلاد | تاريخ الولادة | مواليد | ولد |
ولدت | من مواليد | 生年月日 | 誕生日 | 出生日期 | 生まれ |
född | födelse* | født | fødsels* | fødd | synt | synty* | szület* | szül | nașter* | născut* | doğum* |
rođen* | rojstva | rojen* | народж* | народил* | народив* | раждане | роден* | 出生 | 生日 | 생년월일 | 생일 |
תאריך לידה | nasc
"""

DOCUMENT = """
passport* | pass no | passnummer | passnr | passeport* | passaporto | pasaporte | passaporte | paspoort* |
pas | pasu | pasem | paszport* | cestovní pas | cestovního pasu | cestovní doklad | cestovného dokladu |
reisepass* | reisedokument* | ausweis* | personalausweis* | ausweisnummer | perso | führerschein* |
führerausweis* | identity card | identity card number | identity card no | id card | id card number |
id card no | id no | identitätskarte* | identification card | national identity card | carta d identità |
carta identità | cie | documento d identità | documento di identità | documento identità | documento |
patente | patente di guida | permesso di soggiorno | permis de conduire | permis | carte d identité |
carte nationale d identité | cni | titre de séjour | carte de séjour | pièce d identité |
document d identité | carnet de conducir | permiso de conducir | licencia de conducir |
permiso de circulación | documento de identidad | cédula de identidad | carnet de identidad |
tarjeta de residencia | cartão de cidadão | cartão do cidadão | bilhete de identidade | carta de condução |
cnh | título de residência | autorização de residência | rijbewijs* | identiteitskaart* |
identiteitsbewijs* | verblijfsdocument* | documentnummer | legitimatiebewijs* | občanský průkaz |
občanského průkazu | občianskeho preukazu | občiansky preukaz | číslo op | řidičský průkaz |
řidičského průkazu | vodičský preukaz | vodičského preukazu | průkaz totožnosti | průkazu totožnosti |
povolení k pobytu | dowód osobisty | dowodu osobistego | dowód | dowodu | dowodem | prawo jazdy |
prawa jazdy | karta pobytu | karty pobytu | driving licence | driving license | driver licence |
driver license | drivers licence | drivers license | driver s licence | driver s license | licence no |
licence number | dl | residence permit | travel document | id document | identity document | document no |
document number | visa no | visa number | διαβατήρι* | ταυτότητα* | ταυτότητας | αδτ | δίπλωμα οδήγησης |
διπλώματος οδήγησης | άδεια οδήγησης | άδειας οδήγησης | паспорт* | загранпаспорт* | удостоверение |
удостоверения | водительское удостоверение | водительского удостоверения | права | вид на жительство |
جواز | الجواز | جواز السفر | جواز سفر | رخصة القيادة | رخصة قيادة | رخصة السياقة | بطاقة الهوية | الإقامة |
パスポート | 旅券 | 免許証 | 運転免許 | 在留カード | 护照 |
körkort* | pasnummer | kørekort* | førerkort* | passi | passin | ajokort* | henkilökort* | útlevél* |
személyi igazolvány* | jogosítvány* | pașaport* | carte de identitate | pasaport* | ehliyet* | putovnic* |
iskaznic* | izkaznic* | лична карта | посвідчення | 護照 | 驾驶证 | 여권 | 여권번호 | 운전면허 | 운전면허번호 |
carné de conducir | ci | documento di riconoscimento | id kaart | aufenthaltstitel* | nr dowodu
"""

NATIONAL = """
ssn | social security | social security number | social security no | social insurance | sin | itin | tin |
tax id | tax number | tax no | tax reference | tax code | fiscal code | taxpayer | taxpayer id | tax identification | tax file number | tfn | national insurance |
national insurance number | national insurance no | nino | ni | ni no | ni number | nhs | nhs number |
nhs no | utr | unique taxpayer reference | pps | ppsn | pps number | ird | national id |
national identity number | national identification number | personal id | personal identification number |
identity number | id number | medicare | medicare no | medicare number | aadhaar | health card |
health number | health insurance number | codice fiscale | cod fiscale | cod fisc | cf | tessera sanitaria |
steuer id | steuerid | steueridentifikation* | steuerliche identifikation* | identifikationsnummer | idnr |
steuernummer | steuer nr | st nr | stnr | tin nummer | sozialversicherung* | rentenversicherung* |
versicherungsnummer | versicherten nr | versichertennummer | versichertennr | krankenversichert* |
krankenversicherung* | kvnr | svnr | sv nummer | sv nr | ahv | ahv nr | ahv nummer | rvnr |
krankenkassennummer | nir | sécurité sociale | n ss | nss | numéro fiscal | n fiscal | spi | avs | navs |
numéro avs | identifiant fiscal | niss | numéro national | registre national | carte vitale | n de sécu |
sécu | dni | nif | nie | n i f | documento nacional de identidad | seguridad social | nuss | curp | rfc |
cuil | cuit | rut | run | cédula | cédula de ciudadanía | rfc con homoclave | imss | nss imss | naf |
número de afiliación | cip | contribuinte | nif contribuinte | número de contribuinte | segurança social |
número de utente | utente n | sns | n utente | cpf | cpf mf | rg | pis | pasep | cartão sus | cns | cc |
bsn | burgerservicenummer | sofinummer | sofi nummer | rijksregisternummer | rijksregister | insz | rrn |
nationaal nummer | personeelsnummer rijk | pesel | numer pesel | pesel u | nr pesel | rodné číslo |
rodného čísla | rodným číslem | rodné č | r č | rč | rodne c | číslo pojištěnce | číslo pojištěnce rč |
čp pojištěnce | ičp | αφμ | α φ μ | αμκα | α μ κ α | αριθμός φορολογικού μητρώου | φορολογικού μητρώου |
αμα | αρ μητρώου | αριθμός μητρώου κοινωνικής | инн | снилс | полис омс | омс | личный номер | пинфл |
рнокпп | الهوية | رقم الهوية | الهوية الوطنية | رقم الهوية الوطنية | الرقم القومي | الرقم الوطني |
رقم قومي | الإقامة رقم | رقم الضمان الاجتماعي | الضمان الاجتماعي | マイナンバー | 個人番号 | 基礎年金番号 | 保険者番号 | 被保険者番号 |
身份证 | 주민등록번호 | personnummer | personnr | samordningsnummer | cpr | cpr nummer | cpr nr | fødselsnummer |
fodselsnummer | fødselsnr | henkilötunnus | hetu | isikukood | personas kods | asmens kodas | oib | jmbg |
emšo | emso | cnp | egn | егн | ucn | adóazonosító jel | adóazonosító | taj | taj szám | személyi szám |
kennitala | t c kimlik | tc kimlik | kimlik | kimlik no | tckn | tc no | nric | hkid | amka | cnpj | fin | mykad | nik |
matricule | cod numeric personal | teudat zehut | rsa id | sa id |
medicare card | pers nr | persnr | fnr | kv nr | kimlik numarası | ת.ז. | תעודת זהות | іпн | título de eleitor |
nis
"""

CARD = """
card | credit card | debit card | card number | card no | pan | karte | kreditkarte* | kartennummer |
kartennr | debitkarte | karten nr | girokarte | carta | carta di credito | carta di debito | numero carta |
carte | carte bancaire | carte bleue | carte de crédit | cb | tarjeta | tarjeta de crédito |
tarjeta de débito | cartão | cartão de crédito | kaart | kaartnummer | creditcard* | betaalkaart | pas |
bankpas | betaalpas | karta | kartu | karty | kartou | kartę | platební karta | platební karty |
karta kredytowa | karty płatniczej | κάρτα* | карта | карты | картой | карту | بطاقة | البطاقة | カード |
クレジットカード | visa | mastercard | amex | american express | diners | maestro | discover | jcb | unionpay |
mir | мир |
kort | kortnummer | kortti | kártya* | kartic* | картка | картки | 카드 | 卡号 | 银行卡 | 信用卡
"""

ACCOUNT = """
iban | bic | swift | sort code | account no | account number | konto | kontonummer | bankverbindung |
conto | conto corrente | compte | rib | cuenta | conta | rekening | rekeningnummer | účet | účtu |
rachunek | rachunku | nr rachunku | λογαριασμός | λογαριασμού | счёт | счета | р с | الحساب | الآيبان |
آيبان | 口座番号 | 口座
"""

NETWORK = """
ip | ip address | ip adresse | ip addr | ipv4 | ipv6 | client ip | remote addr | indirizzo ip | adresse ip |
dirección ip | endereço ip | ip adres | adres ip | ip adresa | ip adresy | host | client | peer | remote |
από ip | διεύθυνση ip | айпи | عنوان ip | ipアドレス | logged in from | login from | sign in from |
signed in from | anmeldung von | connexion depuis | accesso da | acceso desde | acesso de | inlog vanaf |
přihlášení z | logowanie z | вход с | from | x forwarded for | forwarded for | real ip
"""

SECRET = """
token* | secret* | api key | apikey | api keys | secret key | access key | access token | auth token |
private key | client secret | bearer | authorization | authtoken | webhook secret | signing secret |
your new key | new key | key id | license key | password | passwd | pwd | passphrase | session | sessionid |
session id | sid | cookie | jwt | credential* | recovery code | seed | chiave api | chiave segreta |
chiave | clé api | clé secrète | clé d api | clé | clave api | clave secreta | clave | chave api |
chave secreta | chave da api | chave | schlüssel | api schlüssel | geheimnis | geheimer schlüssel |
zugangsschlüssel | zugriffstoken | sleutel | api sleutel | geheime sleutel | klíč | api klíč | tajný klíč |
klucz | klucz api | tajny klucz | κλειδί | κλειδί api | μυστικό | ключ | ключ api | секретный ключ |
секрет | токен | مفتاح | المفتاح السري | مفتاح api | رمز الوصول | キー | シークレット | トークン | apiキー | jeton |
gettone | ficha de acceso | secret access key |
lösenord | adgangskode | kodeord | passord | salasana | jelszó | parolă | parola | şifre | lozinka |
пароль | 密码 | 비밀번호 | パスワード
"""

ADDRESS = """
address | home address | postal address | mailing address | street address | delivery address |
shipping address | billing address | ship to | deliver to | delivered to | bill to | sold to |
residential address | correspondence address | address line 1 | lives at | living at | residing at |
resident at | moved to | new address | send it to | adresse | anschrift | lieferadresse | lieferanschrift |
rechnungsadresse | rechnungsanschrift | wohnanschrift | wohnadresse | postanschrift | privatadresse |
versandadresse | heimatadresse | hausanschrift | zustelladresse | meldeadresse | wohnhaft | wohnhaft in |
wohnt | wohnort | lieferung an | geliefert an | versand an | indirizzo | indirizzo di spedizione |
indirizzo di consegna | indirizzo di fatturazione | indirizzo di residenza | residenza | residente |
residente in | residente a | domicilio | domiciliato | domiciliata | abitazione | consegna presso |
consegnare a | consegna a | spedire a | spedito a | destinazione | abita in | adresse de livraison |
adresse de facturation | adresse postale | livré chez | livrer à | livraison chez | livré à | livraison à |
domicile | domicilié à | domiciliée à | demeurant | demeurant au | habite | habite au | résidant |
facturer à | expédier à | expédié à | dirección | dirección de envío | dirección de entrega |
dirección de facturación | dirección postal | domicilio en | entregar en | enviar a | entrega en | envío a |
residente en | vive en | domiciliado en | domiciliada en | facturar a | morada | morada de entrega |
morada de faturação | endereço | endereço de entrega | endereço de cobrança | residência | reside em |
residente em | entregar em | enviar para | entrega em | domiciliado em | adres | bezorgadres |
afleveradres | verzendadres | factuuradres | woonadres | huisadres | postadres | thuisadres |
woonachtig te | wonende te | woont aan | bezorgen op | leveren aan | verzenden naar | adresa |
doručovací adresa | dodací adresa | fakturační adresa | adresa doručení | adresa bydliště | bydliště |
trvalé bydliště | trvalý pobyt | bytem | doručit na | doručit | kontaktní adresa | adresa trvalého pobytu |
adresa pro doručení | adres dostawy | adres zamieszkania | adres wysyłki | adres do wysyłki |
adres korespondencyjny | adres do faktury | adres rozliczeniowy | adres zameldowania | zamieszkały |
zamieszkała | zam | miejsce zamieszkania | dostawa na adres | wysyłka na adres | wysłać na | διεύθυνση |
διεύθυνση παράδοσης | διεύθυνση αποστολής | διεύθυνση κατοικίας | διεύθυνση χρέωσης | κατοικία | κάτοικος |
παράδοση σε | адрес | адрес доставки | адрес проживания | адрес регистрации | проживает | проживающий |
прописка | место жительства | доставить по адресу | по адресу | العنوان | عنوان التوصيل | عنوان الشحن |
عنوان السكن | عنوان التسليم | عنوان | محل الإقامة | 住所 | ご住所 | お届け先 | 配送先 | 届け先 | 送り先 | 送付先 | 请求先 | 请求書送付先 |
adress | leveransadress | bostadsadress | bor på | bopæl | leveringsadresse | osoite | toimitusosoite |
kotiosoite | asuu | cím | lakcím | szállítási cím | domiciliu | teslimat adresi | ev adresi |
prebivalište | адреса | адреса доставки | проживає | 주소 | 배송지 | 地址 | 收货地址 | 住址 | כתובת |
live at | moving to | abito in | vivo en | livraison | envío
"""

OTHER = """
order* | purchase order | po | p o | order no | order number | invoice* | receipt | ref | reference* | sku |
part | part no | mpn | model* | article | item | items | ean | upc | gtin | asin | isbn | issn | barcode |
tracking* | parcel* | shipment | consignment | waybill | package | serial* | s n | imei | iccid | batch |
lot | ticket* | case | case no | flight | gate | seat | booking | booking ref | reservation | customer no |
customer number | client no | member no | membership | account ref | contract* | policy | voucher | coupon |
gift card | gift card serial | loyalty | reward | points | meter | meter no | version* | release | build |
firmware | chapter | section | clause | paragraph | rfc no | article no | commit | revision | rev | hash |
checksum | sha | md5 | uuid | guid | timestamp | updated | last updated | pmid | pmcid | doi | oid | duns |
naics | sic | vin | plate | transaction* | payment reference | mandate | clip | zip | postcode | page |
pages | price | was | now | total | subtotal | balance | amount | code | error | port | squawk | serie |
series | draw | lottery | patent* | standard | iso | din | views | likes | vat | vat no | company no |
company number | registration no | registration number | charity | ein | eori | lei | gene | product* |
stock | catalogue | catalog | bestell* | auftrag* | rechnung* | kundennr | kundennummer | kunden nr |
vertrags* | vertrag* | vorgang* | sendung* | paket* | lieferschein* | artikel* | art nr | art | bonus* |
zähler* | chargen* | charge | wkn | isin | hrb | ust id* | ustid* | ust idnr | ust | aktenzeichen | az |
buchung* | ticketnummer | seriennummer* | gutschein* | mandats* | referenz* | verwendungszweck | produkt* |
fassung | steuersatz | bankleitzahl | blz | kapitel | abschnitt | betrag | ordine | ordini | fattura |
pratica | codice cliente | codice articolo | codice prodotto | codice a barre | cod | cod art | codice |
lotto | scad | spedizione n | numero spedizione | tracciamento | tracking n | collo | matricola |
contratto | polizza | bolletta | pod | pdr | ricetta | prenotazione | biglietto | volo | partita iva |
p iva | piva | rea | versione | capitolo | articolo | prezzo | totale | importo | riferimento | protocollo |
tessera punti | carta fedeltà | raccolta punti | buono | telaio | commande* | facture* | n client |
client n | numéro de client | numéro client | dossier | colis | suivi | numéro de suivi | référence | réf |
lot n | contrat | code barres | code article | siret | siren | tva | ape | naf code | réservation | vol |
billet | fidélité | carte de fidélité | carte cadeau | bon | avoir | chapitre | prix | montant | devis |
série | compteur | pdl | pedido* | factura* | referencia | seguimiento | número de seguimiento | envío n |
paquete | cliente n | número de cliente | código de cliente | código | expediente | contrato | póliza |
lote | lote n | albarán | reserva | vuelo | billete | artículo | artículos | versión | capítulo | precio |
importe | cif | tarjeta de puntos | tarjeta regalo | puntos | bono | folio | matrícula | medidas |
código de barras | presupuesto | modelo | encomenda* | fatura | fatura n | rastreio | código de rastreio |
nota fiscal | cliente | referência | entidade | processo | contrato n | apólice | versão | preço | valor |
sorteio | artigo | inscrição | nipc | cartão de pontos | cartão presente | reserva n | voo |
bilhete | guia | orçamento | bestelling* | bestelnummer | ordernummer | factuur* | klantnummer | klantnr |
pakket | zending* | track | trace | track trace | verzend | artikelnummer | betalingskenmerk | kenmerk |
referentie | polis* | contractnummer | serienummer | versie | hoofdstuk | prijs | bedrag | kvk | btw |
btw nummer | spaarkaart | cadeaubon | klantenkaart | boeking* | vlucht | dossiernummer | zaaknummer |
meterstand | maat | kleur | objednávka* | objednávky | faktura | faktury | faktúra | zakázka |
variabilní symbol | vs | konstantní symbol | specifický symbol | zásilka | zásilky | balík | číslo zásilky |
smlouva | smlouvy | pojistka | kód | kód zboží | zboží | šarže | výrobní číslo | verze | cena | ičo | ič |
dič | zákaznické číslo | číslo zákazníka | dodací list | doklad č | spis | sp zn | letenka | jízdenka |
rezervace | věrnostní karta | dárková karta | kapitola | zamówieni* | faktury nr | faktura nr | przesyłk* |
numer przesyłki | paczk* | nr klienta | numer klienta | umow* | partia | kod | kod kreskowy | wersja |
kwota | nip | regon | krs | rezerwacj* | bilet | karta lojalnościowa | karta podarunkowa | reklamacj* |
numer seryjny | sygnatura | rozdział | artykuł | tytuł przelewu | παραγγελία* | παραγγελίας | τιμολόγι* |
τιμολογίου | προϊόν* | κωδικός | κωδικός προϊόντος | αποστολή* | αποστολής | δέμα | δέματος | έκδοση |
τιμή | σύνολο | κράτηση | εισιτήριο | συμβόλαιο | παρτίδα | γεμη | αρ τιμολογίου | αρ παραγγελίας |
κωδικός πελάτη | σειριακός | κεφάλαιο | заказ* | счёт на оплату | накладн* | артикул | товар* | посылк* |
трек | отправлени* | договор* | полис | клиент | клиента | версия | цена | сумма | код | партия | серийный |
бронь | бронирования | билет | рейс | дело | заявк* | обращени* | огрн | кпп | окпо | бик | штрихкод |
глава | رقم الطلب | الطلب | طلب | الفاتورة | فاتورة | الشحنة | شحنة | تتبع | التتبع | رقم التتبع | المنتج |
رمز المنتج | السعر | الإصدار | إصدار | الحجز | التذكرة | العقد | العميل | رقم العميل | المرجع |
الرقم المرجعي | الرقم التسلسلي | الباركود | الدفعة | 注文 | 商品 | 品番 | 型番 | 請求書 | 伝票 | 追跡 | お問い合わせ番号 | 予約 |
会員 | 顧客 | 契約 | 製造番号 | シリアル | バージョン | 価格 | 税込 | ロット | 受付番号 | ポイント | 管理番号 | 法人番号 | 便名 |
beställning* | artikelnr | kolli* | varenr | bestilling* | ordre* | tilaus* | tuote* | viite* | rendelés* |
cikkszám | számla* | comand* | cod produs | sipariş* | ürün* | müşteri no | kargo* | narudžb* | šifra |
pošiljk* | naročil* | поръчк* | пратк* | замовлен* | 주문* | 상품* | 송장* | 운송장* | 订单* | 快递单号 | 商品编号 | 运单号 |
价格 | הזמנה
"""

# Words that may stand between a label and its value and say nothing: "passport no.", "nascido a", "Tel.: (home)".
FILLER = """
id | serie | série | seria | series | серия | и | no | nr | num | number | nummer | numero | número |
numéro | n | nro | numer | číslo | č | č j | αρ | αριθμός | номер | رقم | no no | is | was | are | of |
the | on | at | to | my | your | in | for | and | by | a | us | am | le | la | il | lo | el | en | em | op |
dne | dnia | w | v | ve | z | ze | an | auf | unter | au | aux | al | alla | allo | ao | à | do | da | di |
de | del | della | des | du | d | l | o | os | na | nad | pod | po | pro | für | von | vom | der | die |
das | lautet | ist | est | es | é | è | jest | je | στο | στις | είναι | του | της | по | от | на | с | у |
г | هو | في | إلى | من | على | は | が | の | nº
"""
