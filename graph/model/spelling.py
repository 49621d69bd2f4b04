"""Names of fields as those who speak JSON and GraphQL write them."""

from functools import cache


@cache
def camel(name: str) -> str:
    """A field's name in camel case.

    >>> camel("valid_from")
    'validFrom'
    """
    head, *rest = name.split("_")
    return head + "".join(word.title() for word in rest)
