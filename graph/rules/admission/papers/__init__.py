"""Admission of papers: whom and what they name, that they hold a day, and steps in order."""

from collections.abc import Iterator

from graph.model import World
from graph.rules.admission.existing import RefusedFact
from graph.rules.admission.papers import agreements, deposit, proceedings, records, requests
from graph.rules.admission.papers.around import Around

__all__ = ["papers"]


def papers(incoming: World, around: Around) -> Iterator[RefusedFact]:
    """Every incoming paper that cannot be, and why; a note is always taken."""
    yield from agreements.agreements(incoming.agreements, around)
    yield from agreements.authorisations(incoming.authorisations, around)
    yield from proceedings.violations(incoming.violations, around)
    yield from deposit.entries(incoming.deposit_entries, around)
    yield from proceedings.notices(incoming.notices, around)
    yield from requests.requests(incoming.requests, around)
    yield from requests.tasks(incoming.tasks, around)
    yield from records.assessments(incoming.assessments, around)
    yield from records.fee_steps(incoming.fee_steps, around)
