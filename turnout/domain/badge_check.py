"""The look at one's badge before it prints, as an organiser sets it up: whether, how long, what may be corrected."""

from __future__ import annotations

from dataclasses import dataclass, replace

from turnout.domain.errors import BadInput

CORRECTABLE = ("full_name", "given_name", "company", "pronouns")
"""What people may correct themselves: words on their badge, nothing that admits them or that they paid for."""

SHORTEST_S, LONGEST_S = 5, 30


@dataclass(frozen=True, slots=True)
class BadgeCheck:
    """With `asks`, a kiosk shows what will stand on the badge for so many `seconds`, then it prints by itself."""

    asks: bool = False
    seconds: int = 10
    fields: tuple[str, ...] = CORRECTABLE


AT_ONCE = BadgeCheck()
"""What happens while the organiser has not said: badges print at once."""


def checked(check: BadgeCheck) -> BadgeCheck:
    """The setting as it is kept, its fields in our order. Raises BadInput for what no kiosk could do."""
    if not SHORTEST_S <= check.seconds <= LONGEST_S:
        raise BadInput(
            f"A badge does not wait {check.seconds} seconds.", f"Choose from {SHORTEST_S} to {LONGEST_S} seconds."
        )
    if unknown := sorted(set(check.fields) - set(CORRECTABLE)):
        raise BadInput(f"“{unknown[0]}” cannot be corrected at a kiosk.", f"Fields are {', '.join(CORRECTABLE)}.")
    if check.asks and not check.fields:
        raise BadInput("There is nothing that people may correct.", "Choose a field, or let badges print at once.")
    return replace(check, fields=tuple(name for name in CORRECTABLE if name in check.fields))
