"""What an export says of a refusal is what the staff's pages say."""

from __future__ import annotations

import json
from pathlib import Path

import dashboard
from turnout.domain.admission import Reason
from turnout.services.exporting import SENTENCES


def test_every_reason_has_the_sentence_of_the_staffs_pages() -> None:
    texts = json.loads((Path(dashboard.__file__).parent / "translations" / "en.json").read_text(encoding="utf-8"))
    assert {reason: texts[f"reason.{reason}.title"] for reason in Reason} == SENTENCES
