"""Plans that are looked at before they are executed."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias, cast

from tests.resolvers.asking import put
from tests.resolvers.changing import Desk

Later: TypeAlias = Callable[[Desk], Awaitable[Any]]
"""A value of an input that is found out when it is sent."""

PREVIEW = """
query ($cut: DetachmentInput!) {
  detachmentPreview(input: $cut) { ... on DetachmentPlan { planHash } }
}
"""


def plan_of(cut: Mapping[str, Any]) -> Later:
    """The hash of a detachment's plan as it is now."""

    async def found(desk: Desk) -> str:
        result = await put(await desk.shared.facts(), PREVIEW, cut=cut)
        return result.data["detachmentPreview"]["planHash"]

    return found


async def settled(desk: Desk, given: Mapping[str, Any]) -> dict[str, Any]:
    """An input with what is found out in its place."""
    found = dict[str, Any]()
    for name, each in given.items():
        found[name] = await cast("Later", each)(desk) if callable(each) else each
    return found
