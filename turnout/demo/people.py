"""The demo's attendees: a plausible international crowd, with every difficult name certain to be there."""

from __future__ import annotations

from random import Random

from turnout.demo.names import CULTURES, SPECIAL_NAMES, Culture
from turnout.domain.folding import fold
from turnout.domain.model import AttendeeRow

SHARES: dict[str, int] = {
    "visitor": 800,
    "speaker": 75,
    "staff": 45,
    "sponsor": 35,
    "press": 20,
    "technician": 15,
    "organiser": 10,
}
"""Attendees of each category in a thousand."""

# Commas, quotes, ampersands, slashes and other scripts: all of them have broken a CSV file or a badge.
COMPANIES = (
    "Acme, Inc.",
    "Dzintara Datu Darbnīca, SIA",
    "Ąckowski & Synowie sp. z o.o.",
    "Przędza i Spółka S.A.",
    'Studio "Żółw"',
    "O'Malley & Daughters, Ltd",
    "Müller, Meier & Größenwahn GmbH",
    "Café Zürich AG",
    "Universität Nordstadt / Institut für Bahnhöfe",
    "Société L'Écluse, S.à r.l.",
    "Peña Ibáñez Hermanos, S.L.",
    "Bosphorus Işık A.Ş.",
    "Công ty Sao Mai",
    "株式会社ひかり",
    "北斗科技有限公司",
    "한빛 연구소",
    "شركة النخيل",
    "סטודיו ים",
    "Видавництво «Їжак»",
    "R+D <Labs>",
    "100% Grid Co-op",
    "Harbour & Hinterland",
    "Norðurljós hf.",
    "Öresund Rail & Ferry AB",
    "The Very Long Name of an Association for the Advancement of Regional Archives, Libraries and Museums",
)
_PRONOUNS = {"women": ("she/her", "she/they"), "men": ("he/him", "he/they")}
_HAS_COMPANY, _HAS_PRONOUNS, _IS_THEY, _IS_UNPAID, _IS_CANCELLED = 0.7, 0.25, 0.1, 0.01, 0.01


def people(count: int, seed: int) -> list[AttendeeRow]:
    """`count` attendees, the same for the same seed; the special names come first, as far as `count` reaches.

    `line` and `source_id` number them from 1; codes are left to whoever writes the event.
    """
    random = Random(seed)  # noqa: S311 - a demo must be repeatable, not unguessable
    categories = _categories(count, random)
    rows = []
    for number, category in enumerate(categories, start=1):
        if number <= len(SPECIAL_NAMES):
            special = SPECIAL_NAMES[number - 1]
            rows.append(_special(number, special.full_name, special.given_name, special.language, random))
        else:
            rows.append(_drawn(number, category, random))
    return rows


def _categories(count: int, random: Random) -> list[str]:
    """Exact shares in random order; rounding falls to the visitors. Difficult names are all visitors."""
    specials = min(count, len(SPECIAL_NAMES))
    others = [c for c, share in SHARES.items() if c != "visitor" for _ in range(count * share // 1000)]
    drawn = others[: count - specials] + ["visitor"] * max(0, count - specials - len(others))
    random.shuffle(drawn)
    return ["visitor"] * specials + drawn


def _special(number: int, full_name: str, given_name: str, language: str, random: Random) -> AttendeeRow:
    return AttendeeRow(
        line=number,
        full_name=full_name,
        given_name=given_name,
        company=COMPANIES[number % len(COMPANIES)],
        email=_email(full_name, number),
        category="visitor",
        language=language,
        order_code=_order_code(random),
        source_id=f"demo-{number}",
    )


def _drawn(number: int, category: str, random: Random) -> AttendeeRow:
    culture = random.choices(CULTURES, [culture.weight for culture in CULTURES])[0]
    full_name, given_name, gender = _name(culture, random)
    is_visitor = category == "visitor"
    return AttendeeRow(
        line=number,
        full_name=full_name,
        given_name=given_name,
        company=random.choice(COMPANIES) if random.random() < _HAS_COMPANY else "",
        email=_email(full_name, number),
        category=category,
        language=culture.language,
        pronouns=_pronouns(gender, random) if random.random() < _HAS_PRONOUNS else "",
        order_code=_order_code(random),
        source_id=f"demo-{number}",
        is_paid=not (is_visitor and random.random() < _IS_UNPAID),
        is_cancelled=is_visitor and random.random() < _IS_CANCELLED,
    )


def _name(culture: Culture, random: Random) -> tuple[str, str, str]:
    """(full name, given name, "women" or "men"), in the culture's order."""
    gender = random.choice(("women", "men"))
    given = random.choice(culture.women if gender == "women" else culture.men)
    family = random.choice(culture.family_men if gender == "men" and culture.family_men else culture.family)
    parts = (family, given) if culture.family_first else (given, family)
    return culture.joiner.join(parts), given, gender


def _pronouns(gender: str, random: Random) -> str:
    return "they/them" if random.random() < _IS_THEY else random.choice(_PRONOUNS[gender])


def _order_code(random: Random) -> str:
    """Five characters without 0, O, 1 and I, as ticket shops make them."""
    return "".join(random.choices("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", k=5))


def _email(full_name: str, number: int) -> str:
    """An address of the reserved domain; the number keeps two people of one name apart."""
    latin = "".join(c if c.isascii() and c.isalnum() else " " for c in fold(full_name))
    return f"{'.'.join(latin.split())[:40].strip('.') or 'guest'}.{number}@example.org"
