"""A job that an IPP printer has taken: what it says of it (RFC 8011, 5.3), until its end or the end of patience."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from badges.printers import Failed, NoAnswer, NotStarted, Outcome, Printed, Status, Unknown, Unreachable
from badges.printers.ipp_connection import IppConnection
from badges.printers.ipp_message import Attribute, Attributes, Group, Operation, Tag
from badges.printers.ipp_words import job_reasons

_ASKED_OF_JOB = [
    "job-impressions-completed",
    "job-printer-state-message",
    "job-state",
    "job-state-reasons",
    "time-at-processing",
]
_NOT_FOUND = 0x0406
_FIRST_WAIT_S, _LONGEST_WAIT_S = 0.1, 1.0
_STOPPED_FOR_GOOD_S = 3.0
_PENDING, _HELD, _PROCESSING_STOPPED, _CANCELED, _ABORTED, _COMPLETED = 3, 4, 6, 7, 8, 9  # job-state


@dataclass(frozen=True, slots=True)
class JobWord:
    """A job as the printer has it at one moment."""

    state: int | None
    has_begun: bool
    has_printed_some: bool
    reasons: tuple[str, ...] = ()
    message: str = ""
    is_forgotten: bool = False

    @property
    def is_stopped(self) -> bool:
        return self.state == _PROCESSING_STOPPED

    @property
    def is_put_back(self) -> bool:
        """Whether it was begun and waits again, as in a CUPS queue that was paused in the middle of it."""
        return self.has_begun and self.state in (_PENDING, _HELD)

    @property
    def why(self) -> str:
        """The printer's reason for where the job is: a driver's own message says more than a keyword, but of a job that
        was cancelled it tells the last thing done.
        """
        told = job_reasons(self.reasons)
        return (told or self.message) if self.state == _CANCELED else (self.message or told)

    def outcome(self, *, counts_pages: bool) -> Outcome | None:
        """The job's end; None while it has none."""
        if self.is_forgotten:
            return Unknown("the printer forgot the badge before saying that it came out")
        if self.state == _COMPLETED:
            if "job-completed-with-errors" in self.reasons:
                return Unknown("the printer finished the badge with errors")
            return Printed()
        if self.state not in (_CANCELED, _ABORTED):
            return None
        why = self.why or "no reason given"
        if self.has_begun and not counts_pages:
            return Unknown(f"the queue broke the badge off half way or before: {why}")
        if self.has_printed_some:
            return Unknown("the printer broke the badge off after printing some of it")
        return Failed(f"the printer gave the badge up: {why}")

    def after_cancelling(self, why: str) -> Outcome | None:
        """What the end of a job that we cancelled leaves; only one that never began is sure not to be on paper."""
        if self.state not in (_CANCELED, _ABORTED):
            return self.outcome(counts_pages=False)
        if not self.has_begun:
            return NotStarted(why)
        return Unknown(f"cancelled with the badge half printed or not at all: {why}")


_FORGOTTEN = JobWord(state=None, has_begun=True, has_printed_some=False, is_forgotten=True)


@dataclass(frozen=True, slots=True)
class JobInHand:
    """The printer's job `number`; `look` is how the printer itself is. `is_queued`: a CUPS queue has it, which counts
    no pages for most of its drivers.
    """

    printer: IppConnection
    number: int
    look: Callable[[], Status]
    is_queued: bool

    def follow(self, until: float, accepted: Callable[[], None]) -> Outcome:
        """Waits for the printer's last word, `until` by time.monotonic(); tells `accepted` when the job begins, since
        until then it can be had back whole.
        """
        wait_s, is_told, stopped_at = _FIRST_WAIT_S, False, 0.0
        while time.monotonic() < until:
            if said := self._ask():
                if said.has_begun and not is_told:
                    is_told = True
                    accepted()
                if outcome := said.outcome(counts_pages=not self.is_queued):
                    return outcome
                stopped_at = (stopped_at or time.monotonic()) if said.is_stopped else 0.0
                if why := self._is_stuck(said, stopped_at):
                    return self._give_up(why)
            time.sleep(wait_s)
            wait_s = min(wait_s * 1.5, _LONGEST_WAIT_S)
        return self._give_up(self.look().message or "it took too long")

    def _is_stuck(self, said: JobWord, stopped_at: float) -> str:
        """Why waiting does no good; "" while it may. What has begun is waited for: somebody may be mending it."""
        if not said.has_begun:
            status = self.look()
            return status.message if status.state == "fault" else ""
        if self.is_queued and said.is_put_back:  # it would come out from its beginning, perhaps a second time
            return self.look().message or "it was put back and would be printed again"
        # A queue whose driver breaks stops the job and takes the next one.
        if said.is_stopped and time.monotonic() - stopped_at >= _STOPPED_FOR_GOOD_S and self.look().state != "fault":
            return said.why or "it stopped the badge"
        return ""

    def _ask(self) -> JobWord | None:
        """None while the printer is silent."""
        try:
            answer = self.printer.ask(
                Operation.GET_JOB_ATTRIBUTES,
                [Attribute(Tag.KEYWORD, "requested-attributes", _ASKED_OF_JOB)],
                job_number=self.number,
            )
        except (Unreachable, NoAnswer):
            return None
        if answer.status == _NOT_FOUND:
            return _FORGOTTEN
        return read_job(answer.first(Group.JOB)) if answer.is_success else None

    def _give_up(self, why: str) -> Outcome:
        """Cancels the job, and says what that leaves."""
        try:
            self.printer.ask(Operation.CANCEL_JOB, job_number=self.number)
        except (Unreachable, NoAnswer):
            return Unknown(f"the printer fell silent with the badge in hand: {why}")
        until = time.monotonic() + self.printer.timeout_s
        while time.monotonic() < until:
            if (said := self._ask()) and (outcome := said.after_cancelling(why)):
                return outcome
            time.sleep(_FIRST_WAIT_S)
        return Unknown(f"the printer did not cancel the badge: {why}")


def read_job(job: Attributes) -> JobWord:
    """A job's attributes as a word; what a printer leaves out is read as the least certain."""
    state = _one(job, "job-state")
    began_at = job.get("time-at-processing")
    impressions = _one(job, "job-impressions-completed")
    message = _one(job, "job-printer-state-message")
    return JobWord(
        state=state if isinstance(state, int) else None,
        # "no-value" until it begins; a printer that does not tell the time is believed to have begun unless it waits.
        has_begun=state not in (_PENDING, _HELD) if began_at is None else began_at != [None],
        has_printed_some=isinstance(impressions, int) and impressions > 0,
        reasons=tuple(reason for reason in job.get("job-state-reasons", []) if isinstance(reason, str)),
        message=message.strip() if isinstance(message, str) else "",
    )


def _one(job: Attributes, key: str) -> object:
    return job.get(key, [None])[0]
