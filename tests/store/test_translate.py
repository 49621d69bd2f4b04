"""The driver's errors in our words: by class, and by stable code where a class is not enough."""

import ssl

import pytest
from neo4j.exceptions import (
    ConfigurationError,
    ConnectionAcquisitionTimeoutError,
    DriverError,
    IncompleteCommit,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransactionError,
)

from graph.store.errors import (
    StoreConflict,
    StoreContended,
    StoreCredentials,
    StoreFault,
    StoreSetting,
    StoreTimeout,
    StoreUnavailable,
    StoreUnwritable,
)
from graph.store.translate import translated

DRIVER = [
    (ServiceUnavailable("x"), StoreUnavailable),
    (SessionExpired("x"), StoreUnavailable),
    (ConnectionAcquisitionTimeoutError("x"), StoreUnavailable),
    (ssl.SSLError("x"), StoreUnavailable),
    (ConfigurationError("x"), StoreSetting),
    (TransactionError(None, "x"), StoreFault),
    (DriverError("x"), StoreFault),
]
SERVER = {
    "Neo.ClientError.Schema.ConstraintValidationFailed": StoreConflict,
    "Neo.ClientError.Security.Unauthorized": StoreCredentials,
    "Neo.ClientError.Security.AuthenticationRateLimit": StoreCredentials,
    "Neo.ClientError.Security.TokenExpired": StoreCredentials,
    "Neo.ClientError.Security.Forbidden": StoreCredentials,
    "Neo.ClientError.Database.DatabaseNotFound": StoreSetting,
    "Neo.ClientError.Transaction.TransactionTimedOut": StoreTimeout,
    "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration": StoreTimeout,
    "Neo.TransientError.Transaction.TransactionTimedOut": StoreTimeout,
    "Neo.TransientError.Transaction.DeadlockDetected": StoreContended,
    "Neo.TransientError.Transaction.LockAcquisitionTimeout": StoreContended,
    "Neo.TransientError.Database.DatabaseUnavailable": StoreUnavailable,
    "Neo.TransientError.General.DatabaseUnavailable": StoreUnavailable,
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError": StoreUnavailable,
    "Neo.DatabaseError.Transaction.TransactionLogError": StoreUnwritable,
    "Neo.DatabaseError.Transaction.TransactionStartFailed": StoreUnavailable,
    "Neo.ClientError.Statement.SyntaxError": StoreFault,
    "Neo.ClientError.Statement.ParameterMissing": StoreFault,
    "Neo.DatabaseError.General.UnknownError": StoreFault,
}


@pytest.mark.parametrize(("error", "ours"), DRIVER, ids=lambda each: getattr(each, "__name__", ""))
def test_an_error_of_the_driver_is_told_by_its_class(error: Exception, ours: type[Exception]):
    found = translated(error, "neo4j://host", "statement 'x'")
    assert type(found) is ours


@pytest.mark.parametrize(("code", "ours"), SERVER.items())
def test_an_error_of_the_server_is_told_by_class_and_code(code: str, ours: type[Exception]):
    error = Neo4jError._hydrate_neo4j(code=code, message="hidden")  # noqa: SLF001 - as the driver does
    found = translated(error, "neo4j://host", "statement 'x'")
    assert type(found) is ours
    assert "neo4j://host" in str(found) or "statement 'x'" in str(found)


def test_a_commit_that_the_engine_has_lost_could_not_be_written():
    code = "Neo.ClientError.Transaction.TransactionNotFound"
    error = Neo4jError._hydrate_neo4j(code=code, message="hidden")  # noqa: SLF001 - as the driver does
    assert type(translated(error, "neo4j://host", "the commit")) is StoreUnwritable
    assert type(translated(error, "neo4j://host", "statement 'x'")) is StoreFault


def test_only_a_commit_that_was_cut_off_leaves_the_outcome_unknown():
    cut = translated(IncompleteCommit("x"), "neo4j://host", "the commit")
    gone = translated(ServiceUnavailable("x"), "neo4j://host", "the commit")
    assert isinstance(cut, StoreUnavailable)
    assert isinstance(gone, StoreUnavailable)
    assert (cut.outcome_known, gone.outcome_known) == (False, True)
