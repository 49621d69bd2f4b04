"""What `gateway serve` prints when it is ready: where it is, and what to ask it."""

import click

QUERIES = (
    (
        "Who stood above elm, the day before and the day harbor was released?",
        """{ before: account(uid: "elm", asOf: "2026-09-15") { partner { uid } tier1 { uid } } \
after: account(uid: "elm", asOf: "2026-09-16") { partner { uid } tier1 { uid } } }""",
    ),
    (
        "How much of September counts to east, as known before and after that was recorded?",
        """{ before: performanceStatement(partner: "east", month: "2026-09", \
knownAt: "2026-10-11T12:00:00+08:00") { total { amount } } \
after: performanceStatement(partner: "east", month: "2026-09") { total { amount } } }""",
    ),
    (
        "Who answers for elm's debt of that week, and by which clauses?",
        """{ obligation(id: "o-elm") { liability { obligors { role party { partyId } \
outstanding { amount } clauses { id } } } } }""",
    ),
)


TRUSTING = (
    "Nobody is asked who they are: whoever can reach this address reads and writes all of it."
    " docs/guide/identity.md says how to change that."
)


SETTLING = (
    "It is being settled, as large imports and older stores are: answers are right and take longer"
    " until /readyz says that it is ready."
)


def greeting(
    url: str, store: str, planted: int | None, *, trusting: bool, settled: bool = True
) -> str:
    """The lines to print, coloured where it is a terminal.

    `planted` is the number of accounts of the sample that were planted just now, None for a store
    that is to have none, where nobody is told what to ask about it.
    """
    lines = [f"{click.style('Ready', fg='green', bold=True)} at {click.style(url, bold=True)}"]
    lines.append(f"Store: {store}{_planted(planted)}")
    if not settled:
        lines.append(click.style(SETTLING, fg="yellow"))
    if trusting:
        lines.append(click.style(f"Warning: {TRUSTING}", fg="yellow"))
    if planted is not None:
        lines += _to_paste(url)
    return "\n".join([*lines, "", "Ctrl-C stops it."])


def _to_paste(url: str) -> list[str]:
    lines = [f"Paste one of these into that page, or into: gateway ask --url {url} '...'"]
    for number, (question, query) in enumerate(QUERIES, 1):
        lines += ["", click.style(f"{number}. {question}", fg="cyan"), query]
    return lines


def _planted(accounts: int | None) -> str:
    return f"; planted a sample of {accounts} accounts" if accounts else ""
