"""The words of attendee lists: headers, states, totals, languages.

They are English, German, Polish, Latvian, French and Spanish. Headers follow what people write by hand and
the exports of pretix, alf.io, Indico and Eventbrite, whose headers are in the language of whoever exported.
All words stand folded (`fold_header`): lower case, no marks.
"""

from __future__ import annotations

import re
from enum import StrEnum

from turnout.domain.folding import fold

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_DECORATION = re.compile(r"\([^)]*\)|[^\w\s]|_")


class Field(StrEnum):
    """What a column may hold. `FAMILY_NAME`, the three states and the columns beside `GETS` become part of other
    fields of a row.
    """

    FULL_NAME = "full_name"
    GIVEN_NAME = "given_name"
    FAMILY_NAME = "family_name"
    COMPANY = "company"
    EMAIL = "email"
    CATEGORY = "category"
    LANGUAGE = "language"
    PRONOUNS = "pronouns"
    ORDER_CODE = "order_code"
    SOURCE_ID = "source_id"
    CODE = "code"
    PAID = "paid"
    CANCELLED = "cancelled"
    STATUS = "status"
    VALID_DAYS = "valid_days"
    GETS = "gets"
    GETS_2 = "gets_2"
    GETS_3 = "gets_3"


def fold_header(header: str) -> str:
    """A header as the tables below write it: `E-Mail_Adresse (privat)` becomes `e mail adresse`."""
    plain = _DECORATION.sub(" ", header.replace("#", " no "))
    return " ".join(fold(_CAMEL.sub(" ", plain)).split())


# The surest header of a field first: where a file has two, the earlier one is taken.
_SYNONYMS: dict[Field, str] = {
    Field.FULL_NAME: """attendee name | full name | participant name | guest name | ticket holder | badge
        name | name on badge | display name | teilnehmername | name des teilnehmers | name der teilnehmerin |
        vollstandiger name | vor und nachname | vorname und nachname | vorname nachname | vor und zuname |
        name vorname | imie i nazwisko uczestnika | nazwa uczestnika | imie i nazwisko | imie nazwisko |
        nazwisko i imie | uczestnik | dalibnieka vards | dalibnieka vards un uzvards | dalibnieka vards uzvards |
        vards un uzvards |
        vards uzvards | pilns vards | dalibnieks | nom du participant | nom complet | nom et prenom | prenom
        et nom | nom prenom | prenom nom | nom sur le badge | nombre del asistente | nombre del participante |
        nombre completo | nombre y apellidos | nombre y apellido | apellidos y nombre | attendee |
        participant | teilnehmer | teilnehmerin | participante | asistente | guest | gast | invite | invitado |
        name | nazwa | nom | nombre""",
    Field.GIVEN_NAME: """attendee name given name | attendee name first name | attendee first name | given
        name | first name | firstname | forename | given names | teilnehmername vorname | name des
        teilnehmers vorname | vorname | rufname | imie uczestnika | imie | imiona | dalibnieka vards vards |
        vards | nom du participant prenom | prenom du participant | prenom | prenoms | nombre del asistente
        nombre de pila | nombre del asistente nombre | nombre de pila | primer nombre | nombres""",
    Field.FAMILY_NAME: """attendee name family name | attendee name last name | attendee last name | family
        name | last name | lastname | surname | teilnehmername nachname | teilnehmername familienname | name
        des teilnehmers nachname | name des teilnehmers familienname | nachname | familienname | zuname |
        nazwisko uczestnika | nazwisko | dalibnieka uzvards | uzvards | nom du participant nom de famille |
        nom de famille | nom de naissance | nombre del asistente apellidos | nombre del asistente apellido |
        apellidos | apellido | primer apellido""",
    Field.COMPANY: """company | company name | organisation | organization | affiliation | institution |
        employer | firma | unternehmen | institut | einrichtung | organizacja | nazwa firmy | instytucja |
        afiliacja | uznemums | organizacija | iestade | kompanija | darba vieta | entreprise | societe | nom
        de l entreprise | organisme | etablissement | empresa | nombre de la empresa | organizacion |
        institucion | compania""",
    Field.EMAIL: """attendee e mail | attendee email | e mail | email | mail | e mail address | email
        address | e mail adresse | email adresse | mail adresse | mailadresse | teilnehmer e mail | adres e
        mail | adres email | adres e mail uczestnika | poczta elektroniczna | e pasts | epasts | e pasta
        adrese | elektroniskais pasts | adresse e mail | adresse email | adresse mail | courriel | adresse
        courriel | adresse electronique | e mail du participant | correo electronico | correo | direccion de
        correo electronico | direccion de correo | correo electronico del asistente""",
    Field.CATEGORY: """category | ticket type | ticket category | ticket name | product | ticket | role |
        attendee type | registration type | type | kategorie | ticketart | tickettyp | ticketkategorie |
        produkt | rolle | art | kategoria | rodzaj biletu | typ biletu | bilet | rola | kategorija | biletes
        veids | bilete | produkts | loma | categorie | type de billet | type de participant | billet |
        produit | tarif | categoria | tipo de entrada | tipo de boleto | tipo de asistente | entrada |
        producto | rol | tipo""",
    Field.LANGUAGE: """language | locale | preferred language | sprache | bevorzugte sprache | jezyk |
        valoda | velama valoda | langue | langue preferee | idioma | idioma preferido | lengua""",
    Field.PRONOUNS: """pronouns | pronoun | pronomen | zaimki | vietniekvardi | pronoms | pronom |
        pronombres | pronombre""",
    Field.ORDER_CODE: """order code | order number | order no | order id | order | reservation id | booking
        code | booking number | booking reference | bestellnummer | bestellnr | bestell nr | bestellcode |
        bestellung | auftragsnummer | auftragsnr | auftrags nr | buchungsnummer | buchungsnr | buchungs nr |
        buchungscode | kod zamowienia | numer zamowienia | nr zamowienia | nr rezerwacji |
        zamowienie | pasutijuma kods | pasutijuma numurs | pasutijuma nr | rezervacijas numurs | code de
        commande | numero de commande | n de commande | no de commande | reference de commande | commande |
        numero de reservation | codigo de pedido | numero de pedido | n de pedido | n o de pedido | no de
        pedido | pedido | numero de reserva | reserva""",
    Field.SOURCE_ID: """attendee id | attendee no | attendee number | participant id | registration id |
        position id | id | uuid | teilnehmernummer | teilnehmernr | teilnehmer id | teilnehmer nr |
        anmeldenummer | id uczestnika | numer uczestnika | dalibnieka id | dalibnieka numurs | numero de
        participant | n de participant | no de participant | identifiant | id du participant | numero d
        inscription | numero de asistente | n de asistente | n o de asistente | no de asistente | id del
        asistente | identificador""",
    Field.CODE: """secret | ticket secret | ticket code | barcode | barcode no | barcode number | qr code |
        qr | ticket number | code | geheimnis | ticketcode | ticket geheimnis | ticketnummer | ticketnr |
        ticket nr | strichcode | barcode nr | kod biletu | kod kreskowy | kod qr | sekret | numer biletu |
        kod | biletes kods | qr kods | svitrkods | kods | code du billet | code billet | code barres |
        code a barres | n de code barres | no de code barres | numero de code barres | code qr | numero de billet |
        codigo de la entrada | codigo de entrada | codigo de barras | n de codigo de barras | n o de codigo de barras |
        no de codigo de barras | codigo qr | numero de entrada | secreto | codigo""",
    Field.PAID: """paid | is paid | payment status | payment | payment state | bezahlt | bezahlstatus |
        zahlungsstatus | zaplacono | oplacone | oplacony | status platnosci | apmaksats | samaksats |
        maksajuma statuss | paye | payee | regle | statut du paiement | statut de paiement | pagado | pagada |
        estado del pago | estado de pago""",
    Field.CANCELLED: """cancelled | canceled | is cancelled | is canceled | storniert | abgesagt | anulowano |
        anulowany | odwolany | anulets | atcelts | annule | annulee | cancelado | cancelada | anulado |
        anulada""",
    Field.STATUS: """attendee status | registration state | registration status | order status | ticket
        status | status | state | teilnehmerstatus | anmeldestatus | bestellstatus | status uczestnika |
        status zamowienia | status rejestracji | stan | statuss | registracijas statuss | statut du
        participant | statut de l inscription | etat de l inscription | statut de la commande | statut | etat |
        estado del asistente | estado de la inscripcion | estado de registro | estado del pedido | estado""",
    Field.VALID_DAYS: """valid days | valid on | days | day | gultige tage | gultig am | tage | tag | wazne
        dni | dni | dzien | derigas dienas | dienas | diena | jours valables | jours | jour | valable le |
        dias validos | dias | dia | valido el""",
    Field.GETS: "gets | entitlements | includes | included | erhalt | otrzymuje | sanem | recoit | recibe",
}

BARE_NAMES = frozenset({"name", "nazwa", "nom", "nombre"})
"""Headers that mean the full name, or the part of it that has no column of its own."""


def _split(words: str) -> list[str]:
    return [" ".join(word.split()) for word in words.split("|")]


HEADERS: dict[str, tuple[Field, int]] = {
    header: (field, rank) for field, words in _SYNONYMS.items() for rank, header in enumerate(_split(words))
}
"""Folded header to the field it names and its rank among that field's headers (0 is the surest)."""

PAID = frozenset(
    _split("""paid | yes | y | true | 1 | x | ok | complete | completed | confirmed | free | acquired |
    checked in | attending | active | valid | approved | accepted | placed | ja | j | bezahlt | vollstandig |
    abgeschlossen | bestatigt | kostenlos | wahr | tak | t | zaplacono | zaplacone | oplacono | oplacone |
    oplacony | oplacona | potwierdzony | potwierdzona | potwierdzone | prawda | apmaksats | apmaksata |
    samaksats | samaksata | apstiprinats | apstiprinata | patiess | oui | vrai | paye | payee | regle |
    reglee | valide | validee | confirme | confirmee | gratuit | present | participe | si | verdadero | pagado |
    pagada | confirmado | confirmada | completado | completada | completo | gratis | gratuito | valido |
    aceptado | aprobado | asiste""")
)
UNPAID = frozenset(
    _split("""unpaid | not paid | no | n | false | 0 | pending | to be paid | awaiting payment | awaiting
    approval | outstanding | open | due | overdue | nein | unbezahlt | nicht bezahlt | offen | ausstehend |
    falsch | nie | niezaplacone | niezaplacono | nieoplacone | nieoplacony | nieoplacona | nie zaplacono |
    oczekuje | oczekujace | oczekujacy | falsz | ne | neapmaksats | neapmaksata | nav apmaksats | nav
    samaksats | gaida apmaksu | gaida | non | faux | non paye | non payee | impaye | impayee | a payer |
    en attente | en attente de paiement | falso | no pagado | no pagada | sin pagar | impagado | pendiente |
    pendiente de pago | en espera""")
)
CANCELLED = frozenset(
    _split("""cancelled | canceled | refunded | rejected | withdrawn | expired | released | invalidated |
    deleted | not attending | transferred | declined | void | storniert | abgesagt | abgelehnt |
    zuruckgezogen | erstattet | abgelaufen | anulowano | anulowany | anulowana | anulowane | odwolany |
    odwolana | odrzucony | odrzucona | zwrocony | wygaslo | wycofany | anulets | anuleta | atcelts | atcelta |
    noraidits | atmaksats | atsaukts | annule | annulee | rembourse | remboursee | refuse | refusee |
    expire | expiree | retire | ne participe pas | cancelado | cancelada | anulado | anulada | reembolsado |
    reembolsada | rechazado | rechazada | caducado | expirado | no asiste""")
)
YES = frozenset(
    _split("yes | y | true | 1 | x | ja | j | wahr | tak | t | prawda | patiess | oui | vrai | si | verdadero")
)
NO = frozenset(_split("no | n | false | 0 | nein | falsch | nie | falsz | ne | non | faux | falso"))

TOTALS = frozenset(
    _split("""total | totals | sum | grand total | subtotal | summe | gesamt | gesamtsumme | insgesamt |
    anzahl | suma | razem | lacznie | ogolem | kopa | summa | pavisam | somme | sous total | totaux | total
    general | suma total | total de asistentes""")
)

LANGUAGES: dict[str, str] = {
    word: tag
    for tag, words in {
        "en": "english | englisch | angielski | anglu | anglais | ingles",
        "de": "german | deutsch | niemiecki | vacu | allemand | aleman",
        "pl": "polish | polnisch | polski | polu | polonais | polaco",
        "lv": "latvian | lettisch | lotewski | latviesu | letton | leton",
        "lt": "lithuanian | litauisch | litewski | lietuviesu | lietuviu | lituanien | lituano",
        "et": "estonian | estnisch | estonski | igaunu | eesti | estonien | estonio",
        "fr": "french | franzosisch | francuski | francu | francais | frances",
        "es": "spanish | spanisch | hiszpanski | spanu | espagnol | espanol | castellano",
        "it": "italian | italienisch | wloski | italu | italien | italiano",
        "uk": "ukrainian | ukrainisch | ukrainski | ukrainu | ukrainien | ucraniano",
        "ru": "russian | russisch | rosyjski | krievu | russe | ruso",
        "cs": "czech | tschechisch | czeski | cehu | tcheque | checo",
    }.items()
    for word in _split(words)
}
