"""The steps of a request: what is done, by whom, on which day, and until when."""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from graph.calendar import Deadline
from graph.model import Uid
from graph.rules.refusal import Code


class Actor(StrEnum):
    """Who has to act."""

    ALIYUN = "ALIYUN"
    TIER1 = "TIER1"
    CITY_PARTNER = "CITY_PARTNER"
    PARTNER = "PARTNER"
    CUSTOMER = "CUSTOMER"


class StepName(StrEnum):
    """What is done in a step."""

    APPLY = "APPLY"
    CONFIRM = "CONFIRM"
    CONFIRM_NO_DISPUTE = "CONFIRM_NO_DISPUTE"
    NOTIFY = "NOTIFY"
    ANSWER = "ANSWER"
    AUTHORISE = "AUTHORISE"
    SETTLE_CUSTOMERS = "SETTLE_CUSTOMERS"
    AGREE_TERMINATION = "AGREE_TERMINATION"
    DECIDE = "DECIDE"
    SIGN_FRAMEWORK = "SIGN_FRAMEWORK"
    SIGN_CITY_AGREEMENT = "SIGN_CITY_AGREEMENT"
    SIGN_WITH_ALIYUN = "SIGN_WITH_ALIYUN"
    WITHDRAW = "WITHDRAW"
    EXECUTE = "EXECUTE"


FIELDS: dict[StepName, str] = {
    StepName.APPLY: "applied_on",
    StepName.CONFIRM: "confirmed_on",
    StepName.CONFIRM_NO_DISPUTE: "no_dispute_confirmed_on",
    StepName.NOTIFY: "notice_received_on",
    StepName.ANSWER: "answered_on",
    StepName.AUTHORISE: "authorised_on",
    StepName.SETTLE_CUSTOMERS: "customers_settled_on",
    StepName.AGREE_TERMINATION: "termination_agreed_on",
    StepName.DECIDE: "decided_on",
    StepName.SIGN_FRAMEWORK: "framework_signed_on",
    StepName.SIGN_CITY_AGREEMENT: "city_agreement_on",
    StepName.SIGN_WITH_ALIYUN: "confirmed_on",
    StepName.WITHDRAW: "withdrawn_on",
    StepName.EXECUTE: "executed_on",
}
"""The day of each step in a request."""


class Step(Struct, frozen=True, kw_only=True):
    """One step: `account` is whose act it is, `done_on` its day, None while it was not taken.

    `blocks` says that the request cannot be carried out without it, and `code` by which refusal.
    It comes after the steps of `after`. `until` is the period in which it has to be taken; a step
    may be taken from `earliest` on, which `period` proves where a clause lets a time run first.
    """

    name: StepName
    actor: Actor
    account: Uid | None
    clause: str
    meaning: str
    done_on: date | None = None
    blocks: bool = True
    code: Code | None = None
    after: tuple[StepName, ...] = (StepName.APPLY,)
    until: Deadline | None = None
    earliest: date | None = None
    period: Deadline | None = None

    @property
    def due_on(self) -> date | None:
        """Last day of its period, or the day from which an execution is open."""
        return self.earliest if self.until is None else self.until.last_day


class State(StrEnum):
    """Where a request stands on a day; it only ever goes down this list."""

    REQUESTED = "REQUESTED"
    """Asked for; nothing has been done since."""
    WAITING = "WAITING"
    """Somebody has to act, or a period still runs."""
    READY = "READY"
    """It may be carried out: all that it takes is there."""
    DUE = "DUE"
    """It has to be carried out: its period ran out, and nothing is left to decide (Q16)."""
    EXECUTED = "EXECUTED"
    WITHDRAWN = "WITHDRAWN"
    REJECTED = "REJECTED"
    """Aliyun refused it."""
    LAPSED = "LAPSED"
    """What it was about is no more, or it was closed with what it was about."""


ENDED = frozenset({State.EXECUTED, State.WITHDRAWN, State.REJECTED, State.LAPSED})
"""States in which nothing can be done any more."""
OPEN = frozenset({State.READY, State.DUE})
"""States in which a request can be carried out."""
