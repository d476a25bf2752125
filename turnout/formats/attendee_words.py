"""The words of attendee lists: headers, states, totals, languages, in English, German, Polish and Latvian.

Headers follow what people write by hand and the exports of pretix, alf.io, Indico and Eventbrite, whose
headers are in the language of whoever exported. All words stand folded (`fold_header`): lower case, no marks.
"""

from __future__ import annotations

import re
from enum import StrEnum

from turnout.domain.folding import fold

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_DECORATION = re.compile(r"\([^)]*\)|[^\w\s]|_")


class Field(StrEnum):
    """What a column may hold. `FAMILY_NAME` and the three states become part of other fields of a row."""

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
        nazwisko i imie | uczestnik | dalibnieka vards | dalibnieka vards un uzvards | vards un uzvards |
        vards uzvards | pilns vards | dalibnieks | attendee | participant | teilnehmer | teilnehmerin |
        guest | gast | name | nazwa""",
    Field.GIVEN_NAME: """attendee name given name | attendee name first name | attendee first name | given
        name | first name | firstname | forename | given names | teilnehmername vorname | name des
        teilnehmers vorname | vorname | rufname | imie uczestnika | imie | imiona | dalibnieka vards vards |
        vards""",
    Field.FAMILY_NAME: """attendee name family name | attendee name last name | attendee last name | family
        name | last name | lastname | surname | teilnehmername nachname | teilnehmername familienname | name
        des teilnehmers nachname | name des teilnehmers familienname | nachname | familienname | zuname |
        nazwisko uczestnika | nazwisko | dalibnieka uzvards | uzvards""",
    Field.COMPANY: """company | company name | organisation | organization | affiliation | institution |
        employer | firma | unternehmen | institut | einrichtung | organizacja | nazwa firmy | instytucja |
        afiliacja | uznemums | organizacija | iestade | kompanija | darba vieta""",
    Field.EMAIL: """attendee e mail | attendee email | e mail | email | mail | e mail address | email
        address | e mail adresse | email adresse | mail adresse | mailadresse | teilnehmer e mail | adres e
        mail | adres email | adres e mail uczestnika | poczta elektroniczna | e pasts | epasts | e pasta
        adrese | elektroniskais pasts""",
    Field.CATEGORY: """category | ticket type | ticket category | ticket name | product | ticket | role |
        attendee type | registration type | type | kategorie | ticketart | tickettyp | ticketkategorie |
        produkt | rolle | art | kategoria | rodzaj biletu | typ biletu | bilet | rola | kategorija | biletes
        veids | bilete | produkts | loma""",
    Field.LANGUAGE: """language | locale | preferred language | sprache | bevorzugte sprache | jezyk |
        valoda | velama valoda""",
    Field.PRONOUNS: """pronouns | pronoun | pronomen | zaimki | vietniekvardi""",
    Field.ORDER_CODE: """order code | order number | order no | order id | order | reservation id | booking
        code | booking number | booking reference | bestellnummer | bestellcode | bestellung |
        auftragsnummer | buchungsnummer | kod zamowienia | numer zamowienia | nr zamowienia | zamowienie |
        pasutijuma kods | pasutijuma numurs | pasutijuma nr | rezervacijas numurs""",
    Field.SOURCE_ID: """attendee id | attendee no | attendee number | participant id | registration id |
        position id | id | uuid | teilnehmernummer | teilnehmer id | teilnehmer nr | anmeldenummer | id
        uczestnika | numer uczestnika | dalibnieka id | dalibnieka numurs""",
    Field.CODE: """secret | ticket secret | ticket code | barcode | barcode no | barcode number | qr code |
        qr | ticket number | code | geheimnis | ticketcode | ticket geheimnis | ticketnummer | strichcode |
        kod biletu | kod kreskowy | kod qr | sekret | numer biletu | kod | biletes kods | qr kods |
        svitrkods | kods""",
    Field.PAID: """paid | is paid | payment status | payment | payment state | bezahlt | bezahlstatus |
        zahlungsstatus | zaplacono | oplacone | oplacony | status platnosci | apmaksats | samaksats |
        maksajuma statuss""",
    Field.CANCELLED: """cancelled | canceled | is cancelled | is canceled | storniert | abgesagt | anulowano |
        anulowany | odwolany | anulets | atcelts""",
    Field.STATUS: """attendee status | registration state | registration status | order status | ticket
        status | status | state | anmeldestatus | bestellstatus | status zamowienia | status rejestracji |
        stan | statuss | registracijas statuss""",
    Field.VALID_DAYS: """valid days | valid on | days | day | gultige tage | gultig am | tage | tag | wazne
        dni | dni | dzien | derigas dienas | dienas | diena""",
}


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
    samaksats | samaksata | apstiprinats | apstiprinata | patiess""")
)
UNPAID = frozenset(
    _split("""unpaid | not paid | no | n | false | 0 | pending | to be paid | awaiting payment | awaiting
    approval | outstanding | open | due | overdue | nein | unbezahlt | nicht bezahlt | offen | ausstehend |
    falsch | nie | niezaplacone | niezaplacono | nieoplacone | nieoplacony | nieoplacona | nie zaplacono |
    oczekuje | oczekujace | oczekujacy | falsz | ne | neapmaksats | neapmaksata | nav apmaksats | nav
    samaksats | gaida apmaksu | gaida""")
)
CANCELLED = frozenset(
    _split("""cancelled | canceled | refunded | rejected | withdrawn | expired | released | invalidated |
    deleted | not attending | transferred | declined | void | storniert | abgesagt | abgelehnt |
    zuruckgezogen | erstattet | abgelaufen | anulowano | anulowany | anulowana | anulowane | odwolany |
    odwolana | odrzucony | odrzucona | zwrocony | wygaslo | wycofany | anulets | anuleta | atcelts | atcelta |
    noraidits | atmaksats | atsaukts""")
)
YES = frozenset(_split("yes | y | true | 1 | x | ja | j | wahr | tak | t | prawda | patiess"))
NO = frozenset(_split("no | n | false | 0 | nein | falsch | nie | falsz | ne"))

TOTALS = frozenset(
    _split("""total | totals | sum | grand total | subtotal | summe | gesamt | gesamtsumme | insgesamt |
    anzahl | suma | razem | lacznie | ogolem | kopa | summa | pavisam""")
)

LANGUAGES: dict[str, str] = {
    word: tag
    for tag, words in {
        "en": "english | englisch | angielski | anglu",
        "de": "german | deutsch | niemiecki | vacu",
        "pl": "polish | polnisch | polski | polu",
        "lv": "latvian | lettisch | lotewski | latviesu",
        "lt": "lithuanian | litauisch | litewski | lietuviesu",
        "et": "estonian | estnisch | estonski | igaunu",
        "fr": "french | franzosisch | francuski | francu",
        "es": "spanish | spanisch | hiszpanski | spanu",
        "it": "italian | italienisch | wloski | italu",
        "uk": "ukrainian | ukrainisch | ukrainski | ukrainu",
        "ru": "russian | russisch | rosyjski | krievu",
        "cs": "czech | tschechisch | czeski | cehu",
    }.items()
    for word in _split(words)
}
