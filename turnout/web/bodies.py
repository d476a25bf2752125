"""What requests carry, as pydantic models: the OpenAPI document is written from these."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from turnout.domain.model import Direction

Id = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
CategoryId = Annotated[str, Field(min_length=1, max_length=200)]
"""A list may have brought a category of any name."""
MAX_CODE = 20_000  # a scanner that reads a vCard or a novel gets an answer, not a failure


class Body(BaseModel):
    """Base of all: a field that is not known is refused, so that a typing error is told."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ScanBody(Body):
    """One attempt. Times are the device's own clock; `scan_id` is made before the first try."""

    scan_id: Id
    code: Annotated[str, Field(min_length=1, max_length=MAX_CODE)]
    occurred_at: AwareDatetime
    sent_at: AwareDatetime | None = None
    station_seq: Annotated[int, Field(ge=0)] = 0
    boot_id: Annotated[str, Field(max_length=64)] = ""
    direction: Direction = Direction.IN
    client_version: Annotated[str, Field(max_length=40)] = ""


class Empty(Body):
    """Nothing to say beyond the address."""
