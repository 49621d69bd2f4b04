"""The trace of an answer: the facts, clauses, rules and readings it rests on (I9)."""

import strawberry
from msgspec import Struct
from strawberry import Parent, field

from graph import clauses, model
from resolvers.clause import Clause
from resolvers.fact import Fact


class Chosen(Struct, frozen=True):
    """A question with the option that was used."""

    question: str
    option: str


@strawberry.type(description="A reading (解读) that an answer used.")
class ReadingUsed:
    """Reads `Chosen`."""

    question: str = field(description="The question (问题), `Q7`.")
    option: str = field(description="The option used (选项), `DECISION`.")


@strawberry.type(description="What an answer rests on (依据): facts, clauses, rules, readings.")
class Trace:
    """Reads `graph.model.Trace`."""

    facts: list[Fact] = field(description="The facts used (事实), in the order of use.")
    rules: list[str] = field(description="Numbers of the rules (规则), `R40`.")

    @field(description="The clauses applied (条款).", graphql_type=list[Clause])
    @staticmethod
    def clauses(parent: Parent[model.Trace]) -> list[clauses.Clause]:
        return [clauses.CLAUSES[name] for name in parent.clauses]

    @field(description="The readings used (解读).", graphql_type=list[ReadingUsed])
    @staticmethod
    def readings(parent: Parent[model.Trace]) -> list[Chosen]:
        return [Chosen(*pair) for pair in parent.readings]
