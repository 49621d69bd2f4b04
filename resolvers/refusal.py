"""Expected refusals as values of an answer: clients select `... on Refusal { code message }`."""

import strawberry
from strawberry import Parent, field

from graph import clauses
from graph.rules import refusal as rules
from resolvers.clause import Clause
from resolvers.codes import Code


@strawberry.interface(description="Why something can't be done or told (拒绝), and what to do now.")
class Refusal:
    """The fields of every refusal; reads `graph.rules.refusal.Refusal`."""

    code: Code = field(description="The reason as a code (代码), stable, for programs.")
    message: str = field(description="The reason in words (说明): what was expected and given.")
    path: str = field(description="The argument, field or fact it is about (位置).")
    next_step: str = field(description="What would help (下一步).")

    @field(
        description="The clause it rests on (条款), if it rests on one.", graphql_type=Clause | None
    )
    @staticmethod
    def clause(parent: Parent[rules.Refusal]) -> clauses.Clause | None:
        return None if parent.clause is None else clauses.clause(parent.clause)


@strawberry.type(description="A refusal (拒绝) without further fields.")
class Refused(Refusal):
    """Member of unions: `Annotated[Plan | Refused, strawberry.union("…")]`."""

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Whether a value is one: unions and interfaces ask."""
        return isinstance(value, rules.Refusal)
