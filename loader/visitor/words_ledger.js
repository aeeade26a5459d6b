/**
 * The ledger's words (`recorder/ledger.py`: KINDS, RULES) as a visitor reads them, a row for each language in the order of the keys.
 * What is not here is the owner's own rule, and shows under its own name.
 */

export const KINDS = [
  "email", "phone", "card", "iban", "national_id", "ip", "token", "birth_date", "document_id", "address", "person_name", "typed", "long_number", "custom",
];
export const RULES = ["exclude", "mask", "ignore", "floor", "recordInputs", "strict", "personal data", "typed before", "not known"];

/** @type {Record<string, [string, string]>} separated by "|" */
export const ROWS = {
  en: [
    "e-mail addresses|telephone numbers|payment cards|bank accounts|identity and tax numbers|network addresses|keys and codes|dates of birth|document numbers|postal addresses|names of people|what you had typed|long numbers|other personal data",
    "parts of the page that are left out|parts of the page that are hidden|places where nothing you do is recorded|fields that are never read|what is typed is not recorded|all text of this page is hidden|recognised as personal|you had typed it before|to be on the safe side",
  ],
  it: [
    "indirizzi e-mail|numeri di telefono|carte di pagamento|conti bancari|numeri di identità e codici fiscali|indirizzi di rete|chiavi e codici|date di nascita|numeri di documenti|indirizzi postali|nomi di persone|ciò che ha digitato|numeri lunghi|altri dati personali",
    "parti della pagina lasciate fuori|parti della pagina nascoste|punti in cui nulla di ciò che fa viene registrato|campi che non vengono mai letti|ciò che si digita non viene registrato|tutto il testo della pagina è nascosto|riconosciuto come personale|l’aveva digitato prima|per prudenza",
  ],
  de: [
    "E-Mail-Adressen|Telefonnummern|Zahlungskarten|Bankkonten|Ausweis- und Steuernummern|Netzadressen|Schlüssel und Codes|Geburtsdaten|Dokumentnummern|Anschriften|Namen von Personen|was Sie getippt hatten|lange Nummern|andere persönliche Daten",
    "Teile der Seite, die ausgelassen werden|Teile der Seite, die verborgen werden|Stellen, an denen nichts von dem, was Sie tun, aufgezeichnet wird|Felder, die nie gelesen werden|Eingaben werden nicht aufgezeichnet|aller Text dieser Seite ist verborgen|als persönlich erkannt|Sie hatten es vorher getippt|zur Sicherheit",
  ],
  fr: [
    "adresses électroniques|numéros de téléphone|cartes de paiement|comptes bancaires|numéros d’identité et fiscaux|adresses réseau|clés et codes|dates de naissance|numéros de documents|adresses postales|noms de personnes|ce que vous aviez saisi|longs numéros|autres données personnelles",
    "parties de la page laissées de côté|parties de la page masquées|endroits où rien de ce que vous faites n’est enregistré|champs qui ne sont jamais lus|la saisie n’est pas enregistrée|tout le texte de cette page est masqué|reconnu comme personnel|vous l’aviez saisi avant|par précaution",
  ],
  es: [
    "direcciones de correo|números de teléfono|tarjetas de pago|cuentas bancarias|números de identidad y fiscales|direcciones de red|claves y códigos|fechas de nacimiento|números de documentos|direcciones postales|nombres de personas|lo que había escrito|números largos|otros datos personales",
    "partes de la página que se omiten|partes de la página que se ocultan|lugares donde nada de lo que hace se graba|campos que nunca se leen|lo que se escribe no se graba|todo el texto de esta página está oculto|reconocido como personal|lo había escrito antes|por precaución",
  ],
  pt: [
    "endereços de e-mail|números de telefone|cartões de pagamento|contas bancárias|números de identificação e fiscais|endereços de rede|chaves e códigos|datas de nascimento|números de documentos|moradas|nomes de pessoas|o que tinha escrito|números longos|outros dados pessoais",
    "partes da página que são omitidas|partes da página que são ocultadas|sítios onde nada do que faz é gravado|campos que nunca são lidos|o que se escreve não é gravado|todo o texto desta página está oculto|reconhecido como pessoal|tinha-o escrito antes|por precaução",
  ],
  nl: [
    "e-mailadressen|telefoonnummers|betaalkaarten|bankrekeningen|identiteits- en belastingnummers|netwerkadressen|sleutels en codes|geboortedata|documentnummers|postadressen|namen van personen|wat u had getypt|lange nummers|andere persoonsgegevens",
    "delen van de pagina die worden weggelaten|delen van de pagina die worden verborgen|plekken waar niets van wat u doet wordt opgenomen|velden die nooit worden gelezen|wat wordt getypt, wordt niet opgenomen|alle tekst van deze pagina is verborgen|herkend als persoonlijk|u had het eerder getypt|voor de zekerheid",
  ],
  pl: [
    "adresy e-mail|numery telefonów|karty płatnicze|rachunki bankowe|numery identyfikacyjne i podatkowe|adresy sieciowe|klucze i kody|daty urodzenia|numery dokumentów|adresy pocztowe|imiona i nazwiska|tekst wpisany przez Ciebie|długie numery|inne dane osobowe",
    "pominięte części strony|ukryte części strony|miejsca, w których nic z Twoich działań nie jest nagrywane|pola, które nigdy nie są odczytywane|wpisywany tekst nie jest nagrywany|cały tekst tej strony jest ukryty|rozpoznane jako osobowe|wpisane przez Ciebie wcześniej|dla bezpieczeństwa",
  ],
  cs: [
    "e-mailové adresy|telefonní čísla|platební karty|bankovní účty|čísla totožnosti a daňová čísla|síťové adresy|klíče a kódy|data narození|čísla dokladů|poštovní adresy|jména osob|co jste napsali|dlouhá čísla|jiné osobní údaje",
    "vynechané části stránky|skryté části stránky|místa, kde se nic z toho, co děláte, nezaznamenává|pole, která se nikdy nečtou|psaný text se nezaznamenává|všechen text této stránky je skrytý|rozpoznáno jako osobní|napsali jste to dříve|pro jistotu",
  ],
};

/**
 * @param {string} language
 * @param {"kinds" | "rules"} which
 * @param {string} word the ledger's
 */
export function plain(language, which, word) {
  const [keys, row] = which === "kinds" ? [KINDS, ROWS[language][0]] : [RULES, ROWS[language][1]];
  return row.split("|")[keys.indexOf(word)] ?? word;
}
