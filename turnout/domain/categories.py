"""What lists call categories."""

from __future__ import annotations

from turnout.domain.folding import fold


def spelling(word: str) -> str:
    """The same for all ways to write a category, its id among them.

    >>> spelling("VIP guest") == spelling("vip-Guest") == spelling("vip_guest")
    True
    >>> spelling("VIP+") == spelling("VIP")
    False
    """
    return fold(word.replace("_", " ")) or word
