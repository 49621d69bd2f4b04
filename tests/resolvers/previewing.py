"""Detachment previews put to the schema, and what tests look at in a plan."""

from typing import Any

from loaders.shared import Shared
from tests.resolvers.asking import ask

PREVIEW = """
query ($input: DetachmentInput!, $asOf: Date, $knownAt: DateTime, $readings: [ReadingChoice!]) {
  detachmentPreview(input: $input, asOf: $asOf, knownAt: $knownAt, readings: $readings) {
    __typename
    ... on DetachmentPlan {
      account { uid } ground on earliest executable
      requirements { name met code clause { id } meaning }
      deadlines { countedDays lastDay effectFrom }
      ended {
        edge account { uid } towards { uid } on cancelled clause { id } fact { id from to }
      }
      accounts {
        account { uid } partner { uid } type outcome prepaid { amount } owed { amount }
      }
      money {
        month amount { amount } statusBefore statusAfter
        feeHolderBefore { uid } feeHolderAfter { uid }
      }
      feeHolders {
        feeHolder { uid } status lost { amount } gained { amount } change { amount }
      }
      survivingDebts {
        obligation { id } outstanding { amount } obligors { party { partyId } role }
      }
      changedDebts {
        obligation before { party { partyId } role } after { party { partyId } role }
      }
      warnings { code account { uid } message clause { id } }
      tasks { duty who { uid } since clause { id } accounts { uid } }
      choices { account { uid } option meaning clause { id } }
      planHash
      trace { rules clauses { id } readings { question } }
    }
    ... on Refusal { code message path nextStep clause { id } }
  }
}
"""


async def preview(shared: Shared, uid: str, ground: str, **more: object) -> Any:
    """A plan or a refusal; `more` is of the input, but for readings, asOf and knownAt."""
    variables = {name: more.pop(name) for name in ("readings", "asOf", "knownAt") if name in more}
    asked = {"uid": uid, "ground": ground, **more}
    return (await ask(shared, PREVIEW, input=asked, **variables))["detachmentPreview"]


def edges(plan: Any) -> set[tuple[str, str]]:
    """Kind and account of every edge that ends."""
    return {(each["edge"], each["account"]["uid"]) for each in plan["ended"]}


def changes(plan: Any) -> dict[str | None, str]:
    """By how much each fee holder's cash changes."""
    return {
        each["feeHolder"]["uid"] if each["feeHolder"] else None: each["change"]["amount"]
        for each in plan["feeHolders"]
    }


def unmet(plan: Any) -> list[str]:
    """Codes of what is missing."""
    return [each["code"] for each in plan["requirements"] if not each["met"]]
