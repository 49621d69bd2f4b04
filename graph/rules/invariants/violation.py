"""What is found where an invariant does not hold."""

from msgspec import Struct

from graph.model import Fact


class Violation(Struct, frozen=True):
    """A broken invariant (`I1`): in words, the facts that break it, and what to do."""

    invariant: str
    message: str
    facts: tuple[Fact, ...]
    next_step: str

    def __str__(self) -> str:
        """`I1: … [link:acme:east:2018-01-10@1]. End one of them.`."""
        keys = ", ".join(fact.key for fact in self.facts)
        return f"{self.invariant}: {self.message} [{keys}]. {self.next_step}"
