"""Clauses as they are cited: label and number, a gloss in our own words, the rules they found."""

import strawberry
from strawberry import field


@strawberry.type(description="The same words in Chinese and in English (双语).")
class Wording:
    """Reads `graph.clauses.Wording`."""

    zh: str = field(description="In Chinese (中文).")
    en: str = field(description="In English (英文).")


@strawberry.type(description="A clause (条款) of one of the texts, cited by label and number.")
class Clause:
    """Reads `graph.clauses.Clause`."""

    id: strawberry.ID = field(description="Label and number (编号), `FA 3.4.4.1`.")
    text: str = field(
        name="label",
        description=(
            "The text (文本): FA framework agreement (框架协议), MR management rules (管理规范),"
            " CA city partner agreement (城市服务商协议), IP its integrity annex (诚信约定),"
            " CC Civil Code (民法典)."
        ),
    )
    number: str = field(description="Number in the text (条号), `3.4.4.1`.")
    gloss: Wording = field(description="What it says, in our own words (释义); not a quotation.")
    rules: list[str] = field(description="Numbers of the rules that rest on it (规则), `R40`.")
    pages: list[str] = field(
        description="Pages of the documentation that cite it (文档), `docs/rules/liability.md`."
    )
    present: bool = field(description="False for a number that the text skips (缺号), `MR 6.2.1`.")
