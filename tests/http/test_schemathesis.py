"""Questions and acts that schemathesis makes up from the schema, sent to a running gateway.

Whatever is valid by the schema is answered or refused with a code; nothing of it finds a defect.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from httpx2 import Client, Response
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from schemathesis.graphql import nodes

from gateway.http.errors import ErrorCode
from tests.cli.guarded import Guarded, bearer
from tests.cli.programme import ROOT, Serving

pytestmark = pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks into /proc")
OF_OURS = {
    ErrorCode.FIELD_FAILED,
    ErrorCode.INTERNAL_ERROR,
    ErrorCode.OPERATION_UNKNOWN,
    ErrorCode.REQUEST_MALFORMED,
    ErrorCode.SYNTAX_INVALID,
    ErrorCode.VALIDATION_FAILED,
}
"""Codes for defects, of ours or of what was made up; a refusal has another."""
KNOWN = ["elm", "east", "harbor", "kestrel", "", "no such"]
"""What takes the place of made-up ids: accounts of the sample, and two that are none."""
NAMED = re.compile(r'\b(account|uid|partner|party|under|id|subject): "(?!"")([^"\\]|\\.)*"')
CASES, DEEP_CASES = 100, 1_000
GUARDED, DEEP_GUARDED = 25, 250
"""How many are made up where whoever asks has to say who it is."""
SLOWEST = 5.0
"""Seconds for one answer: the deadline that no answer of a small store comes near."""

SCALARS: dict[str, st.SearchStrategy[Any]] = {
    "Date": st.dates().map(lambda day: nodes.String(day.isoformat())),
    "DateTime": st.datetimes().map(lambda at: nodes.String(f"{at.isoformat()}Z")),
    "Month": st.dates().map(lambda day: nodes.String(f"{day:%Y-%m}")),
    "Period": st.dates().map(lambda day: nodes.String(f"{day:%Y}-Q{day.month // 4 + 1}")),
    "Fen": st.integers(-(2**53), 2**53).map(nodes.Int),
}
ANSWERED = {"FactFields"}
"""Scalars that no argument takes."""
for scalar, made in SCALARS.items():
    schemathesis.graphql.scalar(scalar, made)
SCHEMA = schemathesis.graphql.from_path(ROOT / "schema.graphql")


class Asking:
    """A client of a gateway that keeps its connection."""

    def __init__(self, client: Client, url: str, cases: int, deep_cases: int) -> None:
        """Of one that is ready, and how often it is asked."""
        self.client, self.url = client, url
        self.cases, self.deep_cases = cases, deep_cases

    def post(self, text: str) -> Response:
        return self.client.post(self.url, json={"query": text})


@pytest.fixture(scope="module", params=["development", "production"])
def asking(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Asking]:
    folder, known = tmp_path_factory.mktemp("made-up"), request.param == "production"
    cases = (GUARDED, DEEP_GUARDED) if known else (CASES, DEEP_CASES)
    headers = bearer() if known else {}
    with (
        Guarded(folder) if known else Serving(folder) as served,
        Client(timeout=SLOWEST, headers=headers) as client,
    ):
        yield Asking(client, served.url, *cases)


def judged(response: Response, text: str) -> None:
    """An answer, or a refusal that says by which code.

    That an input takes one of its fields alone is beyond schemathesis: such a text is made anew.
    """
    assert response.status_code in {200, 400}, (response.status_code, response.text, text)
    errors: list[dict[str, Any]] = response.json().get("errors", [])
    assume(not any("OneOf Input Object" in error["message"] for error in errors))
    for error in errors:
        code = error.get("extensions", {}).get("code")
        assert code, (error, text)
        assert code not in OF_OURS, (error, text)


def test_every_scalar_can_be_made_up():
    ours = set(re.findall(r"^scalar (\w+)", (ROOT / "schema.graphql").read_text(), re.MULTILINE))
    assert ours == SCALARS.keys() | ANSWERED


def test_what_is_valid_by_the_schema_is_answered_or_refused_with_a_code(
    asking: Asking, *, deep: bool
):
    @settings(
        max_examples=asking.deep_cases if deep else asking.cases,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=SCHEMA.as_strategy(), known=st.sampled_from(KNOWN))
    def ask(case: Any, known: str) -> None:
        text = NAMED.sub(rf'\1: "{known}"', case.body)
        judged(asking.post(text), text)

    ask()
