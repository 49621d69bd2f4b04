"""Open questions of the texts, and the ways to read them."""

import strawberry
from strawberry import Parent, field

from graph import clauses, readings
from resolvers.clause import Clause, Wording


@strawberry.type(description="One way to read an open question (解读选项).")
class ReadingOption:
    """Reads `graph.readings.Option`."""

    name: str = field(description="Name to choose it by (名称), `AUTOMATIC`.")
    meaning: Wording = field(description="What it says (含义).")
    effect: Wording = field(description="What it changes in the answers (影响).")


@strawberry.type(description="An open question of the texts (存疑问题) and its possible readings.")
class Reading:
    """Reads `graph.readings.Reading`."""

    id: strawberry.ID = field(description="The question (问题), `Q7`.")
    problem: Wording = field(description="What the texts leave open or contradict (问题所在).")
    rules: list[str] = field(description="Numbers of the rules it bears on (规则), `R104`.")
    default: str = field(description="The option used unless another is chosen (推荐解读).")
    options: list[ReadingOption] = field(description="The possible readings (选项).")

    @field(description="The clauses concerned (条款).", graphql_type=list[Clause])
    @staticmethod
    def clauses(parent: Parent[readings.Reading]) -> list[clauses.Clause]:
        return [clauses.CLAUSES[name] for name in parent.clauses]
