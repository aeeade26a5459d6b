"""Words that say what a field or a text is about, where the detectors of the core have none: they look for values, not for topics.

Data only, in English, Italian, German, French, Spanish, Portuguese, Dutch, Polish and Czech, without accents and in lower case; a
trailing star stands for any ending, a space for words that follow each other. Topics: GDPR, article 9 (health, beliefs, origin),
and what people keep to themselves (money). Over-matching costs an owner's time here: only words that say it plainly are in.
"""

EMAIL = """
email* | e mail* | mail | mailaddress | mailadresse | emailadresse | posta elettronica | courriel* | adresse electronique |
correo* | correio eletronico | correio electronico | adres poczty
"""

USER = """
username* | user name | login | loginname | loginid | nickname | nick | screenname | screen name | benutzername* | nutzername |
nome utente | nomeutente | identifiant | nom d utilisateur | pseudo | usuario | nombre de usuario | utilizador |
nome de utilizador | gebruikersnaam | nazwa uzytkownika | uzytkownik | uzivatelske jmeno | handle
"""

ADDRESS = """
street* | address line* | addressline* | line1 | postcode | post code | postal code | postalcode | zip | zipcode | zip code |
city | town | county | strasse* | hausnummer* | wohnort | ort | plz | postleitzahl* | via | civico | numero civico | citta |
cap | comune | provincia | rue | ville | commune | code postal | codepostal | calle | ciudad | localidad | poblacion |
codigo postal | rua | morada | endereco | cidade | straat* | huisnummer | woonplaats | plaats | postcodes | ulica* | miasto |
miejscowosc | kod pocztowy | ulice | mesto | psc | numer domu | cislo popisne | address* | adresse* | adres* | indirizzo |
direccion | domicilio | domicile | anschrift | wohnanschrift
"""

GENDER = """
gender* | sex | geschlecht | sesso | genere | sexe | genre | sexo | genero | geslacht | plec | pohlavi | pronoun* | salutation |
anrede | civilite
"""

HEALTH = """
health* | diagnos* | symptom* | medication* | medicine* | medicament* | medical* | prescription* | allergy | allergies | illness* |
disease* | disabilit* | pregnan* | blood type | blood group | blood pressure | vaccin* | therap* | treatment* | complaint* |
doctor s note | reason for visit | reason for your visit | reason for the visit | reason for appointment | gesundheit* | krankheit* | beschwerden | medikament* | allergie | allergien | befund* | schwanger* | behinderung* |
blutgruppe | impf* | grund des besuchs | salute | malatti* | sintom* | farmac* | patolog* | anamnesi | gravidanza |
gruppo sanguigno | disabilita | motivo della visita | referto | sante | maladie* | symptome* | traitement* | ordonnance* |
grossesse | groupe sanguin | handicap* | motif de consultation | motif de la visite | salud | enfermedad* | sintoma* |
medicacion | medicamento* | embaraz* | alergia | alergias | grupo sanguineo | discapacidad* | motivo de consulta | saude | doenca* |
gravidez | deficiencia* | gezondheid* | ziekte* | klacht* | medicijn* | zwanger* | bloedgroep | reden van bezoek | zdrowie |
choroba | choroby | objawy | lek | leki | uczulen* | ciaza | grupa krwi | powod wizyty | zdravi | nemoc* | priznaky |
leky | alergie | tehotenstvi | krevni skupina | duvod navstevy
"""

MONEY = """
salary | income | wage | wages | earnings | balance | net worth | debt* | overdraft | mortgage | available funds |
gehalt* | einkommen* | lohn | kontostand* | saldo | guthaben | schulden | vermogen | stipendio | reddito* | debiti | mutuo | salaire* | revenu | revenus | solde | dette* | patrimoine | salario* | ingresos | deuda* | nomina |
sueldo | rendimento* | ordenado | divida* | salaris | inkomen* | schuld | wynagrodzenie | dochod* |
zarobki | saldo konta | dlug | mzda | prijem | zustatek | dluh
"""

BELIEF = """
religio* | faith | denomination | ethnic* | nationality | citizenship | political* | party membership | trade union |
union member* | sexual orientation | marital status | criminal record* | konfession* | staatsangehorigkeit | ethnisch* |
familienstand | gewerkschaft* | sexuelle orientierung | vorstrafen | etnia | nazionalita | cittadinanza | sindacato |
orientamento sessuale | stato civile | orientamento politico | casellario giudiziale | nationalite | syndicat* |
orientation sexuelle | etat civil | situation familiale | casier judiciaire | nacionalidad | sindicato | estado civil |
orientacion sexual | nacionalidade | orientacao sexual | nationaliteit | vakbond | burgerlijke staat | seksuele geaardheid |
wyznanie | narodowosc | obywatelstwo | stan cywilny | orientacja seksualna | zwiazek zawodowy | vyznani | narodnost |
obcanstvi | rodinny stav | sexualni orientace
"""

FREE = """
message* | comment* | note | notes | remark* | feedback | question | questions | description | chat | reply | details | tell us |
nachricht* | bemerkung* | anmerkung* | notiz* | kommentar* | messaggio | note | commento | commenti | osservazioni |
remarque* | commentaire* | mensaje* | comentario* | observaciones | mensagem | observacoes | bericht | opmerking* | toelichting |
wiadomosc | uwagi | komentarz | zprava | poznamk*
"""

# Not a person's, whatever else its name says: search, coupons, how many, how it is shown.
HARMLESS = """
search* | such* | suche | cerca | recherche* | buscar | zoek* | szukaj | hledat | query | q | filter* | sort* | order by |
quantity | qty | coupon* | voucher* | promo* | gutschein* | newsletter | color | colour | size | language | currency | theme |
page | amount | price | company | organization | organisation | firma | azienda | societe | empresa | bedrijf | website | url |
subject | betreff | oggetto | sujet | asunto | title | product* | item* | file* | country | land | paese | pays | pais | kraj
"""

# What a class, an id or a data attribute says of who is meant: then words beside it are a person's name.
PERSON = """
user | username | user name | account name | accountname | profile name | profilename | display name | displayname | fullname |
full name | first name | firstname | last name | lastname | whoami | greeting | signed in | logged in | customer | customer name |
person | people | contact name | patient | patient name | holder | account holder | recipient | member | member name | passenger | client name | utente | nutzer |
kunde | cliente | paziente | benutzer
"""

# Headings of a column in which people stand, as who pays or writes to whom; only when they say nothing else.
PARTY = """
to | from | to or from | from or to | from to | sent to | sent by | sender | payee | payer | counterparty | who | with | an | von |
von an | empfanger | absender | auftraggeber | da | a | da a | mittente | destinatario | controparte | de | a de | emetteur |
destinataire | remitente | ordenante | para | remetente | van | naar | van naar | tegenpartij | od | do | od do | nadawca |
odbiorca | komu | od koho | protistrana
"""

# A box in which people write to each other.
THREAD = """
messages | chat | chats | conversation | conversations | thread | inbox | messaggi | conversazione | conversazioni | nachrichten |
unterhaltung | unterhaltungen | discussion | discussions | mensajes | conversacion | conversaciones | mensagens | conversa |
conversas | berichten | gesprek | gesprekken | wiadomosci | rozmowa | rozmowy | zpravy | konverzace
"""

# What a button must not say to be pressed: it would send, buy, delete, leave, spend, agree or speak to somebody.
DANGER = """
delete* | remov* | erase* | clear* | destroy* | submit* | send* | save* | pay* | buy* | order* | purchase* | checkout* |
check out | confirm* | book* | reserve* | apply* | upload* | log out | logout | sign out | signout | log off | logoff | cancel* |
unsubscrib* | subscrib* | deactivat* | close account | transfer* | withdraw* | deposit* | donat* | invite* | publish* | post |
share* | follow* | accept* | agree* | allow* | reject* | decline* | consent* | print* | call* | download* | install* | reset* |
revoke* | approve* | update* | restore* | add to* | add | create* | register* | sign up | signup | block* | report* | archive* |
empty* | leave* | end* | stop* | disconnect* | import* | export* | vote* | bid* | play* | start* |
losch* | entfern* | senden | absenden | abschicken | speicher* | bezahl* | zahl* | kauf* | bestell* | bestatig* | buch* |
abmeld* | ausloggen | kundig* | uberweis* | stornier* | hochladen | zustimm* | akzeptier* | ablehn* | hinzufug* | registrier* |
elimina* | cancella* | rimuov* | invia* | salva* | paga* | acquist* | ordina* | conferma* | prenota* | esci | disconnett* |
annulla* | bonific* | carica* | accett* | rifiut* | aggiung* | registra* | supprim* | effac* | envoy* | enregistr* | payer |
achet* | command* | confirm* | reserv* | deconne* | annul* | virement* | telecharg* | accept* | refus* | ajout* | inscri* |
elimin* | borrar | enviar | guardar | pagar | comprar | pedir | reservar | cerrar sesion | salir | cancelar | transferir |
subir | aceptar | rechazar | anadir | apagar | gravar | encomendar | sair | terminar sessao | recusar | adicionar | verwijder* |
verzend* | verstuur* | opslaan | betaal* | koop* | kopen | bevestig* | boek* | uitlog* | afmeld* | annuleer* | overmak* |
accepteer* | weiger* | toevoeg* | usun* | wyslij* | zapisz* | zaplac* | kup | kupuje* | zamow* | potwierdz* | zarezerwuj* |
wyloguj* | anuluj* | przelej* | akceptuj* | odrzuc* | dodaj* | smaz* | odstran* | odesl* | uloz* | zaplat* | koupit | objedn* |
potvrd* | rezerv* | odhlas* | zrus* | prevest | prijm* | odmit* | pridat*
"""

# A link that says so is not followed: it changes something when it is opened.
LEAVING = """
log out | logout | sign out | signout | log off | logoff | delete | remove | unsubscribe | deactivate | close account | cancel |
abmelden | ausloggen | loschen | kundigen | abbestellen | esci | disconnetti | disconnettersi | elimina | rimuovi | disiscriviti |
deconnexion | se deconnecter | supprimer | resilier | cerrar sesion | salir | eliminar | borrar | sair | terminar sessao |
uitloggen | afmelden | verwijderen | opzeggen | wyloguj | wyloguj sie | usun | odhlasit | odhlaseni | smazat | odstranit
"""
