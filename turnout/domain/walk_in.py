"""The walk-in form as an organiser sets it up: which fields a desk asks for, and which consents."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from turnout.domain.errors import BadInput
from turnout.domain.event_details import languages_of, line_of

FIELDS = ("given_name", "company", "email", "category", "language", "pronouns")
"""What may be asked beside the name, which always is."""
MAX_CONSENTS = 20
MAX_TEXT = 2000

_CONSENT_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


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
class WalkInForm:
    """In the organiser's order."""

    fields: tuple[AskedField, ...] = ()
    consents: tuple[Consent, ...] = ()


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
    return replace(form, consents=tuple(_checked_consent(consent) for consent in form.consents))


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
