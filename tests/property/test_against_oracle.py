"""The rules answer as the brute-force oracle does, on hundreds of random worlds.

300 worlds; `--deep` asks 10,000. A difference shows the world as ladder text and the question.
"""

from collections import Counter
from datetime import date

import pytest

from graph.model import Cause, FactId, Fen, Month, Obligation, PartyId, Uid
from graph.rules import attribution, claims, exposure, liability, lifecycle, lineage, performance
from tests.property import oracle, oracle_cash, oracle_debt
from tests.property.book import DAY
from tests.property.questions import Case, agree, asked, blocks, obligations_of

MONTHS = [Month(2017, 11), Month(2017, 12), *(Month(2018, number) for number in range(1, 10))]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every test that takes a block of seeds is asked about all of them."""
    if "block" in metafunc.fixturenames:
        blocks(metafunc)


def test_lineage_and_lifecycle_are_those_of_the_oracle(block: range):
    for case in asked(block):
        for uid in case.seen.owner:
            for day in case.days(uid, 8):
                _check_place(case, uid, day)


def _check_place(case: Case, uid: Uid, day: date) -> None:
    role = oracle.role(case.seen, uid, day)
    above = case.above(uid)
    found = lineage.on(above, uid, case.moment, day, has_city_partners=role == "TIER1")
    agree(case, f"above {uid} on {day}", found.above, oracle.above(case.seen, uid, day))
    agree(case, f"role of {uid} on {day}", str(found.role), role)
    state = lifecycle.on(above, uid, day, case.moment)
    expected = oracle.lifecycle(case.seen, uid, day)
    agree(case, f"lifecycle of {uid} on {day}", str(state.lifecycle), expected)
    waits = state.lifecycle is lifecycle.Lifecycle.PENDING_CONVERSION
    former = oracle.pending(case.seen, uid, day) if waits else None
    agree(case, f"former partner of {uid} on {day}", state.former_partner, former)


def test_a_payment_counts_to_whom_the_oracle_says(block: range):
    for case in asked(block):
        for uid in case.seen.owner:
            for day in case.days(uid, 8):
                found = attribution.credit(case.above(uid), uid, case.moment, day)
                answer = (str(found.status), found.direct, found.holder)
                expected = oracle.credit(case.seen, uid, day)
                agree(case, f"credit of {uid} on {day}", answer, expected)


def test_a_statement_is_that_of_the_oracle_and_balances(block: range):
    for case in asked(block):
        payments = case.world.payments
        originals = {FactId(row.id): row for row in case.seen.known(payments)}
        for month in case.random.sample(MONTHS, 3):
            found = performance.statement(case.histories, payments, originals, month, case.moment)
            lines: Counter[oracle_cash.Line] = Counter()
            for line in found.lines:
                lines[line.direct, line.holder, str(line.status)] += line.own + line.accounts
            expected = oracle_cash.statement(case.seen, month)
            agree(case, f"statement {month}", {k: v for k, v in lines.items() if v}, expected)
            agree(case, f"cash of {month}", found.paid, oracle_cash.paid(case.seen, month))
            agree(case, f"balance of {month}", found.balanced, sum(lines.values()) == found.paid)
            agree(case, f"balance of {month}", found.balanced, True)


def test_a_partner_sees_its_own_lines_of_the_statement(block: range):
    for case in asked(block):
        payments = case.world.payments
        originals = {FactId(row.id): row for row in case.seen.known(payments)}
        month = case.random.choice(MONTHS)
        lines = oracle_cash.statement(case.seen, month)
        for uid in (uid for uid in case.seen.owner if uid[0] in "tcp"):
            found = performance.statement(
                case.histories, payments, originals, month, case.moment, uid
            )
            held = sum(fen for (_, holder, _), fen in lines.items() if holder == uid)
            direct = sum(fen for (who, _, _), fen in lines.items() if who == uid)
            what = f"held and direct of {uid} in {month}"
            agree(case, what, (found.total, found.direct_total), (held, direct))


def test_who_answers_on_a_day_is_who_the_oracle_says(block: range):
    for case in asked(block):
        for uid in case.seen.owner:
            for day in case.days(uid, 4):
                owed = _debt(uid, day, case.random.choice(list(Cause)))
                found = liability.on(case.above(uid), uid, case.moment, day, owed.cause)
                answers = {(each.party, str(each.role)) for each in found.obligors}
                expected = oracle_debt.answerable(case.seen, owed, day, case.moment.as_of)
                agree(case, f"{owed.cause} of {uid} on {day}", answers, expected)


def _debt(uid: Uid, day: date, cause: Cause) -> Obligation:
    return Obligation(
        id=FactId("none"),
        account=uid,
        occurred_from=day,
        occurred_to=day + DAY,
        fen=Fen(1),
        cause=cause,
    )


def test_liability_and_exposure_are_those_of_the_oracle(block: range):
    for case in asked(block):
        found = {name: _claims(case, name) for name in obligations_of(case.world)}
        for name, claim in found.items():
            _check_debt(case, name, claim)
            for day in case.debt_days(name):
                _check_debt(case.on(day), name, _claims(case.on(day), name))
        parties = [PartyId(party.id) for party in case.world.parties]
        some = case.random.sample(parties, case.random.randint(1, len(parties)))
        _check_exposure(case, some, found)


def _claims(case: Case, name: FactId) -> claims.Liability | None:
    history = obligations_of(case.world)[name]
    owed = history.versions[-1]
    owner = case.seen.owner
    accounts = [row.account for row in history.versions if row.account]
    accounts = accounts or [uid for uid in owner if owner[uid] == owed.party]
    case.random.shuffle(accounts)
    above = {uid: found for each in accounts for uid, found in case.above(each).items()}
    given = () if owed.account else tuple(accounts)
    return claims.trace(history, above, case.moment, given)


def _check_debt(case: Case, name: FactId, found: claims.Liability | None) -> None:
    expected = oracle_debt.liability(case.seen, name, case.moment.as_of)
    agree(case, f"whether {name} is owed", found is not None, expected is not None)
    if found is None or expected is None:
        return
    days: dict[date, frozenset[oracle_debt.Answer]] = {}
    for portion in found.portions:
        answers = frozenset((each.party, str(each.role)) for each in portion.obligors)
        days |= dict.fromkeys(portion.interval.days(), answers)
        fen = sum(expected.days[day][0] for day in portion.interval.days())
        agree(case, f"portion {portion.interval} of {name}", portion.fen, fen)
    by_day = {day: answers for day, (_, answers) in expected.days.items()}
    agree(case, f"obligors of {name} by day", days, by_day)
    shares = {(each.party, str(each.role)): each.fen for each in found.shares}
    agree(case, f"shares of {name}", shares, expected.sums())
    amounts = (found.fen, found.outstanding, sum(each.outstanding for each in found.portions))
    left = expected.outstanding
    agree(case, f"amounts of {name}", amounts, (expected.fen, left, left))


def _check_exposure(
    case: Case, parties: list[PartyId], found: dict[FactId, claims.Liability | None]
) -> None:
    answer = exposure.of(parties, [each for each in found.values() if each])
    expected = oracle_debt.exposure(case.seen, parties, found, case.moment.as_of)
    gross = {each.party: each.gross.fen for each in answer.parties}
    agree(
        case, f"gross of {parties}", {who: fen for who, fen in gross.items() if fen}, expected.gross
    )
    agree(case, f"sum of gross of {parties}", answer.gross_sum, sum(expected.gross.values()))
    agree(case, f"distinct of {parties}", answer.distinct.fen, expected.distinct)
