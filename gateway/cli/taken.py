"""What became of rows, shown: problems on stderr, a table of counts, and one closing line."""

from rich.console import Console
from rich.table import Table

from gateway.cli.failure import Failure
from gateway.exchange.taking import FATES, REFUSED, Outcome, Terms, summed

SHOWN = 50
"""Problems that a terminal is shown; a file or a pipe gets all of them."""


def show(outcome: Outcome, terms: Terms, place: str = "", hint: str = "") -> str:
    """Show it, `place` before each problem, and give the closing line.

    Raises Failure with that line, and the hint, when something was refused.
    """
    console = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)
    shown = SHOWN if console.is_terminal else len(outcome.problems)
    for problem in outcome.problems[:shown]:
        console.print(f"{place}{problem}")
    if len(outcome.problems) > shown:
        console.print(f"… and {len(outcome.problems) - shown:,} more; 2> FILE keeps all of them")
    if len(outcome.problems) > 1:
        codes = ", ".join(f"{n:,} {code}" for code, n in summed(outcome.problems).items())
        console.print(f"{len(outcome.problems):,} problems: {codes}")
    Console(highlight=False).print(_table(outcome))
    if outcome.problems:
        raise Failure(_refused(outcome, terms) + hint)
    return _done(outcome, terms)


def _table(outcome: Outcome) -> Table:
    table = Table("table", box=None, pad_edge=False)
    for fate in FATES:
        table.add_column(fate, justify="right")
    for name, counts in outcome.counts.items():
        cells = (f"{counts[fate]:,}" for fate in FATES)
        table.add_row(name, *cells, style="red" if counts[REFUSED] else None)
    if len(outcome.counts) > 1:
        table.add_row("all", *(f"{outcome.total(fate):,}" for fate in FATES), style="bold")
    return table


def _refused(outcome: Outcome, terms: Terms) -> str:
    number = outcome.total(REFUSED)
    rows = "1 row is refused" if number == 1 else f"{number:,} rows are refused"
    if terms.dry_run:
        return f"{rows}; this was a dry run, nothing is stored"
    if outcome.stored:
        return f"{rows}; the others are stored as revision {outcome.revision}"
    return f"{rows}; nothing is stored"


def _done(outcome: Outcome, terms: Terms) -> str:
    changed = outcome.total("new") + outcome.total("superseded")
    if terms.dry_run and changed:
        return f"A dry run: {changed:,} rows would go into the store."
    if not outcome.stored:
        return _nothing_changed(outcome.total("unchanged"))
    return f"Stored as revision {outcome.revision}."


def _nothing_changed(rows: int) -> str:
    if rows == 0:
        return "Nothing changed: there are no rows."
    if rows == 1:
        return "Nothing changed: the row is in the store already."
    return f"Nothing changed: all {rows:,} rows are in the store already."
