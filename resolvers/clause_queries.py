"""Root fields about the texts: clauses, and the open questions with their readings."""

from typing import Annotated

import strawberry
from strawberry import field

from graph import clauses, readings
from graph.rules.refusal import Code
from resolvers.clause import Clause
from resolvers.errors import error
from resolvers.reading import Reading


@strawberry.type
class ClauseQueries:
    """What the contracts say; no day and no store is needed."""

    @field(
        description="One clause (条款); the error UNKNOWN_CLAUSE says which come near.",
        graphql_type=Clause,
    )
    def clause(
        self, id: Annotated[str, strawberry.argument(description="`FA 3.4.4.1`, `CA 2.3.2②`.")]
    ) -> clauses.Clause:
        try:
            return clauses.clause(id)
        except clauses.UnknownClause as unknown:
            raise error(Code.UNKNOWN_CLAUSE, str(unknown)) from unknown

    @field(
        description="The clauses cited anywhere (条款目录), in the order of the texts.",
        graphql_type=list[Clause],
    )
    def clauses(
        self,
        text: Annotated[
            str | None, strawberry.argument(description="Of one text only (文本): FA, MR, CA …")
        ] = strawberry.UNSET,
        rule: Annotated[
            str | None, strawberry.argument(description="That found this rule (规则): `R40`.")
        ] = strawberry.UNSET,
    ) -> list[clauses.Clause]:
        if text and text not in clauses.TEXTS:
            known = ", ".join(clauses.TEXTS)
            raise error(Code.UNKNOWN_CLAUSE, f"expected a text of {known}, got {text!r}")
        return [
            each
            for each in clauses.CLAUSES.values()
            if text in (None, strawberry.UNSET, "", each.text) and (not rule or rule in each.rules)
        ]

    @field(
        description="The open questions of the texts (存疑问题), in order, or one of them.",
        graphql_type=list[Reading],
    )
    def readings(
        self,
        question: Annotated[
            str | None, strawberry.argument(description="Only this question (问题): `Q7`.")
        ] = strawberry.UNSET,
    ) -> list[readings.Reading]:
        if not question:
            return list(readings.REGISTRY.values())
        if question not in readings.REGISTRY:
            asked = f"expected a question from Q1 to Q{len(readings.REGISTRY)}, got {question!r}"
            raise error(Code.UNKNOWN_READING, asked, "Leave it out, to see all of them.")
        return [readings.REGISTRY[question]]
