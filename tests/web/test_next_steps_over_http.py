"""Whoever words a refusal is told what the kiosk says by itself."""

from __future__ import annotations

import re

from served import Served

from turnout.domain.admission import SHORT_CODES
from turnout.domain.model import Role


def test_every_refusal_has_the_kiosk_s_own_next_step_in_each_language(served: Served) -> None:
    steps = served.as_role(Role.COORDINATOR).api("/kiosk/next-steps")
    reasons = {str(reason) for reason in SHORT_CODES}
    told = {language: set(sentences) for language, sentences in steps.items()}
    assert told == dict.fromkeys(("ar", "de", "en", "es", "fr", "lv", "pl", "uk"), reasons)
    assert steps["en"]["unpaid"] == "You can pay at the desk."


def test_a_next_step_has_no_blank_but_the_event_s_name(served: Served) -> None:
    steps = served.as_role(Role.COORDINATOR).api("/kiosk/next-steps")
    sentences = [sentence for of_language in steps.values() for sentence in of_language.values()]
    assert set(re.findall(r"\{.*?\}", " ".join(sentences))) == {"{event}"}
