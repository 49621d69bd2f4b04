"""What each compiler's client asks and does, and the folder that it is made in."""

import os
import shutil
from pathlib import Path
from typing import Any

PLACE = Path(os.environ.get("GATEWAY_TEST_NPM", ""))
"""Where `scripts/clients run` has put the clients."""
ASKED = """query askingAccountQuery($uid: String!) {
  account(uid: $uid) { uid name role }
  changes(first: 1) { newestCursor }
}"""
RENAMED = """mutation askingRenameMutation($input: RenameAccountInput!) {
  renameAccount(input: $input) {
    __typename
    ... on FactsWritten { revision replayed }
    ... on Refusal { code message }
  }
}"""
FOLLOWED = """subscription askingFollowSubscription($uids: [String!]!, $after: String) {
  accountChanged(uids: $uids, after: $after) {
    cursor
    event { kind actor }
    account { uid name }
  }
}"""


def folder(name: str, files: dict[str, str]) -> Path:
    """A folder beside the clients with these files alone."""
    made = PLACE / name
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir()
    for file, text in files.items():
        (made / file).write_text(text, "utf-8")
    return made


def renamed(found: Any, client: str, *, follows: bool = True) -> None:
    """What was asked, done, told meanwhile, and asked again."""
    assert found["before"]["account"]["uid"] == "elm"
    assert found["changed"]["renameAccount"]["__typename"] == "FactsWritten"
    assert found["after"]["account"]["name"] == f"Elm by {client}"
    if follows:
        assert found["told"]["accountChanged"]["account"]["name"] == f"Elm by {client}"
