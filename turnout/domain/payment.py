"""Paying at a desk: how, and amounts between what is typed and cents."""

from __future__ import annotations

import re
from enum import StrEnum

from turnout.domain.errors import BadInput

_AMOUNT = re.compile(r"([0-9]{1,7})(?:[.,]([0-9]{1,2}))?")


class Method(StrEnum):
    """How somebody pays. An invoice is sent later: no money lies in the drawer for it."""

    CASH = "cash"
    CARD = "card"
    INVOICE = "invoice"


def cents_of(amount: str) -> int:
    """Cents of an amount as it is typed, with a point or a comma. Raises BadInput.

    >>> cents_of("12.50"), cents_of("12,5"), cents_of("12")
    (1250, 1250, 1200)
    """
    found = _AMOUNT.fullmatch(amount.strip())
    if found is None:
        raise BadInput("This is no amount.", "Type it like 12.50.", code="bad_amount")
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))


def amount_of(cents: int) -> str:
    """Cents as people write them.

    >>> amount_of(1205)
    '12.05'
    """
    return f"{cents // 100}.{cents % 100:02}"
