"""Deadlines of the papers about accounts: requests, steps of fees, and tasks."""

from collections.abc import Iterator, Sequence

from graph.clauses import CLAUSES, Wording
from graph.model import (
    AccountPapers,
    FeeMove,
    FeeStep,
    Moment,
    Month,
    Request,
    RequestKind,
    Task,
    Verdict,
    cite,
)
from graph.rules.agenda.due import Due, Run, counted, dated, earliest
from graph.rules.detachment import Duty, Ground
from graph.rules.fees.timetable import payment
from graph.rules.term import Term

DUTIES = {
    Duty.TELL_AND_GUIDE_CUSTOMERS: Wording(
        "告知客户并引导其与阿里云直接签约", "Customers are told and guided to contract directly."
    ),
    Duty.CONVERT_OR_CLOSE_RESALE: Wording(
        "转换或关闭代销账号", "Resale accounts are converted or closed."
    ),
    Duty.END_COOPERATION: Wording("结束与原客户的合作", "Cooperation with customers ends."),
    Duty.STOP_ACTING_AS_CITY_PARTNER: Wording(
        "停止以城市服务商名义活动", "No more acting as a city partner."
    ),
    Duty.RETURN_OR_DESTROY_MATERIAL: Wording(
        "退还或销毁资料", "Material is returned or destroyed."
    ),
    Duty.KEEP_SECRECY: Wording("保守秘密", "Secrecy is kept."),
    Duty.END_FRAMEWORK_AGREEMENT: Wording("终止框架协议", "The framework agreement is ended."),
}
"""Duties after a cut, in words; any other is told as it was recorded."""

INVOICED = {FeeMove.INVOICED, FeeMove.PAID, FeeMove.FORFEITED}
SETTLED = {FeeMove.PAID, FeeMove.FORFEITED}


def of_account(papers: AccountPapers, moment: Moment) -> Iterator[Due]:
    """The deadlines that an account's papers began (R35, R89, R101, R109, R112, R115)."""
    for request in moment.known(papers.requests):
        for run in _requested(request):
            yield from counted(run, moment)
    for task in moment.known(papers.tasks):
        yield from _owed(task, moment)
    yield from _fees(moment.known(papers.fee_steps), moment)


def _requested(fact: Request) -> Iterator[Run]:
    """The answer to a customer's request, and the month ahead of an exit (R89, R101, R112)."""
    refused = fact.decided_on if fact.verdict is Verdict.REFUSED else None
    met = earliest(fact.withdrawn_on, fact.executed_on, fact.closed_on, refused)
    if fact.ground == Ground.CUSTOMER_REQUEST:
        yield Run(
            Term.CUSTOMER_REQUEST_ANSWER, fact, fact.notice_received_on, met, account=fact.account
        )
    if fact.ground == Ground.CITY_APPLICATION:
        yield Run(Term.CITY_EXIT_NOTICE, fact, fact.applied_on, met, account=fact.account)
    if fact.kind is RequestKind.EXIT:
        yield Run(Term.PARTNER_EXIT_NOTICE, fact, fact.applied_on, met, account=fact.account)


def worded(task: Task) -> Wording:
    """What a task asks for, in words; one of another duty is told as it was recorded."""
    known = task.duty in Duty.__members__
    return DUTIES[Duty(task.duty)] if known else Wording(task.duty, task.duty)


def _owed(fact: Task, moment: Moment) -> Iterator[Due]:
    """A task from the day it began until it is done (R109, R115)."""
    if fact.since > moment.as_of or (fact.done_on is not None and fact.done_on <= moment.as_of):
        return
    words = worded(fact)
    trace = cite(facts=(fact,), clauses=tuple({fact.clause} & CLAUSES.keys()))
    yield Due(None, fact, words, fact.clause, fact.since, fact.due_on, None, trace, fact.account)


def _fees(steps: Sequence[FeeStep], moment: Moment) -> Iterator[Due]:
    """The invoice after the notice of a fee, and its payment after the invoice (R35, MR 5.2)."""
    done = [step for step in steps if step.on <= moment.as_of]
    for step in done:
        later = {each.move for each in done if each.month == step.month}
        run = Run(Term.FEE_INVOICE, step, step.on, account=step.account)
        if step.move is FeeMove.NOTIFIED and not later & INVOICED:
            yield from counted(run, moment)
        elif step.move is FeeMove.INVOICED and not later & SETTLED:
            yield _payment(step, moment)


def _payment(step: FeeStep, moment: Moment) -> Due:
    found = payment(Month.of(step.month), step.on, moment.readings)
    return dated(Run(Term.FEE_PAYMENT, step, step.on, account=step.account), found)
