"""Facts that go on: an end that came later is filled in, and a paper's steps one by one."""

from msgspec.structs import replace

from graph.model.facts import Dated, Fact, Standing, said, says_the_same
from graph.model.papers import Agreement, Request, Task, Violation


def goes_on(new: Fact, old: Fact) -> bool:
    """Whether a version of a paper only says steps that the one before did not say.

    >>> from datetime import date
    >>> from msgspec.structs import replace
    >>> from graph.model.ids import FactId, Uid
    >>> task = Task(id=FactId("t"), account=Uid("a"), duty="", since=date(2018, 3, 1), clause="")
    >>> goes_on(replace(task, done_on=date(2018, 3, 2)), task)
    True
    """
    if type(new) is not type(old) or not isinstance(new, Agreement | Violation | Request | Task):
        return False
    pairs = list(zip(said(old), said(new), strict=True))
    filled = all(before is None or before == after for before, after in pairs)
    return filled and any(before != after for before, after in pairs)


def ends(new: Fact, old: Fact) -> bool:
    """Whether a version only fills in the end of an interval that was open (I6).

    >>> from datetime import date
    >>> from graph.model.ids import FactId, Uid
    >>> begun = Standing(id=FactId("s"), account=Uid("a"), valid_from=date(2018, 1, 1))
    >>> ends(replace(begun, valid_to=date(2018, 3, 1)), begun), ends(begun, begun)
    (True, False)
    """
    if not isinstance(new, Dated) or not isinstance(old, Dated):
        return False
    if new.valid_to is None or old.valid_to is not None:
        return False
    opened = replace(new, valid_to=None)
    if isinstance(opened, Standing) and isinstance(old, Standing):
        opened = replace(opened, end_cause=old.end_cause)
    return says_the_same(opened, old)
