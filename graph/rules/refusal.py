"""Expected refusals are values: a code, what it is about, the clause, and what to do next."""

from enum import StrEnum

from msgspec import Struct


class Code(StrEnum):
    """Why something is refused; each is explained in docs/running.md."""

    ACCOUNT_IS_PARTNER = "ACCOUNT_IS_PARTNER"
    ACCOUNT_UNKNOWN = "ACCOUNT_UNKNOWN"
    ALREADY_LINKED = "ALREADY_LINKED"
    ALREADY_STANDING = "ALREADY_STANDING"
    AMOUNT_NOT_POSITIVE = "AMOUNT_NOT_POSITIVE"
    CALENDAR_NOT_PUBLISHED = "CALENDAR_NOT_PUBLISHED"
    CITY_PARTNER_NOT_CONFIRMED = "CITY_PARTNER_NOT_CONFIRMED"
    CONFLICTING_FACT = "CONFLICTING_FACT"
    CUSTOMER_AUTHORISATION_MISSING = "CUSTOMER_AUTHORISATION_MISSING"
    CYCLE = "CYCLE"
    DATE_OUT_OF_RANGE = "DATE_OUT_OF_RANGE"
    DEBTOR_UNCLEAR = "DEBTOR_UNCLEAR"
    DECISION_MISSING = "DECISION_MISSING"
    DEPTH_EXCEEDED = "DEPTH_EXCEEDED"
    EMPTY_INTERVAL = "EMPTY_INTERVAL"
    FIRST_OUT_OF_RANGE = "FIRST_OUT_OF_RANGE"
    GROUND_MISMATCH = "GROUND_MISMATCH"
    INVALID_ARGUMENT = "INVALID_ARGUMENT"
    INVALID_CURSOR = "INVALID_CURSOR"
    LINK_TYPE_FIXED = "LINK_TYPE_FIXED"
    NO_DISPUTE_CONFIRMATION_MISSING = "NO_DISPUTE_CONFIRMATION_MISSING"
    NOT_A_CITY_PARTNER = "NOT_A_CITY_PARTNER"
    NOT_A_PARTNER = "NOT_A_PARTNER"
    NOT_LINKED = "NOT_LINKED"
    OBLIGATION_UNKNOWN = "OBLIGATION_UNKNOWN"
    PARTY_NOT_INVOLVED = "PARTY_NOT_INVOLVED"
    PARTY_UNKNOWN = "PARTY_UNKNOWN"
    PAYMENT_UNKNOWN = "PAYMENT_UNKNOWN"
    REFUND_TOO_LARGE = "REFUND_TOO_LARGE"
    SETTLEMENT_TOO_LARGE = "SETTLEMENT_TOO_LARGE"
    TOO_EARLY = "TOO_EARLY"
    UNKNOWN_CLAUSE = "UNKNOWN_CLAUSE"
    UNKNOWN_READING = "UNKNOWN_READING"
    WITHDRAWN = "WITHDRAWN"


class Refusal(Struct, frozen=True):
    """One refusal: `path` names the argument, column or fact, `next_step` what would help."""

    code: Code
    message: str
    path: str = ""
    clause: str | None = None
    next_step: str = ""

    def __str__(self) -> str:
        """One line: `CODE: message (clause). Next step.`."""
        clause = f" ({self.clause})" if self.clause else ""
        return f"{self.code}: {self.message}{clause}. {self.next_step}".rstrip()
