"""What a fact names, holds or says, and is refused for: parties, debts, amounts, days in order."""

from collections.abc import Collection, Mapping

from graph.model import Fact, FactId, ObligationHistory, PartyId, print_yuan
from graph.rules.admission.existing import RefusedFact, refuse
from graph.rules.refusal import Code


def unknown_party(
    fact: Fact, party: PartyId | None, parties: Collection[PartyId], path: str
) -> RefusedFact | None:
    """A party that is named but not there."""
    if party is None or party in parties:
        return None
    return refuse(
        fact,
        Code.PARTY_UNKNOWN,
        f"there is no party {party!r}",
        path=path,
        clause=None,
        next_step="Add the party first: `ownerName` of an account, or a row of `parties`.",
    )


def unknown_debt(
    fact: Fact, key: FactId | None, known: Mapping[FactId, ObligationHistory], path: str
) -> RefusedFact | None:
    """An obligation that is named but not there."""
    if key is None or (key in known and known[key].versions):
        return None
    return refuse(
        fact,
        Code.OBLIGATION_UNKNOWN,
        f"there is no obligation {key!r}",
        path=path,
        clause=None,
        next_step="Record the obligation first, or correct its id.",
    )


def not_positive(fact: Fact, fen: int | None) -> RefusedFact | None:
    """An amount, if there is one, that is none."""
    if fen is None or fen > 0:
        return None
    return refuse(
        fact,
        Code.AMOUNT_NOT_POSITIVE,
        f"an amount of {print_yuan(fen)} yuan is none",
        path="fen",
        clause=None,
        next_step="Give a positive amount.",
    )


def dayless(fact: Fact, clause: str, *fields: str) -> RefusedFact | None:
    """A paper of which no day is known, so that nothing can follow from it."""
    if any(getattr(fact, field) is not None for field in fields):
        return None
    return refuse(
        fact,
        Code.DAY_MISSING,
        f"there is no day in it: expected one of {', '.join(map(_said, fields))}",
        path=_path(fields[0]),
        clause=clause,
        next_step=f"Give at least the day of {_said(fields[0])}.",
    )


def disorder(fact: Fact, clause: str | None, *pairs: tuple[str, str]) -> RefusedFact | None:
    """A later step whose day lies before that of an earlier one; each pair is (earlier, later)."""
    for earlier, later in pairs:
        first, then = getattr(fact, earlier), getattr(fact, later)
        if first is not None and then is not None and then < first:
            return _out_of_order(fact, clause, later, f"of {then} before {_said(earlier)} {first}")
    return None


def skipped(fact: Fact, clause: str, *pairs: tuple[str, str]) -> RefusedFact | None:
    """A later step without the earlier one that it answers; each pair is (earlier, later)."""
    for earlier, later in pairs:
        if getattr(fact, later) is not None and getattr(fact, earlier) is None:
            return _out_of_order(fact, clause, later, f"without {_said(earlier)}")
    return None


def _out_of_order(fact: Fact, clause: str | None, later: str, how: str) -> RefusedFact:
    return refuse(
        fact,
        Code.OUT_OF_ORDER,
        f"{_said(later)} {how}",
        path=_path(later),
        clause=clause,
        next_step="Correct the days, or record the earlier step first.",
    )


def _said(field: str) -> str:
    return field.removesuffix("_on").replace("_", " ")


def _path(field: str) -> str:
    first, *rest = field.split("_")
    return first + "".join(word.capitalize() for word in rest)
