"""Errors that a client can act on: each has a code in its `extensions`, and says what to do."""

from graphql import GraphQLError

from graph.rules.refusal import Code


def error(code: Code, message: str, next_step: str = "") -> GraphQLError:
    """An error to raise: the message says what was expected and given, the code is for programs."""
    extensions = {"code": code.value}
    if next_step:
        extensions["nextStep"] = next_step
    return GraphQLError(message, extensions=extensions)


def invalid(expected: str, got: object) -> GraphQLError:
    """INVALID_ARGUMENT: `expected a day …, got '2018-13-01'`."""
    shown = "nothing" if got is None else repr(got)
    cut = shown if len(shown) <= 80 else f"{shown[:79]}…"  # noqa: PLR2004 - one line of a terminal
    return error(Code.INVALID_ARGUMENT, f"expected {expected}, got {cut}", "Write it as expected.")


def unwritable() -> GraphQLError:
    """Nothing can be written where a request was not given what that needs."""
    return error(Code.INVALID_ARGUMENT, "nothing can be changed here: only questions are answered")
