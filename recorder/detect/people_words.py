"""The words that introduce a person's name.

Data only, folded by `names.py` like `words.py`. NAME: the field itself ("full name", "Nachname"). QUALIFIER: what may
stand before such a word and still mean a person ("customer name", never "product name"). ROLE: a person's part
("Patient", "Mieter"). GREETING: what opens a letter. ACCOUNT: what a site says to who is signed in.
"""

NAME = """
name | names | full name | first name | last name | middle name | given name | given names | family name |
surname | forename | maiden name | legal name | your name | fullname | firstname | lastname |
name and surname | first and last name | name surname | preferred name | name on card | name of cardholder |
name as on passport | nachname | vorname | vornamen | familienname | geburtsname | zuname | rufname |
vor und nachname | vor und zuname | vorname nachname | vorname und nachname | name vorname | ihr name |
vollständiger name | kundenname | name des kunden | name des patienten | name des karteninhabers | nome |
cognome | nome e cognome | cognome e nome | nome completo | nome cognome | nominativo | nome del cliente |
nome del paziente | nome titolare | nome del titolare | nom | prénom | prénoms | nom et prénom |
nom et prénoms | prénom et nom | nom prénom | nom de famille | nom complet | nom de naissance |
nom du patient | nom du client | nom du titulaire | nom d usage | nombre | apellido | apellidos |
nombre y apellidos | nombre y apellido | apellidos y nombre | nombre completo | nombre del paciente |
nombre del cliente | nombre del titular | primer apellido | segundo apellido | apelido | apelidos |
sobrenome | nome próprio | nome e apelido | nome do cliente | nome do paciente | nome do titular |
nome do utente | naam | voornaam | voornamen | achternaam | volledige naam | voor en achternaam |
naam en voornaam | geboortenaam | roepnaam | naam patiënt | naam kaarthouder | naam klant | jméno |
příjmení | jméno a příjmení | příjmení a jméno | celé jméno | rodné příjmení | křestní jméno |
jméno pacienta | jméno zákazníka | meno | priezvisko | meno a priezvisko | imię | nazwisko |
imię i nazwisko | nazwisko i imię | imiona | nazwisko rodowe | imię pacjenta | imię i nazwisko pacjenta |
imię i nazwisko klienta | ονοματεπώνυμο | όνομα | επώνυμο | επίθετο | όνομα και επώνυμο | όνομα επώνυμο |
ονομα πελάτη | имя | фамилия | имя и фамилия | фамилия и имя | фио | ф и о | фамилия имя отчество |
полное имя | отчество | الاسم | الاسم الكامل | اسم العميل | اسم المريض | اللقب | اسم العائلة | الاسم الأول |
اسم المستخدم الكامل | اسم صاحب الحساب | اسم المسافر | اسم حامل البطاقة |
namn | förnamn | efternamn | för och efternamn | navn | fornavn | etternavn | fulde navn | fullt navn |
nimi | etunimi | sukunimi | koko nimi | név | teljes név | vezetéknév | keresztnév | nume | prenume |
nume și prenume | ad soyad | adı soyadı | soyad | ime | prezime | ime i prezime | priimek |
ime in priimek | ім'я | прізвище | піб | име | име и фамилия | трите имена | שם | שם מלא
"""

QUALIFIER = """
customer | client | patient | passenger | guest | attendee | contact | account | holder | card |
cardholder | recipient | sender | beneficiary | employee | tenant | student | teacher | parent | child |
member | applicant | candidate | driver | owner | visitor | traveller | traveler | payee | payer | user |
participant | father | mother | spouse | billing | shipping | delivery | your | the | full | first | last |
legal | real | insured | policyholder | borrower | subscriber | doctor | emergency | and | primary | s |
lead | main | display | buyer | seller | landlord | donor | next of kin | kin
"""

ENGLISH_ROLE = """
patient | passenger | guest | attendee | account holder | card holder | cardholder | accountholder |
policyholder | policy holder | holder | beneficiary | recipient | sender | payee | payer | employee |
tenant | landlord | student | pupil | teacher | parent | guardian | member | applicant | candidate |
driver | insured | insured person | customer | client | buyer | seller | contact person | contact |
emergency contact | next of kin | bill to | billed to | sold to | ship to | shipped to | deliver to |
delivered to | deliver for | attn | for the attention of | c o | on behalf of | subscriber | borrower |
donor | traveller | traveler | lead guest | participant | assigned to | assignee | requested by |
requester | prepared for | issued to | reported by | signed by | owner | registered owner | spouse |
father | mother | child | husband | wife | claimant | defendant | plaintiff | resident | occupant |
registrant | visitor | renter | lessee | doctor | physician | your advisor | caller | called by |
interviewee | nominee | witness | speaker |
kund | mottagare | avsändare | kontoinnehavare | hyresgäst | kunde | pasient | modtager | mottaker |
afsender | avsender | kontohaver | asiakas | potilas | vastaanottaja | vásárló | beteg | páciens |
címzett | ügyfél | pacient | destinatar | beneficiar | müşteri | hasta | alıcı | gönderen | hesap sahibi |
kupac | pacijent | primatelj | klijent | клієнт | пацієнт | отримувач | одержувач | получател |
shipping to
"""

ROLE = """
invoice to | invoiced to | prescription for | appointment for | ticket for | reservation for | booking for |
parcel for | in the name of | rezept für | termin für | buchung für | reservierung für | auf den namen |
prenotazione per | appuntamento per | prenotazione a nome | a nome di | a nome | ricetta per |
réservation au nom de | au nom de | rendez vous pour | ordonnance pour | a nombre de | reserva a nombre de |
cita para | em nome de | consulta para | reserva em nome de | afspraak voor | reservering voor |
op naam van | na jméno | rezervace na jméno | termín pro | recept pro | na nazwisko |
rezerwacja na nazwisko | recepta dla | wizyta dla | στο όνομα | κράτηση στο όνομα | на имя | запись на имя |
باسم | حجز باسم | patientin | passagier | fahrgast | reisender | reisende | gast | teilnehmer |
teilnehmerin | kontoinhaber | kontoinhaberin | karteninhaber | karteninhaberin | inhaber | empfänger |
empfängerin | absender | absenderin | mieter | mieterin | vermieter | vermieterin | schüler | schülerin |
lehrer | mitglied | antragsteller | antragstellerin | bewerber | bewerberin | fahrer | fahrerin |
versicherter | versicherte | versicherte person | versicherungsnehmer | versicherungsnehmerin | kunde |
kundin | käufer | käuferin | verkäufer | ansprechpartner | ansprechpartnerin | kontaktperson |
notfallkontakt | zahlungsempfänger | auftraggeber | arbeitnehmer | arbeitnehmerin | mitarbeiter |
mitarbeiterin | rechnung an | rechnungsempfänger | z hd | bearbeiter | besitzer | halter | fahrzeughalter |
eigentümer | ehepartner | zahler | begünstigter | erziehungsberechtigter | paziente | passeggero |
passeggera | ospite | partecipante | intestatario | intestataria | intestato a | titolare | beneficiario |
beneficiaria | destinatario | destinataria | mittente | inquilino | inquilina | studente | studentessa |
alunno | alunna | iscritto | socio | richiedente | candidato | candidata | conducente | assicurato |
assicurata | contraente | cliente | acquirente | venditore | referente | contatto di emergenza |
dipendente | locatario | conduttore | assistito | assistita | ordinante | genitore | proprietario |
fatturare a | all attenzione di | alla c a | fattura intestata a | medico | sottoscritto | sottoscritta |
debitore | viaggiatore | passager | passagère | voyageur | voyageuse | invité | invitée | participant |
participante | titulaire | titulaire du compte | titulaire de la carte | bénéficiaire | destinataire |
expéditeur | expéditrice | locataire | étudiant | étudiante | élève | adhérent | adhérente | demandeur |
demandeuse | candidat | candidate | conducteur | conductrice | assuré | assurée | souscripteur | salarié |
salariée | acheteur | vendeur | personne à contacter | contact d urgence | employé | employée | facturé à |
à l attention de | propriétaire | allocataire | abonné | médecin | soussigné | soussignée |
donneur d ordre | hôte | paciente | pasajero | pasajera | huésped | asistente | titular |
titular de la cuenta | titular de la tarjeta | remitente | arrendatario | arrendador | alumno | alumna |
estudiante | socia | solicitante | conductor | conductora | asegurado | asegurada | tomador | empleado |
empleada | comprador | vendedor | contacto de emergencia | persona de contacto | trabajador | trabajadora |
facturar a | a la atención de | propietario | ordenante | viajero | viajera | médico | abonado | utente |
passageiro | passageira | hóspede | titular da conta | titular do cartão | beneficiário | beneficiária |
destinatário | destinatária | remetente | arrendatário | senhorio | aluno | aluna | estudante | sócio |
requerente | condutor | segurado | segurada | tomador do seguro | funcionário | funcionária |
contacto de emergência | contato de emergência | pessoa de contacto | trabalhador | trabalhadora |
ao cuidado de | proprietário | viajante | locatário | colaborador | colaboradora | patiënt | patiënte |
reiziger | deelnemer | deelneemster | rekeninghouder | kaarthouder | houder | begunstigde | ontvanger |
geadresseerde | afzender | huurder | huurster | verhuurder | leerling | lid | aanvrager | kandidaat |
sollicitant | bestuurder | verzekerde | verzekeringnemer | klant | koper | verkoper | contactpersoon |
noodcontact | contactpersoon bij nood | werknemer | werkneemster | medewerker | t a v | ter attentie van |
eigenaar | ten name van | t n v | cliënt | betaler | pacient | pacientka | cestující | host | účastník |
účastnice | majitel účtu | držitel karty | držitel | držitelka | příjemce | odesílatel | nájemce |
nájemník | pronajímatel | student | studentka | žák | žákyně | člen | žadatel | žadatelka | uchazeč |
řidič | pojištěný | pojištěná | pojištěnec | pojistník | zákazník | zákaznice | kupující | prodávající |
kontaktní osoba | zaměstnanec | zaměstnankyně | vlastník | vlastník účtu | majitel | plátce | odběratel |
klient | klientka | k rukám | lékař | ošetřující lékař | pacjent | pacjentka | pasażer | pasażerka | gość |
uczestnik | uczestniczka | posiadacz rachunku | posiadacz karty | posiadacz | odbiorca | nadawca | najemca |
wynajmujący | uczeń | uczennica | członek | wnioskodawca | kandydat | kandydatka | kierowca | ubezpieczony |
ubezpieczona | ubezpieczający | kupujący | sprzedający | nabywca | osoba kontaktowa | pracownik |
właściciel | właściciel konta | zleceniodawca | beneficjent | podróżny | płatnik | opiekun | lekarz |
lokator | dane pacjenta | ασθενής | επιβάτης | επισκέπτης | δικαιούχος | κάτοχος | κάτοχος κάρτας |
παραλήπτης | αποστολέας | ενοικιαστής | φοιτητής | μαθητής | μέλος | αιτών | αιτούσα | οδηγός |
ασφαλισμένος | πελάτης | πελάτισσα | αγοραστής | υπάλληλος | εργαζόμενος | ιδιοκτήτης | καταθέτης |
εκμισθωτής | μισθωτής | υπόψη | пациент | пациентка | пассажир | гость | участник | владелец счёта |
владелец карты | держатель карты | владелец | получатель | отправитель | арендатор | студент | ученик |
член | заявитель | кандидат | водитель | страхователь | застрахованный | клиент | клиентка | покупатель |
продавец | контактное лицо | сотрудник | собственник | плательщик | абонент | заказчик | наниматель |
работник | врач | المريض | المسافر | الراكب | الضيف | صاحب الحساب | حامل البطاقة | المستفيد | المستلم |
المرسل | المستأجر | الطالب | العضو | مقدم الطلب | السائق | العميل | المشتري | الموظف | المالك |
جهة الاتصال | اسم المستلم
"""

GREETING = """
dear | hi | hello | hey | welcome | welcome back | good morning | good afternoon | good evening |
thank you | thanks | many thanks | congratulations | happy birthday | greetings | morning | well done |
great news | sorry | bye | goodbye | nice to see you | good to see you again | hallo | liebe | lieber |
liebes | sehr geehrte | sehr geehrter | guten tag | guten morgen | guten abend | willkommen |
willkommen zurück | herzlich willkommen | danke | vielen dank | moin | servus | grüß gott | grüezi | werte |
werter | geehrte | geehrter | schön dich wiederzusehen | herzlichen glückwunsch | alles gute | gentile |
gentilissimo | gentilissima | gent mo | gent ma | egregio | egregia | spettabile | spett | spett le | egr |
egr sig | caro | cara | ciao | salve | buongiorno | buonasera | benvenuto | benvenuta | bentornato |
bentornata | grazie | illustre | stimato | stimata | pregiato | pregiatissimo | buon compleanno | auguri |
congratulazioni | complimenti | bonjour | bonsoir | salut | cher | chère | coucou | bienvenue | bon retour |
ravi de vous revoir | merci | félicitations | bon anniversaire | re-bonjour | content de vous revoir |
hola | estimado | estimada | querido | querida | buenos días | buenas tardes | buenas noches | bienvenido |
bienvenida | bienvenido de nuevo | bienvenida de nuevo | apreciado | apreciada | gracias | muchas gracias |
saludos | muy | felicidades | feliz cumpleaños | distinguido | distinguida | enhorabuena | olá | oi |
prezado | prezada | exmo | exma | ex mo | ex ma | bom dia | boa tarde | boa noite | bem vindo | bem-vindo |
bem-vinda | bem vinda | bem vindo de volta | bem vinda de volta | obrigado | obrigada | parabéns |
ilustríssimo | viva | beste | geachte | hoi | hé | dag | lieve | goedemorgen | goedemiddag | goedenavond |
goedendag | welkom | welkom terug | bedankt | dank je | dank je wel | dank u wel | waarde | gefeliciteerd |
vážený | vážená | dobrý den | ahoj | milý | milá | čau | zdravím | vítejte | vítejte zpět | vítej |
vítej zpět | vítáme vás | dobré ráno | dobrý večer | děkujeme | děkuji | díky | drahý | drahá |
gratulujeme | blahopřejeme | szanowny | szanowna | drogi | droga | cześć | witaj | witaj ponownie | witamy |
witamy ponownie | dzień dobry | dobry wieczór | hej | dziękujemy | dziękuję | dzięki | kochany | kochana |
siema | gratulacje | wielce szanowny | αγαπητέ | αγαπητή | αγαπητοί | γεια σου | γεια σας | γεια |
καλημέρα | καλησπέρα | καλώς ήρθες | καλώς ήρθατε | καλώς όρισες | καλωσόρισες | ευχαριστούμε | αξιότιμε |
αξιότιμη | φίλε | φίλη | здравствуйте | здравствуй | привет | уважаемый | уважаемая | дорогой | дорогая |
добрый день | доброе утро | добрый вечер | с возвращением | добро пожаловать | спасибо | поздравляем |
مرحبا | مرحبًا | أهلا | أهلاً | أهلا بك | أهلًا | عزيزي | عزيزتي | السيد | السيدة | مرحبا بك | أهلا وسهلا |
شكرا | شكرًا | مرحبا بعودتك | مرحبًا بعودتك | أهلا بعودتك | الأستاذ | الأستاذة | حضرة |
välkommen | välkommen tillbaka | bästa | kära | god morgon | kære | velkommen | velkommen tilbage |
velkommen tilbake | hei | kjære | takk | hyvä | tervetuloa | kiitos | szia | kedves | tisztelt |
üdvözöljük | üdv | köszönjük | bună | bună ziua | stimate | stimată | dragă | bun venit | mulțumim |
merhaba | sayın | sevgili | hoş geldin | hoş geldiniz | selam | teşekkürler | poštovani | poštovana |
dragi | draga | dobrodošli | dobar dan | hvala | pozdravljeni | вітаємо | вітаю | шановний | шановна |
привіт | доброго дня | дякуємо | здравейте | здравей | уважаеми | уважаема | שלום | dobrý deň |
vitajte
"""

ACCOUNT = """
signed in as | logged in as | log in as | you are logged in as | connected as | account of | profile of |
hello again | angemeldet als | eingeloggt als | sie sind angemeldet als | connesso come |
accesso eseguito come | accesso effettuato come | collegato come | connecté en tant que |
connectée en tant que | connecté comme | sesión iniciada como | conectado como | has iniciado sesión como |
sessão iniciada como | ligado como | autenticado como | ingelogd als | aangemeld als | přihlášen jako |
přihlášena jako | přihlášený uživatel | přihlášen | zalogowano jako | zalogowany jako | zalogowana jako |
συνδεδεμένος ως | συνδεδεμένη ως | συνδεθήκατε ως | вы вошли как | вход выполнен как | تسجيل الدخول باسم |
مسجل الدخول باسم |
inloggad som | logget ind som | logget inn som
"""

MAIL = """
from | to | cc | bcc | reply to | sender | von | an | antwort an | da | a | rispondi a | de | à |
répondre à | para | responder a | van | aan | antwoord aan | od | do | komu | kopie | odpowiedz do | dw |
από | προς | κοιν | от | кому | копия | от кого | من | إلى | نسخة
"""

TITLE = """
mr | mrs | ms | miss | mx | dr | prof | professor | sir | madam | dame | rev | doctor | herr | herrn |
frau | dipl | ing | dott | dott ssa | dottor | dottore | dottoressa | sig | sig ra | sig na | signor |
signora | signorina | sigra | ssa | ra | avv | geom | rag | arch | ingegner | avvocato | m | mme | mlle |
monsieur | madame | mademoiselle | me | maître | docteur | sr | sra | srta | señor | señora | señorita |
don | doña | d | dª | dra | senhor | senhora | sr a | snr | snra | prof a | professora | eng | dona | heer |
mevrouw | mevr | mw | dhr | meneer | mijnheer | drs | ir | pan | paní | pane | pani | panie | panu |
slečno | slečna | mgr | bc | mudr | judr | phdr | inż | lek | κύριε | κυρία | κ | κα | κος | κύριος | δρ |
господин | госпожа | г н | г жа | السيد | السيدة | الدكتور | الدكتورة | د | الأستاذ | الأستاذة |
fru | hr | herra | rouva | domnule | doamnă | bay | bayan | gospodine | gospođo | gospodin | gospođa |
пане | пані
"""

# Titles that open a letter without a greeting: "Madame Dupont, ...".
OPENING = """
mr | mrs | ms | miss | herr | herrn | frau | monsieur | madame | mademoiselle | mme | mlle | signor | signora |
signorina | egregio signor | gentile signora | señor | señora | señorita | senhor | senhora | mevrouw |
meneer | heer | pane | paní | slečno | panie | pani | κύριε | κυρία | господин | госпожа | السيد | السيدة
"""
