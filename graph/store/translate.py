"""The driver's errors in our own words.

They are told apart by class, and by the stable code where one class covers several cases. Their
texts differ between engines, and the embedded engine hides them in production.
"""

from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    ConstraintError,
    DriverError,
    Forbidden,
    IncompleteCommit,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)
from neo4j.exceptions import ConnectionPoolError as PoolError

from graph.store.errors import (
    StoreConflict,
    StoreContended,
    StoreCredentials,
    StoreError,
    StoreFault,
    StoreSetting,
    StoreTimeout,
    StoreUnavailable,
    StoreUnwritable,
)

COMMIT = "the commit"
"""What a call that ends a transaction is called."""

_TIMED_OUT = (".TransactionTimedOut", ".TransactionTimedOutClientConfiguration")
_CONFLICT = ".Transaction."
_LOST = ".Transaction.TransactionNotFound"
"""What the embedded engine says when it could not write what was to be committed."""

_NO_LOG = "Neo.DatabaseError.Transaction.TransactionLogError"
"""What Neo4j says of a commit for which its disk has no room."""

_STOPPED = "Neo.DatabaseError.Transaction.TransactionStartFailed"
"""What it says from then on, until it is started again."""

_SECURITY = "Neo.ClientError.Security."
_NO_DATABASE = "Neo.ClientError.Database.DatabaseNotFound"


def unavailable(
    address: str, cause: str, *, outcome_known: bool = True, silent: float = 0.0
) -> StoreUnavailable:
    """Say that the engine at `address` did not answer, and why we think so."""
    stored = "nothing was stored" if outcome_known else "the change may or may not be stored"
    return StoreUnavailable(
        f"expected an answer from the store at {address}, but {cause}; {stored}. "
        "Check that the engine runs and can be reached; the next call connects again by itself",
        outcome_known=outcome_known,
        silent=silent,
    )


def translated(error: Exception, address: str, doing: str) -> StoreError:
    """Give our error for the driver's `error`, met at `address` while `doing` something."""
    match error:
        case IncompleteCommit():
            return unavailable(address, "it went away during a commit", outcome_known=False)
        case ServiceUnavailable() | SessionExpired() | PoolError():
            return unavailable(address, f"{doing} found none ({type(error).__name__})")
        case Neo4jError():
            return _answered(error, address, doing)
        case ConfigurationError():
            said = f"expected a Bolt server of Neo4j's kind at {address}"
            return StoreSetting(f"{said}, but the driver can't use it: {error}")
        case DriverError():
            return StoreFault(f"{doing} misused the driver: {error}")
        case _:
            return unavailable(address, f"{doing} failed with {type(error).__name__}: {error}")


def _answered(error: Neo4jError, address: str, doing: str) -> StoreError:
    """Give our error for what the server itself answered."""
    if error.code.endswith(_TIMED_OUT):
        said = f"{doing} took longer than a statement may"
        return StoreTimeout(f"{said}; nothing was stored. Ask for less at once")
    if error.code == _NO_LOG or (error.code.endswith(_LOST) and doing == COMMIT):
        said = f"the engine at {address} could not write what was to be committed ({error.code})"
        return StoreUnwritable(f"{said}; nothing was stored. See whether its disk has room")
    if error.code == _STOPPED:
        cause = f"{doing} found that it has stopped work ({error.code}) and waits to be restarted"
        return unavailable(address, cause)
    match error:
        case TransientError() if _CONFLICT not in error.code:
            return unavailable(address, f"{doing} found it not ready ({error.code})")
        case TransientError():
            said = f"{doing} lost against other writers on every try"
            return StoreContended(f"{said}; nothing was stored. Send it again")
        case ConstraintError():
            said = f"{doing} would make two things with one key"
            return StoreConflict(f"{said}; nothing was stored. Give another key")
        case _:
            return _refused(error, address, doing)


def _refused(error: Neo4jError, address: str, doing: str) -> StoreError:
    """Tell a caller who may not, a database that is not there, and a defect of ours apart."""
    there, code = f"the store at {address} is there but", error.code
    if isinstance(error, AuthError | Forbidden) or code.startswith(_SECURITY):
        said = f"{there} refuses the user name or password given ({code})"
        return StoreCredentials(f"{said}; check both")
    if code == _NO_DATABASE:
        said = f"{there} has no database of the name given ({code})"
        return StoreSetting(f"{said}; give one that exists, or none for the default")
    return StoreFault(f"the engine rejected {doing} ({code}): {error.message}")
