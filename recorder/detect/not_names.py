"""Capitalised words that follow a label or a greeting and name no person; words of firms; particles inside names.

Data only, folded by `names.py`: NOT_NAME in the languages of `words.py`, PARTICLES and COMPANY as single words.
"""

NOT_NAME = """
training | day | week | month | year | discount | discounts | programme | program | plan | plans | course |
courses | desk | benefits | house | center | centre | club | loan | loans | housing | handbook | agreement |
rewards | reward | loyalty | app | online | digital | free | premium | basic | standard | gold | silver |
bronze | platinum | plus | pro | vip | united | kingdom | states | nations | government | public | private |
general | national | international | royal | association | finder | directory | booking | bookings |
stories | feedback | survey | journey | success | protection | insurance | banking | offers | offer |
deals | sale | gift | gifts | guidelines | required | deal | resources | tools | settings | dashboard |
profile | photo | photos | pictures | image | logo | menu | cart | basket | checkout | wishlist |
newsletter | blog | news | faq | press | jobs | careers | location | locations | events | event | summer |
winter | spring | autumn | monday | parking | lounge | room | rooms | wifi | wi-fi | wi | level | tier |
score | rating | ratings | waiting | pending | active | inactive | none | e-mail | mail | website |
comments | comment | message | notes | note | title | gender | sex | nationality | postcode | zip | state |
region | signature | relationship | occupation | language | currency | amount | quantity | last | first |
passwort | ort | plz | stadt | land | straße | betreff | nachricht | anrede | titel | firma | geschlecht |
staatsangehörigkeit | vorname | città | paese | cap | oggetto | messaggio | sesso | ville | pays | objet |
courriel | sexe | civilité | contraseña | correo | ciudad | país | mensaje | asunto | sexo | cidade |
senha | mensagem | assunto | wachtwoord | stad | bericht | onderwerp | geslacht | heslo | město | země |
zpráva | předmět | pohlaví | hasło | miasto | kraj | wiadomość | temat | płeć | πόλη | χώρα | μήνυμα |
θέμα | φύλο | город | страна | сообщение | тема | пол | пароль | почта | المدينة | الدولة | الرسالة |
الجنس | البريد | sir | madam | sirs | all | team | everyone | everybody | there | world | customer |
customers | client | clients | user | users | member | members | guest | guests | friend | friends |
colleague | colleagues | reader | readers | student | students | hiring | manager | subscriber |
subscribers | shopper | traveller | folks | guys | again | back | home | to | you | your | for | the | a |
an | and | my | our | us | we | it | this | that | these | new | please | kitty | santa | diary | partner |
supporter | parents | parent | neighbour | neighbor | visitor | applicant | candidate | editor | owner |
resident | tenant | fan | fans | shop | store | untitled | unnamed | unknown | n | na | not | no | yes |
optional | anonymous | admin | administrator | default | test | null | undefined | tbd | tba | various |
self | other | others | select | choose | enter | add | edit | change | see | show | view | search | any |
mandatory | support | service | help | sales | info | name | address | email | phone | date | city |
country | street | company | password | number | order | invoice | total | account | card | gate | seat |
status | type | male | female | adult | adults | child | children | care | portal | area | information |
details | data | list | form | history | records | record | safety | rights | satisfaction | experience |
relations | reviews | review | login | page | id | tips | guide | policy | terms | january | february |
march | april | may | june | july | august | september | october | november | december | tuesday |
wednesday | thursday | friday | saturday | sunday | damen | herren | kunde | kundin | kunden | kundinnen |
gast | gäste | nutzer | nutzerin | leser | leserin | leserinnen | mitglied | mitglieder | freunde |
freundinnen | freund | freundin | kollege | kollegin | kollegen | kolleginnen | zusammen | welt | eltern |
nachbarn | bewerber | unbekannt | keine | kein | pflichtfeld | bitte | alle | im | in | bei | zum | zur |
für | ihr | ihre | ihren | ihnen | wir | das | der | die | sie | es | ist | nicht | mieter | patienten |
patientinnen | teilnehmer | tag | grüße | cliente | clienti | utente | utenti | lettore | lettrice |
lettori | amico | amica | amici | collega | colleghi | diario | socio | soci | ospite | ospiti | tutti |
ditta | società | signori | signore | mondo | nuovo | nuova | nessuno | obbligatorio | facoltativo | da |
di | su | per | il | la | lo | le | gli | i | un | una | del | della | e | al | studente | studenti |
genitori | candidato | professore | bella | ragazzi | abbonato | passeggero | paziente | utilisateur |
lecteur | lectrice | lecteurs | ami | amie | amis | collègue | collègues | tous | toutes | à | au | aux |
les | une | des | du | de | et | pour | sur | chez | messieurs | mesdames | inconnu | aucun | aucune |
obligatoire | facultatif | adhérent | adhérents | abonné | abonnés | voisins | monde | partenaire | membre |
locataire | clientes | usuario | usuaria | usuarios | lector | lectora | lectores | amigo | amiga | amigos |
amigas | compañero | compañera | compañeros | todos | todas | señores | el | los | las | y | por | para |
con | sus | mundo | ninguno | obligatorio | opcional | desconocido | socios | vecino | vecinos | abonado |
alumno | alumnos | inquilino | utilizador | utilizadora | usuária | usuário | leitor | leitora | leitores |
colega | colegas | senhores | senhoras | o | os | as | em | do | seu | sua | nenhum | obrigatório |
desconhecido | sócio | associado | encarregado | munícipe | consumidor | gente | pessoal | klant | klanten |
gebruiker | gebruikers | lezer | lezers | vriend | vriendin | vrienden | collegas | relatie | heren |
dames | mevrouw | allemaal | allen | iedereen | ouders | buren | onbekend | geen | verplicht | optioneel |
bij | op | aan | van | voor | het | een | uw | je | huurder | bewoner | leden | lid | meneer | patiënt |
bezoeker | zákazníku | zákaznice | zákazníci | zákazník | kliente | klientko | klienti | uživateli |
uživatelé | čtenáři | čtenářko | příteli | přátelé | kolegové | kolegyně | všichni | dámo | dámy | pánové |
pane | paní | neznámý | nepovinné | povinné | v | za | se | obchodní | partneři | rodiče | členové |
návštěvníku | hoste | světe | občane | państwo | kliencie | klienci | klientki | użytkowniku |
użytkowniczko | użytkownicy | czytelniku | czytelnicy | przyjacielu | przyjaciele | koleżanki | koledzy |
wszyscy | wszystkim | nieznany | brak | wymagane | opcjonalne | w | z | rodzice | członkowie | gościu |
najemco | świecie | lokatorze | mieszkańcy | pacjencie | πελάτη | πελάτισσα | πελάτες | φίλοι | φίλε |
φίλη | συνάδελφοι | συνάδελφε | αναγνώστη | αναγνώστες | χρήστη | κύριοι | όλους | όλοι | μέλος |
επισκέπτη | γονείς | κόσμε | клиент | клиенты | покупатель | покупатели | пользователь | пользователи |
друг | друзья | коллеги | коллега | читатель | читатели | гость | гости | все | всем | партнеры | партнёры |
мир | дамы | родители | жильцы | подписчик | абонент | господа | товарищи | студенты | пациенты | العميل |
عميلنا | عملاءنا | عملائنا | المستخدم | صديقي | أصدقاء | أصدقاءنا | القارئ | القراء | بكم | بك | الجميع |
جميعا | العملاء | الكريم | الكريمة | الزبون | في | الى | إلى | من | على | الزملاء | الطلاب | لك | لكم |
جزيلا | بعودتك | العزيز | المشترك |
vásárlónk | vásárló | ügyfelünk | ügyfél | kund | kunder | alla | vänner | asiakas | clienți | prieteni |
müşterimiz | herkes | kupci | клієнте | клієнти | друзі | приятели
"""

PARTICLES = """
de da do dos das di del della dello dei degli van von der den ter ten te zu zum zur la le las los lo du des
d el al bin ibn bint abu ben y e i o' af av ap mac mc st af
"""
COMPANY = """
ltd limited inc incorporated llc llp plc corp corporation company co gmbh ag kg ohg ug se sa sas sarl srl
spa sl slu lda ltda bv nv vof sro as spol sp zoo oy ab aps oyj kft zrt ooo zao ao pty bank banca group
holding foundation stiftung verein association university hospital clinic hotel restaurant verlag shop store
services solutions trading school institute council ministry department team support office
"""
