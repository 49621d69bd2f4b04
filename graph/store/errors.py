"""What can go wrong between the gateway and its graph database, each with a code of its own.

Every message says what was expected, what was given and what to do. The driver's errors are
told apart by class; their texts differ between engines and are hidden by one of them.
"""

import re
from typing import ClassVar


class StoreError(Exception):
    """The root of all errors of the store; `code` is stable and meant for clients and scripts."""

    code: ClassVar[str] = "STORE_FAULT"


class StoreFault(StoreError):
    """The engine rejected a statement: a defect of ours, not of the caller's input."""


class StoreUnavailable(StoreError):
    """The engine refuses connections, hangs or was killed; known within 5 seconds.

    `outcome_known` is False when the engine went away while a commit was under way: the change
    may or may not be stored, so only a caller with an idempotency key may send it again. `silent`
    is for how many seconds it had said nothing when it was given up.
    """

    code = "STORE_UNAVAILABLE"

    def __init__(self, message: str, *, outcome_known: bool = True, silent: float = 0.0) -> None:
        """Take the message, whether it is certain that nothing was stored, and the silence."""
        super().__init__(message)
        self.outcome_known, self.silent = outcome_known, silent


class StoreCredentials(StoreError):
    """The engine is there and does not accept the user name or password."""

    code = "STORE_CREDENTIALS_REFUSED"


class StoreBusy(StoreError):
    """Another process holds the data folder."""

    code = "STORE_IN_USE"


class StoreConflict(StoreError):
    """A uniqueness constraint would be violated; nothing of the transaction was stored.

    `at_commit` tells that the engine said so only when the transaction ended. The embedded engine
    reports some lost races in this way, so such a transaction deserves another try.
    """

    code = "STORE_CONFLICT"

    def __init__(self, message: str, *, at_commit: bool = False) -> None:
        """Take the message, and whether the violation came to light at commit."""
        super().__init__(message)
        self.at_commit = at_commit


class StoreContended(StoreError):
    """Other writers won every try of a transaction; nothing was stored, it may be sent again."""

    code = "STORE_CONTENDED"


class StoreTimeout(StoreError):
    """A statement took longer than it may; nothing of its transaction was stored.

    `seconds` is how long it had, where that was our limit and not the engine's.
    """

    code = "STORE_TIMEOUT"

    def __init__(self, message: str, *, seconds: float | None = None) -> None:
        """Take the message, and the limit."""
        super().__init__(message)
        self.seconds = seconds


class StoreUnwritable(StoreError):
    """The engine could not write a commit, as on a full disk; nothing of it was stored."""

    code = "STORE_UNWRITABLE"


class StoreSetting(StoreError):
    """The address, folder, database, heap or mode given for the store can't be used."""

    code = "STORE_SETTING_INVALID"


class StoreVersion(StoreError):
    """The store was written by another version of the schema than this program knows."""


class SchemaTooNew(StoreVersion):
    """The store was written by a newer program."""

    code = "SCHEMA_TOO_NEW"


class SchemaTooOld(StoreVersion):
    """The store was written by an older program and has to be migrated first."""

    code = "SCHEMA_TOO_OLD"


def shown(uri: str) -> str:
    """Give an address as a message may show it: without the name and password it may carry."""
    return re.sub(r"//[^/@]*@", "//…@", uri)
