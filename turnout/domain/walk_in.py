"""The walk-in form as an organiser sets it up: what is asked, which consents, and what people may do by themselves."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from turnout.domain.errors import BadInput
from turnout.domain.event_details import languages_of, line_of
from turnout.domain.payment import amount_of, cents_of

FIELDS = ("given_name", "company", "email", "category", "language", "pronouns")
"""What may be asked beside the name, which always is."""
MAX_CONSENTS = 20
MAX_TEXT = 2000

MAX_OPEN_CATEGORIES = 6
"""As many as a kiosk shows beside each other."""

_CONSENT_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class AskedField:
    """A field of the form; the desk cannot leave out one that is needed."""

    id: str
    is_needed: bool = False


@dataclass(frozen=True, slots=True)
class Consent:
    """What somebody agrees to, in words by language; nobody is registered without one that is needed."""

    id: str
    texts: Mapping[str, str]
    is_needed: bool = False


@dataclass(frozen=True, slots=True)
class OpenCategory:
    """A category that people may register themselves in, and what that costs, such as 12.50; nothing is free."""

    id: str
    price: str = ""

    @property
    def cents(self) -> int:
        return cents_of(self.price) if self.price else 0


FREE = OpenCategory("visitor")
"""What everybody becomes where the organiser has opened no category."""


@dataclass(frozen=True, slots=True)
class WalkInForm:
    """In the organiser's order. `is_at_kiosks` lets people fill it in by themselves, in one of the open categories.

    `currency` is a code of ISO 4217, or empty: then prices are shown as bare numbers.
    """

    fields: tuple[AskedField, ...] = ()
    consents: tuple[Consent, ...] = ()
    is_at_kiosks: bool = False
    open_categories: tuple[OpenCategory, ...] = ()
    currency: str = ""

    @property
    def asked_at_kiosks(self) -> tuple[AskedField, ...]:
        """What a kiosk asks for beside the name; the category goes by what is open, whatever a desk asks."""
        return tuple(asked for asked in self.fields if asked.id != "category")

    def open_category(self, category_id: str) -> OpenCategory:
        """The category somebody chose for themselves; without a choice, the only one. Raises BadInput."""
        among = self.open_categories or (FREE,)
        if not category_id and len(among) == 1:
            return among[0]
        for category in among:
            if category.id == category_id:
                return category
        raise BadInput("Nobody registers themselves in this category.", "Choose another.", code="no_category")

    def price_of(self, category_id: str) -> int:
        """Cents that a category costs who registers themselves; 0 for one that is not open (any more)."""
        return next((category.cents for category in self.open_categories if category.id == category_id), 0)


USUAL = WalkInForm(tuple(AskedField(name) for name in ("given_name", "company", "email", "category")))
"""What is asked while the organiser has not said."""


def checked(form: WalkInForm) -> WalkInForm:
    """The form as it is kept, its texts tidied. Raises BadInput for what no desk could show."""
    for asked in form.fields:
        if asked.id not in FIELDS:
            raise BadInput(f"“{asked.id}” is no field of a walk-in.", f"Fields are {', '.join(FIELDS)}.")
    _refuse_twice([asked.id for asked in form.fields], "The form asks for “{}” twice.")
    _refuse_twice([consent.id for consent in form.consents], "There are two consents called “{}”.")
    if len(form.consents) > MAX_CONSENTS:
        raise BadInput(f"These are {len(form.consents)} consents.", f"Ask for at most {MAX_CONSENTS}.")
    _refuse_twice([category.id for category in form.open_categories], "The category “{}” is open twice.")
    if len(form.open_categories) > MAX_OPEN_CATEGORIES:
        raise BadInput("A kiosk cannot show so many categories.", f"Open at most {MAX_OPEN_CATEGORIES}.")
    if form.currency and not _CURRENCY.fullmatch(form.currency):
        raise BadInput(f"“{form.currency}” is no currency.", "Write its three letters, such as EUR.")
    return replace(
        form,
        consents=tuple(_checked_consent(consent) for consent in form.consents),
        open_categories=tuple(_with_price(category) for category in form.open_categories),
    )


def texts_by_language(texts: Mapping[str, str], longest: int) -> dict[str, str]:
    """Texts by the code of their language, each on one line; empty ones are left out."""
    tidied = {}
    for language, text in texts.items():
        codes = languages_of(language)
        if len(codes) != 1:
            raise BadInput(f"“{language}” is no code of a language.", "Write one, such as en.")
        if text.strip():
            tidied[codes[0]] = line_of(text, "text", longest)
    return tidied


def refuse_missing(form: WalkInForm, given: Mapping[str, str], consents: Collection[str]) -> None:
    """Raises BadInput where a needed field is empty, a needed consent was not given, or one given is not asked for."""
    for asked in form.fields:
        if asked.is_needed and not given.get(asked.id, "").strip():
            raise BadInput(f"{asked.id} is needed.", "Ask for it, and type it in.", code="field_needed")
    known = {consent.id for consent in form.consents}
    if unknown := sorted(set(consents) - known):
        raise BadInput(f"There is no consent “{unknown[0]}”.", "Load the page again.", code="no_consent")
    for consent in form.consents:
        if consent.is_needed and consent.id not in consents:
            raise BadInput(
                "A consent is missing that the organiser asks for.",
                "Read it to them; without it nobody is registered.",
                code="consent_needed",
            )


def _with_price(category: OpenCategory) -> OpenCategory:
    """Its price as people write amounts. Raises BadInput."""
    cents = cents_of(category.price) if category.price.strip() else 0
    return replace(category, price=amount_of(cents) if cents else "")


def _checked_consent(consent: Consent) -> Consent:
    if not _CONSENT_ID.fullmatch(consent.id):
        raise BadInput(f"“{consent.id}” is no id of a consent.", "Use small letters, digits, - and _.")
    texts = texts_by_language(consent.texts, MAX_TEXT)
    if not texts:
        raise BadInput(f"The consent “{consent.id}” has no text.", "Write what people agree to.")
    return replace(consent, texts=texts)


def _refuse_twice(ids: list[str], message: str) -> None:
    for one in ids:
        if ids.count(one) > 1:
            raise BadInput(message.format(one), "Take one of them away.")
