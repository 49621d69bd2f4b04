"""`GET /statements/…`: who may have which file, how it comes, and why it does not."""

import gzip
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import zstandard
from httpx2 import ASGITransport, AsyncClient, Response
from structlog.testing import capture_logs

from gateway.app import application
from gateway.exports import sheets
from gateway.settings import Settings
from graph import ladder
from graph.store import ledger
from graph.store.engine import Engine
from tests.exports.asking import Desk, credential, pay, table
from tests.sight.tenants import HIDDEN, WORLD

pytestmark = pytest.mark.anyio

NOW = datetime(2018, 5, 1, 4, tzinfo=UTC)
MARCH = "2018-03.csv"


@pytest.fixture
async def store(embedded: Engine) -> Engine:
    """Two tenants, `aa` and `zz`."""
    await ledger.plant(embedded, ladder.parse(WORLD), ledger.Author("tests", NOW))
    return embedded


@pytest.fixture
def desk(store: Engine, tmp_path: Path) -> Desk:
    return Desk(store, tmp_path, NOW)


def refused(response: Response) -> tuple[int, str, str]:
    """Status, code and message of a refusal."""
    (error,) = response.json()["errors"]
    assert response.headers["content-type"] == "application/json; charset=utf-8"
    return response.status_code, error["extensions"]["code"], error["message"]


async def test_a_partner_has_its_file_and_no_row_of_another(desk: Desk):
    own = table(await desk.file(MARCH, "aatop", partner="aatop"))
    assert [(row["account"] or row["month"], row["fee_holder"], row["amount"]) for row in own] == [
        ("aacity", "aatop", "110.03"),
        ("aafar", "aatop", "0.01"),
        ("aaown", "aatop", "110.01"),
        ("went", "aatop", "10.00"),
        ("TOTAL", "", "230.05"),
    ]
    for by in ("account", "line", "product"):
        for form in ("csv", "ndjson"):
            file = await desk.file(f"2018.{form}", "aatop", partner="aatop", by=by)
            assert file.status_code == 200
            assert not any(mark in file.text for mark in HIDDEN), file.text


async def test_what_is_hidden_looks_as_what_is_missing(desk: Desk):
    hidden, missing = [
        await desk.client.get(
            f"/statements/{MARCH}",
            params={"partner": uid},
            headers=credential("aatop") | {"x-request-id": "same"},
        )
        for uid in ("zztop", "nobody")
    ]
    assert hidden.status_code == missing.status_code == 404
    assert hidden.content.replace(b"zztop", b"nobody") == missing.content
    hidden.headers["content-length"] = missing.headers["content-length"]
    assert hidden.headers == missing.headers


async def test_of_whoever_stands_above_there_is_no_file(desk: Desk):
    above = refused(await desk.file(MARCH, "aacity", partner="aatop"))
    whole = refused(await desk.file(MARCH, "aacity"))
    assert above[:2] == whole[:2] == (403, "NOT_IN_SIGHT")


async def test_without_a_credential_there_is_none(desk: Desk):
    found = await desk.client.get(f"/statements/{MARCH}")
    assert refused(found)[:2] == (401, "UNAUTHENTICATED")
    assert found.headers["www-authenticate"] == 'Bearer realm="gateway"'


@pytest.mark.parametrize(
    ("name", "given", "code", "said"),
    [
        ("2018-3.csv", {}, "INVALID_ARGUMENT", "2018-Q1"),
        ("2018-13.csv", {}, "INVALID_ARGUMENT", "'2018-13'"),
        ("2018-03/2018-01.csv", {}, "INVALID_ARGUMENT", "the earlier month first"),
        ("2018-03", {}, "INVALID_ARGUMENT", "ends in csv, ndjson or xlsx, got '2018-03'"),
        ("2018-03.pdf", {}, "INVALID_ARGUMENT", "got '2018-03.pdf'"),
        (MARCH, {"by": "day"}, "INVALID_ARGUMENT", "by=account, line or product, got 'day'"),
        (MARCH, {"by": ["line", "line"]}, "INVALID_ARGUMENT", "expected by once"),
        (MARCH, {"known_at": "now"}, "INVALID_ARGUMENT", "knownAt, reading, got 'known_at'"),
        (MARCH, {"knownAt": "2018-04-10"}, "INVALID_ARGUMENT", "an instant with its offset"),
        (MARCH, {"partner": ""}, "INVALID_ARGUMENT", "expected the uid of a partner"),
        (MARCH, {"reading": "Q14"}, "INVALID_ARGUMENT", "a reading as Q7=AUTOMATIC, got 'Q14'"),
        (MARCH, {"reading": "Q99=X"}, "UNKNOWN_READING", "expected a question from Q1"),
        (MARCH, {"reading": "Q14=X"}, "UNKNOWN_READING", "PAID"),
    ],
)
async def test_what_can_not_be_asked_is_told(
    desk: Desk, name: str, given: dict[str, Any], code: str, said: str
):
    status, found, message = refused(await desk.file(name, **given))
    assert (status, found) == (400, code)
    assert said in message


async def test_a_moment_and_readings_are_those_of_the_answer(desk: Desk):
    """Before it was recorded there was no cash."""
    early = await desk.file(MARCH, knownAt="2018-01-01T00:00:00Z", reading="Q14=CONSUMED")
    assert table(early)[0]["month"] == "TOTAL"


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("csv", "text/csv; charset=utf-8; header=present"),
        ("ndjson", "application/x-ndjson; charset=utf-8"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
async def test_a_file_says_what_it_is(desk: Desk, form: str, kind: str):
    found = await desk.file(f"2018-01/2018-03.{form}", partner="aatop", by="line")
    headers = found.headers
    assert (found.status_code, headers["content-type"]) == (200, kind)
    named = f'attachment; filename="statement-aatop-2018-Q1-by-line.{form}"'
    assert headers["content-disposition"] == named
    assert headers["x-gateway-revision"] == "1"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "private, no-cache"
    assert "Authorization" in headers["vary"]
    if form == "xlsx":
        assert "content-encoding" not in headers
        assert zipfile.ZipFile(BytesIO(found.content)).testzip() is None


async def test_a_name_can_not_leave_its_header(store: Engine, desk: Desk):
    evil = 'x"; a=\r\n../漢'
    world = ladder.parse("odd is partner from 2017-04-01\n")
    await ledger.plant(store, world, ledger.Author("tests", NOW))
    assert (await desk.file(MARCH, partner=evil)).status_code == 404
    said = (await desk.file(MARCH, partner="odd")).headers["content-disposition"]
    assert said == 'attachment; filename="statement-odd-2018-03-by-account.csv"'


async def test_a_file_is_packed_for_whoever_takes_it(store: Engine, tmp_path: Path, desk: Desk):
    plain = await desk.client.get(
        f"/statements/{MARCH}", headers=credential() | {"accept-encoding": "identity"}
    )
    for how, undo in (
        ("gzip", gzip.decompress),
        ("zstd", lambda raw: zstandard.ZstdDecompressor().decompressobj().decompress(raw)),
    ):
        headers = credential() | {"accept-encoding": how}
        async with desk.client.stream("GET", f"/statements/{MARCH}", headers=headers) as found:
            raw = b"".join([part async for part in found.aiter_raw()])
        assert found.headers["content-encoding"] == how
        assert found.headers["etag"] == f'{plain.headers["etag"][:-1]}-{how}"'
        assert undo(raw) == plain.content
    off = await Desk(store, tmp_path, NOW, compression="off").file(MARCH)
    assert "content-encoding" not in off.headers


async def test_what_has_not_changed_is_not_sent_again(store: Engine, desk: Desk):
    asked = {"partner": "aatop"}
    first = await desk.file(MARCH, "aatop", **asked)
    tag = first.headers["etag"]

    async def again(*roots: str, **more: str) -> Response:
        headers = credential(*roots) | {"if-none-match": tag}
        return await desk.client.get(f"/statements/{MARCH}", params=asked | more, headers=headers)

    same = await again("aatop")
    assert (same.status_code, same.content) == (304, b"")
    assert same.headers["etag"] == tag
    assert same.headers["x-gateway-revision"] == "1"
    assert (await again()).status_code == 200
    assert (await again("aatop", by="line")).status_code == 200
    await pay(store, "late", "aaown")
    changed = await again("aatop")
    assert (changed.status_code, changed.headers["x-gateway-revision"]) == (200, "2")


async def test_head_has_the_headers_alone_and_other_methods_are_refused(desk: Desk):
    url, who = f"/statements/{MARCH}", credential("aatop")
    params = {"partner": "aatop"}
    got = await desk.client.get(url, params=params, headers=who)
    head = await desk.client.head(url, params=params, headers=who)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("etag", "content-type", "content-disposition", "x-gateway-revision"):
        assert head.headers[name] == got.headers[name]
    missing = await desk.client.head(url, params={"partner": "zztop"}, headers=who)
    assert (missing.status_code, missing.content) == (404, b"")
    for method, status in (("POST", 405), ("DELETE", 405), ("OPTIONS", 204)):
        found = await desk.client.request(method, url, headers=who)
        assert (found.status_code, found.headers["allow"]) == (status, "GET, HEAD, OPTIONS")


async def test_a_file_is_charged_for_itself_and_for_each_account_and_month(
    store: Engine, tmp_path: Path
):
    desk = Desk(store, tmp_path, NOW, requests_rate="4/minute", cost_rate="20/minute")
    first = await desk.file("2018-Q1.csv", "aatop", partner="aatop")
    assert first.status_code == 200
    assert first.headers["ratelimit"] == '"requests";r=3;t=60, "cost";r=2;t=60'
    dear = await desk.file("2018-Q1.csv", "aatop", partner="aatop")
    assert refused(dear)[:2] == (429, "COST_BUDGET_EXCEEDED")
    bad = await desk.file("2018-Q1.pdf", "aatop")
    assert (bad.status_code, bad.headers["ratelimit"]) == (400, '"requests";r=1;t=60')
    same = await desk.client.get(
        "/statements/2018-Q1.csv",
        params={"partner": "aatop"},
        headers=credential("aatop") | {"if-none-match": first.headers["etag"]},
    )
    assert same.status_code == 304
    assert refused(await desk.file(MARCH, "aatop"))[:2] == (429, "RATE_LIMITED")


async def test_pages_of_other_sites_may_fetch_one_if_they_are_let_in(store: Engine, tmp_path: Path):
    site = "https://console.example"
    desk = Desk(store, tmp_path, NOW, cors_origins=site, profile="production")
    url = f"/statements/{MARCH}"
    asks = {"origin": site, "access-control-request-method": "GET"}
    before = await desk.client.options(
        url, headers=asks | {"access-control-request-headers": "authorization"}
    )
    assert before.headers["access-control-allow-origin"] == site
    found = await desk.client.get(url, headers=credential() | {"origin": site})
    assert found.status_code == 200
    assert found.headers["access-control-allow-origin"] == site
    assert "Content-Disposition" in found.headers["access-control-expose-headers"]
    sent = credential() | {"sec-fetch-site": "cross-site", "origin": "https://evil.example"}
    assert refused(await desk.client.get(url, headers=sent))[:2] == (403, "CROSS_SITE")


async def test_where_everybody_is_trusted_a_foreign_name_is_not(store: Engine):
    app: Any = application(Settings(), store, lambda: NOW)
    client = AsyncClient(transport=ASGITransport(app), base_url="http://rebound.example")
    assert refused(await client.get(f"/statements/{MARCH}"))[:2] == (421, "HOST_UNKNOWN")
    here = AsyncClient(transport=ASGITransport(app), base_url="http://localhost")
    found = await here.get(f"/statements/{MARCH}", headers=[("X-Gateway-Actor", "mei")])
    assert found.status_code == 200
    twice = await here.get(f"/statements/{MARCH}", headers=[("X-Gateway-Actor", "mei")] * 2)
    assert refused(twice)[:2] == (400, "REQUEST_MALFORMED")


async def test_files_can_be_off(store: Engine, tmp_path: Path):
    found = await Desk(store, tmp_path, NOW, exports=0).file(MARCH)
    assert (found.status_code, found.headers["content-type"]) == (404, "text/plain; charset=utf-8")


async def test_never_older_than_its_client_has_seen(desk: Desk):
    headers = credential() | {"x-gateway-revision": "99"}
    found = await desk.client.get(f"/statements/{MARCH}", headers=headers)
    assert refused(found)[:2] == (503, "REVISION_NOT_REACHED")


async def test_a_workbook_with_too_many_rows_is_refused_before_it_is_sent(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sheets, "MOST_ROWS", 3)
    status, code, message = refused(await desk.file("2018-03.xlsx"))
    assert (status, code) == (400, "LIMIT_EXCEEDED")
    assert "3 rows at the most" in message


async def test_a_file_has_a_line_in_the_log_and_a_figure(desk: Desk):
    with capture_logs() as logged:
        await desk.file(MARCH, "aatop", partner="aatop")
        await desk.file(MARCH, "aatop", partner="zztop")
    good, bad = [dict(line) for line in logged if line["event"] == "request"]
    assert (good["status"], good["doing"], good["role"]) == (200, "statement", "PARTNER")
    assert (good["revision"], "aatop" in str(good | {"caller": ""})) == (1, False)
    assert good["statements"] > 0
    assert (bad["status"], bad["codes"]) == (404, ("ACCOUNT_UNKNOWN",))
    assert "why" not in bad
