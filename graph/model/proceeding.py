"""Papers that go on: what came later is filled in, step by step."""

from msgspec.structs import astuple

from graph.model.facts import Fact
from graph.model.papers import Agreement, Request, Task, Violation

_STAMPS = len(Fact.__struct_fields__)


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
    pairs = list(zip(astuple(old)[_STAMPS:], astuple(new)[_STAMPS:], strict=True))
    filled = all(before is None or before == after for before, after in pairs)
    return filled and any(before != after for before, after in pairs)
