"""Attendees from CSV as people really have them."""

import csv
import io
import subprocess
import sys
import tracemalloc
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from turnout.demo.people import people
from turnout.domain.model import AttendeeRow, RowProblem
from turnout.formats.attendee_words import Field
from turnout.formats.attendees_csv import READER, read, recognise
from turnout.formats.recognition import correct

PLAIN = "Name,E-mail,Ticket code\n"


def rows_of(path: Path, content: str | bytes) -> list[AttendeeRow | RowProblem]:
    path = path / "list.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read(path, recognise(path)))


def names(rows: Iterable[AttendeeRow | RowProblem]) -> list[str]:
    return [row.full_name for row in rows if isinstance(row, AttendeeRow)]


def problems(rows: Iterable[AttendeeRow | RowProblem]) -> list[tuple[int, str]]:
    return [(row.line, row.reason) for row in rows if isinstance(row, RowProblem)]


# Encodings and delimiters


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1257"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_encoding_delimiter_and_line_end(tmp_path: Path, encoding: str, delimiter: str, line_end: str) -> None:
    lines = [["Vārds", "Uzvārds", "E-pasts"], ["Ģirts", "Bērziņš", "g@example.org"], ["Šarlote", "Žagare", ""]]
    text = line_end.join(delimiter.join(line) for line in lines) + line_end
    assert rows_of(tmp_path, text.encode(encoding)) == [
        AttendeeRow(2, "Ģirts Bērziņš", "Ģirts", email="g@example.org"),
        AttendeeRow(3, "Šarlote Žagare", "Šarlote"),
    ]


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("cp1250", "Łukasz Dąbrowski"),
        ("cp1250", "Grażyna Wójcik"),
        ("cp1250", "Jiří Dvořák"),
        ("cp1250", "Győző Fűrész"),
        ("cp1252", "Jürgen Größler"),
        ("cp1252", "Françoise Lefèvre"),
        ("cp1252", "Íñigo Núñez"),
        ("cp1252", "Bjørn Åkesson"),
        ("cp1257", "Jānis Kalniņš"),
        ("cp1257", "Žydrūnas Šarūnaitis"),
        ("cp1257", "Õnne Pärnaõis"),
    ],
)
def test_windows_code_pages_are_told_apart_by_one_name(tmp_path: Path, encoding: str, name: str) -> None:
    assert names(rows_of(tmp_path, f"name;company\n{name};x\n".encode(encoding))) == [name]


def test_code_page_of_a_mixed_list_is_that_of_all_its_names(tmp_path: Path) -> None:
    mixed = ["Jürgen Weiß", "Łucja Żak", "Günther Schäfer", "Zdzisław Śliwiński", "Ágnes Kőrösi"]
    assert names(rows_of(tmp_path, "\n".join(["name", *mixed]).encode("cp1250"))) == mixed


@pytest.mark.parametrize(
    ("code_page", "languages"),
    [("cp1250", {"pl", "de"}), ("cp1252", {"fr", "es", "de", "is"}), ("cp1257", {"lv", "pl", "de"})],
)
def test_code_page_of_a_crowd_is_certain(tmp_path: Path, code_page: str, languages: set[str]) -> None:
    crowd = [person.full_name for person in people(500, seed=1)[40:] if person.language in languages]
    crowd = [name for name in crowd if name.encode(code_page, "replace").decode(code_page) == name]
    assert len(crowd) > 50
    path = tmp_path / "list.csv"
    path.write_bytes("\n".join(["name", *crowd]).encode(code_page))
    recognition = recognise(path)
    assert (recognition.encoding, recognition.problems) == (code_page, ())
    assert names(read(path, recognition)) == crowd


def test_letters_that_leave_a_doubt_are_told(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("name\nОлена Шевченко\n".encode("cp1251"))
    assert [problem.reason for problem in recognise(path).problems] == [
        "The file does not say in which encoding it is, and its letters leave a doubt."
    ]


def test_one_damaged_row_does_not_turn_utf8_into_a_code_page(tmp_path: Path) -> None:
    content = "name,company\nŁucja Żak,x\nJānis,y\n".encode() + b"Bj\xf6rn,z\n" + "Ūna,w\n".encode()
    rows = rows_of(tmp_path, content)
    assert names(rows) == ["Łucja Żak", "Jānis", "Ūna"]
    assert problems(rows) == [(4, "The row contains bytes that are not text in the file's encoding.")]


def test_excels_hint_names_the_delimiter(tmp_path: Path) -> None:
    assert names(rows_of(tmp_path, "sep=;\r\nname;company\r\nAnna;a,b,c\r\n")) == ["Anna"]


# Headers


@pytest.mark.parametrize(
    "header",
    [
        "Full Name,Company,E-Mail,Ticket Type,Ticket code",
        "Vollständiger Name;Firma;E-Mail-Adresse;Ticketart;Ticketcode",
        "Imię i nazwisko;Firma;Adres e-mail;Rodzaj biletu;Kod biletu",
        "Vārds, uzvārds;Uzņēmums;E-pasts;Biļetes veids;Biļetes kods",
        "Nom complet;Entreprise;Adresse e-mail;Type de billet;Code-barres",
        "Nombre y apellidos;Empresa;Correo electrónico;Tipo de entrada;Código de barras",
        "attendee_name\tcompany\temail\tcategory\tcode",
        "participantName\torganisation\teMail\trole\tqrCode",
    ],
)
def test_headers_are_recognised_in_six_languages(tmp_path: Path, header: str) -> None:
    delimiter = next(d for d in "\t;," if d in header)
    row = delimiter.join(["Anna Ozola", "Acme", "anna@example.org", "speaker", "K-1"])
    assert rows_of(tmp_path, f"{header}\n{row}\n") == [
        AttendeeRow(2, "Anna Ozola", company="Acme", email="anna@example.org", category="speaker", code="K-1")
    ]


def test_pretix_export(tmp_path: Path) -> None:
    header = (
        "Order code,Attendee name,Attendee name: Given name,Attendee name: Family name,Product,Price,Checked in,"
        "Checked out,Automatically checked in,Paid,Secret,E-mail,Company,Voucher code,Order date,Seat ID"
    )
    rows = rows_of(
        tmp_path,
        f"{header}\nA3B7C,Zofia Łęcka,Zofia,Łęcka,Regular,10.00,,,No,Yes,k7h2m,z@example.org,Acme,GIFT,2027-01-02,\n"
        "A3B7D,Jan Żak,Jan,Żak,Student,5.00,,,No,No,p9q4r,,,,2027-01-02,\n",
    )
    assert rows == [
        AttendeeRow(2, "Zofia Łęcka", "Zofia", "Acme", "z@example.org", "Regular", order_code="A3B7C", code="k7h2m"),
        AttendeeRow(3, "Jan Żak", "Jan", category="Student", order_code="A3B7D", code="p9q4r", is_paid=False),
    ]


def test_alfio_export(tmp_path: Path) -> None:
    header = (
        "ID,Category,Event,Status,OriginalPrice,PaidPrice,Discount,VAT,ReservationID,Full Name,First Name,Last Name,"
        "E-Mail,Locked,Language,Confirmation,Billing Address,Country Code,Promo Code"
    )
    rows = rows_of(
        tmp_path,
        f"{header}\nu-1,Early,Conf,ACQUIRED,1,1,0,0,R1,Ada Wójcik,Ada,Wójcik,a@example.org,No,de,,,PL,\n"
        "u-2,Early,Conf,TO_BE_PAID,1,1,0,0,R2,Bo Li,Bo,Li,,No,en,,,PL,\n"
        "u-3,Early,Conf,CANCELLED,1,1,0,0,R3,Cy Ng,Cy,Ng,,No,,,,PL,\n",
    )
    assert rows == [
        AttendeeRow(2, "Ada Wójcik", "Ada", "", "a@example.org", "Early", "de", order_code="R1", source_id="u-1"),
        AttendeeRow(3, "Bo Li", "Bo", category="Early", language="en", order_code="R2", source_id="u-2", is_paid=False),
        AttendeeRow(4, "Cy Ng", "Cy", category="Early", order_code="R3", source_id="u-3", is_cancelled=True),
    ]


def test_indico_export(tmp_path: Path) -> None:
    rows = rows_of(
        tmp_path,
        "ID,Name,Affiliation,Email Address,Registration state,Price,Checked in\n"
        "7,Dr. Ūna Ābele,Institute,u@example.org,Complete,0,No\n8,Ed Zariņš,,,Withdrawn,0,No\n",
    )
    assert rows == [
        AttendeeRow(2, "Dr. Ūna Ābele", company="Institute", email="u@example.org", source_id="7"),
        AttendeeRow(3, "Ed Zariņš", source_id="8", is_cancelled=True),
    ]


def test_eventbrite_export(tmp_path: Path) -> None:
    rows = rows_of(
        tmp_path,
        "Order #,Order Date,Attendee #,First Name,Last Name,Email,Quantity,Ticket Type,Barcode #,"
        "Attendee Status,Company\n"
        "111,2027-01-02,222,Kim,O'Hara,k@example.org,1,General,1112220001,Attending,Acme\n"
        "112,2027-01-02,223,Lee,Ng,,1,General,1112220002,Not Attending,\n",
    )
    assert rows == [
        AttendeeRow(
            2, "Kim O'Hara", "Kim", "Acme", "k@example.org", "General",
            order_code="111", source_id="222", code="1112220001",
        ),
        AttendeeRow(
            3, "Lee Ng", "Lee", category="General",
            order_code="112", source_id="223", code="1112220002", is_cancelled=True,
        ),
    ]  # fmt: skip


@pytest.mark.parametrize("header", ["Auftrags-Nr.", "Buchungsnr.", "Buchungscode", "Bestell-Nr.", "Nr rezerwacji"])
def test_an_order_number_by_its_short_names(tmp_path: Path, header: str) -> None:
    rows = rows_of(tmp_path, f"Name;{header};Ticket-Nr.\nBo Berg;A3B7C;k7h2m\n")
    assert rows == [AttendeeRow(2, "Bo Berg", order_code="A3B7C", code="k7h2m")]


def test_german_name_beside_vorname_is_the_family_name(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, "Name;Vorname\nGrößler;Jürgen\nWeiß;Änne\n")
    assert names(rows) == ["Jürgen Größler", "Änne Weiß"]


@pytest.mark.parametrize(
    "header", ["Name,Surname", "Nombre,Apellidos", "First name,Name", "Prénom,Nom", "Nazwa,Nazwisko"]
)
def test_a_bare_name_is_the_part_that_has_no_column(tmp_path: Path, header: str) -> None:
    assert rows_of(tmp_path, f"{header}\nAna,Núñez\nJuan,Peña\n") == [
        AttendeeRow(2, "Ana Núñez", "Ana"),
        AttendeeRow(3, "Juan Peña", "Juan"),
    ]


# The exports of other systems, in the language of whoever exported


@pytest.mark.parametrize(
    ("encoding", "header"),
    [
        (
            "cp1252",
            "Bestellnummer;Teilnehmername;Teilnehmername: Vorname;Produkt;Bezahlt;Geheimnis;E-Mail-Adresse;Firma",
        ),
        ("cp1250", "Kod zamówienia;Imię i nazwisko;Imię;Produkt;Opłacone;Sekret;Adres e-mail;Nazwa firmy"),
        ("cp1257", "Pasūtījuma kods;Dalībnieka vārds, uzvārds;Vārds;Produkts;Apmaksāts;Biļetes kods;E-pasts;Uzņēmums"),
        ("cp1252", "N° de commande;Nom du participant;Prénom;Type de billet;Payé;N° de code-barres;Courriel;Société"),
        (
            "utf-16",
            "N.º de pedido;Nombre completo;Nombre de pila;Entrada;Pagado;N.º de código de barras;Correo;Empresa",
        ),
        ("utf-8-sig", "Order #;Attendee name;First name;Ticket Type;Payment status;Barcode #;Email;Company"),
    ],
)
def test_exports_in_six_languages(tmp_path: Path, encoding: str, header: str) -> None:
    text = f'{header}\r\nA3B7C;Zoe Berg;Zoe;Regular;1;k7h2m;z@example.org;"Acme\r\nInc."\r\n'
    assert rows_of(tmp_path, text.encode(encoding)) == [
        AttendeeRow(2, "Zoe Berg", "Zoe", "Acme Inc.", "z@example.org", "Regular", order_code="A3B7C", code="k7h2m")
    ]


def test_name_beside_first_name_that_contains_it_is_the_full_name(tmp_path: Path) -> None:
    assert names(rows_of(tmp_path, "Name,First name\nAnna Ozola,Anna\nBo Li,Bo\n")) == ["Anna Ozola", "Bo Li"]


def test_first_and_last_name_make_the_full_name_and_mononyms_stay(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, "Imię;Nazwisko\nŁucja;Żak\nSuharto;\n;Null\n")
    assert names(rows) == ["Łucja Żak", "Suharto", "Null"]


def test_merged_titles_above_the_header_are_passed_over(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, "Spring Congress 2027,,\nas of 2 May,,\n,,\nName,E-mail,Company\nAnna,a@example.org,x\n")
    assert rows == [AttendeeRow(5, "Anna", company="x", email="a@example.org")]


def test_unused_headers_are_listed_and_a_header_twice_is_told(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name,Diet,E-mail,E-mail\nAnna,vegan,a@example.org,b@example.org\n")
    recognition = recognise(path)
    assert recognition.unused == ("Diet", "E-mail")
    assert [problem.reason for problem in recognition.problems] == [
        "The header “E-mail” stands 2 times; only its first column is read."
    ]
    assert list(read(path, recognition)) == [AttendeeRow(2, "Anna", email="a@example.org")]


def test_recognition_can_be_corrected(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name,Remark\nAnna,T-1\n")
    recognition = recognise(path)
    corrected = replace(recognition, columns={**recognition.columns, Field.CODE: "Remark"})
    assert list(read(path, corrected)) == [AttendeeRow(2, "Anna", code="T-1")]


def test_a_correction_to_a_column_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name\nAnna\n")
    recognition = recognise(path)
    rows = list(read(path, replace(recognition, columns={**recognition.columns, Field.CODE: "Code"})))
    assert problems(rows) == [(1, "The file has no column “Code” for code.")]


def test_a_file_without_a_column_of_names_is_refused(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, "red,green\n1,2\n")
    assert problems(rows) == [(0, "No row at the top of the file names a column of names.")]
    assert "first row name the columns" in rows[0].remedy if isinstance(rows[0], RowProblem) else False


def test_an_open_binary_file_is_recognised_and_stays_open(tmp_path: Path) -> None:
    source = io.BytesIO("Name;Firma\nŁucja;x\n".encode("cp1250"))
    recognition = recognise(source)
    assert (recognition.encoding, recognition.delimiter) == ("cp1250", ";")
    assert not source.closed


# States


@pytest.mark.parametrize(
    ("word", "is_paid", "is_cancelled"),
    [
        ("paid", True, False), ("Bezahlt", True, False), ("tak", True, False), ("Jā", True, False),
        ("unpaid", False, False), ("Nein", False, False), ("nieopłacone", False, False), ("nē", False, False),
        ("Canceled", True, True), ("storniert", True, True), ("anulowano", True, True), ("atcelts", True, True),
        ("Payé", True, False), ("non payée", False, False), ("Annulé", True, True),
        ("Sí", True, False), ("pendiente de pago", False, False), ("reembolsado", True, True),
    ],
)  # fmt: skip
def test_words_of_states_in_six_languages(tmp_path: Path, word: str, is_paid: bool, is_cancelled: bool) -> None:
    expected = [AttendeeRow(2, "Anna", is_paid=is_paid, is_cancelled=is_cancelled)]
    assert rows_of(tmp_path, f"Name,Payment status\nAnna,{word}\n") == expected
    assert rows_of(tmp_path, f"Name,Status\nAnna,{word}\n") == expected


def test_an_empty_payment_is_unpaid_and_an_empty_status_says_nothing(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, "Name,Paid,Status\nAnna,,\nBo,x,\n")
    assert rows == [AttendeeRow(2, "Anna", is_paid=False), AttendeeRow(3, "Bo")]


def test_an_unknown_word_for_payment_is_a_problem_not_a_guess(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, "Name,Paid\nAnna,yes\nBo,half\n")
    assert problems(rows) == [(3, "“half” is not known as a state of payment.")]


def test_a_status_that_is_not_about_payment_is_left_unused(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name,Status\nAnna,student\nBo,member\nCy,active\n")
    recognition = recognise(path)
    assert recognition.unused == ("Status",)
    assert names(read(path, recognition)) == ["Anna", "Bo", "Cy"]


@pytest.mark.parametrize("word", ["yes", "2027-05-01", "x", "storniert"])
def test_a_column_of_cancellations(tmp_path: Path, word: str) -> None:
    rows = rows_of(tmp_path, f"Name,Cancelled\nAnna,{word}\nBo,\nCy,no\n")
    assert [row.is_cancelled for row in rows if isinstance(row, AttendeeRow)] == [True, False, False]


def test_valid_days(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, 'Name;Days\nAnna;"2027-05-20, 21.05.2027"\nBo;05/06/2027\nCy;31.02.2027\n')
    assert rows[0] == AttendeeRow(2, "Anna", valid_days=("2027-05-20", "2027-05-21"))
    assert problems(rows) == [(3, "“05/06/2027” is not a day."), (4, "“31.02.2027” is in no calendar.")]


def test_what_people_get(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text('Name,Gets,T-shirt,Lunch\nAnna,"Bag; Gala dinner, Bag",L,yes\nBo,,,no\n')
    recognition = correct(recognise(path), {Field.GETS_2: "T-shirt", Field.GETS_3: "Lunch"})
    assert list(read(path, recognition)) == [
        AttendeeRow(2, "Anna", gets=("Bag", "Gala dinner", "T-shirt: L", "Lunch")),
        AttendeeRow(3, "Bo"),
    ]


@pytest.mark.parametrize(
    ("text", "tag"), [("de", "de"), ("pl_PL", "pl"), ("EN-gb", "en"), ("Latviešu", "lv"), ("Klingon", "")]
)
def test_languages(tmp_path: Path, text: str, tag: str) -> None:
    assert rows_of(tmp_path, f"Name,Language\nAnna,{text}\n") == [AttendeeRow(2, "Anna", language=tag)]


# Rows that say nothing


def test_blank_lines_totals_and_repeated_headers_are_passed_over(tmp_path: Path) -> None:
    rows = rows_of(
        tmp_path,
        "Name,Company,Price\n\nAnna,x,10\n,,\nName,Company,Price\nBo,y,20\n  ,\t,\n"
        "Total,,30\nSumme: 2,,\nRazem,,30 zł\n",
    )
    assert rows == [AttendeeRow(3, "Anna", company="x"), AttendeeRow(6, "Bo", company="y")]


def test_people_named_like_totals_stay(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, PLAIN + "Suma,,\nSumma,s@example.org,\nTotal,,T-1\nSum Kim,,\n")
    assert names(rows) == ["Suma", "Summa", "Total", "Sum Kim"]


# Nasty values


def test_quoted_line_breaks_quotes_and_delimiters(tmp_path: Path) -> None:
    rows = rows_of(
        tmp_path,
        'Name,Company,E-mail\n"Anna\nOzola","Acme, ""The"" Inc.",a@example.org\nBo,"one\r\ntwo\r\nthree",\nCy,,\n',
    )
    assert rows == [
        AttendeeRow(2, "Anna Ozola", company='Acme, "The" Inc.', email="a@example.org"),
        AttendeeRow(4, "Bo", company="one two three"),
        AttendeeRow(7, "Cy"),
    ]


def test_a_space_before_a_quotation_mark_is_forgiven(tmp_path: Path) -> None:
    assert rows_of(tmp_path, 'Name, Company\nAnna, "Acme, Inc."\n') == [AttendeeRow(2, "Anna", company="Acme, Inc.")]


def test_nul_bytes_are_a_problem_of_their_row(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, PLAIN + "An\0na,,\nBo,,\n")
    assert names(rows) == ["Bo"]
    assert problems(rows) == [(2, "The row contains bytes that are not text in the file's encoding.")]


def test_a_code_of_ten_thousand_characters_is_a_problem_and_255_are_not(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, f"{PLAIN}Anna,,{'x' * 10_000}\nBo,,{'y' * 255}\nCy,,{'z' * 256}\n")
    assert rows[1] == AttendeeRow(3, "Bo", code="y" * 255)
    assert problems(rows) == [
        (2, "The ticket code has 10,000 characters; at most 255 can be kept."),
        (4, "The ticket code has 256 characters; at most 255 can be kept."),
    ]


def test_a_value_beyond_all_measure_costs_only_its_row(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, f"{PLAIN}Anna,,{'x' * 200_000}\nBo,,\n")
    assert names(rows) == ["Bo"]
    assert problems(rows) == [(2, "A value of this row has more than 131,072 characters.")]


def test_codes_of_other_systems_are_kept_as_they_are(tmp_path: Path) -> None:
    codes = ["aB/c+d==", "0O1lI", "żółw", '{"i":[2]}', "  two  inner spaces ".strip(), "=HYPERLINK(1)", "007"]
    text = io.StringIO()
    csv.writer(text).writerows([["Name", "Code"], *(["Anna", code] for code in codes)])
    assert [r.code for r in rows_of(tmp_path, text.getvalue()) if isinstance(r, AttendeeRow)] == codes


def test_a_code_rounded_by_a_spreadsheet_is_a_problem(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, PLAIN + "Anna,,1.11222E+12\n")
    assert problems(rows) == [(2, "The ticket code “1.11222E+12” was rounded by a spreadsheet.")]


def test_an_apostrophe_before_a_number_or_formula_is_the_spreadsheets(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, "First name,Last name,Code\nGerard,'t Hooft,'007\n'=Bo,Li,'+371\n")
    assert rows == [
        AttendeeRow(2, "Gerard 't Hooft", "Gerard", code="007"),
        AttendeeRow(3, "=Bo Li", "=Bo", code="+371"),
    ]


def test_a_code_twice_names_the_first_line(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, PLAIN + "Anna,,K-1\nBo,,K-2\nCy,,K-1\nDi,,k-1\n")
    assert names(rows) == ["Anna", "Bo", "Di"]
    assert problems(rows) == [(4, "The ticket code already stands in line 2.")]


def test_an_id_twice_is_a_problem_too(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, "ID,Name\n1,Anna\n1,Bo\n")
    assert problems(rows) == [(3, "The id already stands in line 2.")]


def test_a_row_refused_for_its_id_does_not_take_its_code(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, "ID,Name,Code\n1,Anna,K-1\n1,Bo,K-2\n2,Cy,K-2\n")
    assert names(rows) == ["Anna", "Cy"]


def test_a_missing_name_is_a_problem(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, PLAIN + ",a@example.org,K-1\n")
    assert problems(rows) == [(2, "The row has no name.")]


def test_a_value_too_many_is_a_problem_since_all_after_it_is_shifted(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, "Name,Company,Code\nAnna,Acme, Inc.,K-1\nBo,x,K-2,,\n")
    assert names(rows) == ["Bo"]
    assert problems(rows) == [(2, "The row has 4 values, but the header names 3 columns.")]


def test_a_file_cut_off_in_a_row_does_not_give_an_attendee_without_a_code(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, PLAIN + "Anna,a@example.org,K-1\nBo,b@exa")
    assert names(rows) == ["Anna"]
    assert problems(rows) == [(3, "The row ends early: 2 of 3 values, without code.")]


def test_a_row_that_only_lacks_its_company_is_taken(tmp_path: Path) -> None:
    assert rows_of(tmp_path, "Name,E-mail,Company\nAnna\n") == [AttendeeRow(2, "Anna")]


# Half-broken files


def test_a_half_broken_file_gives_the_good_rows_and_exact_problems(tmp_path: Path) -> None:
    rows = rows_of(
        tmp_path,
        'Name,Company,Code\nAnna,Acme,K-1\n"Bo,Acme,K-2\nCy,"Dy & Co",K-3\nEd,"the "best" one",K-4\n'
        'Fe,"a\nb",K-5\n,x,K-6\nGi,x,K-1\nHo,y,K-8\n',
    )
    assert names(rows) == ["Anna", "Cy", "Fe", "Ho"]
    assert problems(rows) == [
        (3, "A quotation mark opens in this row and is not closed."),
        (5, "The quotation marks of this row do not match."),
        (8, "The row has no name."),
        (9, "The ticket code already stands in line 2."),
    ]


def test_a_quotation_mark_never_closed_does_not_swallow_the_rest(tmp_path: Path) -> None:
    good = "".join(f"Person {number},x\n" for number in range(1000))
    rows = rows_of(tmp_path, f'Name,Company\n"Anna,x\n{good}')
    assert names(rows) == [f"Person {number}" for number in range(1000)]
    assert problems(rows) == [(2, "A quotation mark opens in this row and is not closed.")]


# Not CSV at all


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "This file is a PDF, whatever its name says."),
        (b"\x89PNG\r\n\x1a\n....", "This file is a PNG image, whatever its name says."),
        (b"\xff\xd8\xff\xe0..JFIF", "This file is a JPEG image, whatever its name says."),
        (b"PK\x03\x04....xl/workbook.xml", "This file is an Excel or other ZIP file, whatever its name says."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "This file is an old Excel file, whatever its name says."),
        (b"\n <!DOCTYPE HTML><html>", "This file is a web page (HTML), whatever its name says."),
        (b"<table><tr><td>Name", "This file is a web page (HTML), whatever its name says."),
        (b"\xff\xfe" + "<html><body>".encode("utf-16-le"), "This file is a web page (HTML), whatever its name says."),
        (b"\0\0\0\x18ftypheic", "This file is a photo or film, whatever its name says."),
        (
            b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
            "This file is an OpenDocument file.",
        ),
        (b'{"schedule": {}}', "This file is JSON, whatever its name says."),
        (b"", "The file is empty."),
        (b" \r\n\r\n", "The file is empty."),
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(tmp_path: Path, content: bytes, reason: str) -> None:
    assert problems(rows_of(tmp_path, content)) == [(0, reason)]
    assert not READER.sniff(content)


# Size


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        path = tmp_path / f"{count}.csv"
        with path.open("w", encoding="utf-8") as file:
            file.write("Name,E-mail,Company\n")
            file.writelines(f"Łucja Żak {n},p{n}@example.org,Acme\n" for n in range(count))
        tracemalloc.start()
        try:
            assert sum(1 for _ in read(path, recognise(path))) == count
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(40_000) < 1.2 * peak(10_000)


READ_A_MILLION = """
import sys
from pathlib import Path
from turnout.formats.attendees_csv import read, recognise
path = Path(sys.argv[1])
taken = sum(row.line > 1 for row in read(path, recognise(path)))
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(taken, int(peak.split()[1]) // 1024)  # getrusage would tell the peak of the process that started this one
"""


@pytest.mark.timeout(300)
def test_a_million_lines_with_codes_are_read_in_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("Name;E-mail;Ticket code\n")
        file.writelines(f"Łucja Żak;p{n}@example.org;K{n}\n" for n in range(1_000_000))
    said = subprocess.run([sys.executable, "-c", READ_A_MILLION, path], capture_output=True, text=True, check=True)
    taken, megabytes = map(int, said.stdout.split())
    assert taken == 1_000_000
    assert megabytes < 250  # of which some 100 are the hashes of the codes


# Any table that a writer of CSV makes is read as it was

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp")), max_size=30)


@settings(max_examples=120, deadline=None)
@given(
    written=st.lists(st.tuples(TEXT.filter(lambda t: t and "\ufffd" not in t), TEXT, TEXT), max_size=12),
    delimiter=st.sampled_from(",;\t"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_what_a_csv_writer_writes_is_read_back(
    tmp_path_factory: pytest.TempPathFactory,
    written: list[tuple[str, str, str]],
    delimiter: str,
    encoding: str,
    quoting: int,
) -> None:
    table = [(name, company.replace("\ufffd", ""), "") for name, company, _ in written]
    path = tmp_path_factory.mktemp("csv") / "list.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter, quoting=quoting).writerows(
            [["Full name", "Company", "E-mail"], ["First Person", 'Żółw, "x"; y\tz', "f@example.org"], *table]
        )
    rows = list(read(path, recognise(path)))
    assert rows[0] == AttendeeRow(2, "First Person", company='Żółw, "x"; y z', email="f@example.org")
    assert [(r.full_name, r.company) for r in rows[1:] if isinstance(r, AttendeeRow)] == [
        (name, company) for name, company, _ in table
    ]


@settings(max_examples=150, deadline=None)
@given(content=st.binary(max_size=400))
def test_no_bytes_raise(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("csv") / "list.csv"
    path.write_bytes(b"name,code\nAnna,K-1\n" + content)
    rows = list(read(path, recognise(path)))
    assert all(isinstance(row, AttendeeRow | RowProblem) for row in rows)
