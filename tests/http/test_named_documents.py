"""Questions that name their document: trusted ones by a manifest, others by Apollo's APQ."""

from hashlib import sha256
from pathlib import Path

import orjson
import pytest
from httpx2 import Response

from gateway.documents.automatic import Automatic
from gateway.settings import SettingInvalid
from tests.http.tiny import Door

pytestmark = pytest.mark.anyio

HELLO = "query Hello($n: String!) { hello(name: $n) }"
WRITE = "mutation Write { write }"
HASH = sha256(HELLO.encode()).hexdigest()
GRAPHQL = "application/graphql-response+json"


def code(response: Response) -> str:
    (error,) = response.json()["errors"]
    return error["extensions"]["code"]


def written(folder: Path, manifest: object) -> str:
    path = folder / "manifest.json"
    path.write_bytes(orjson.dumps(manifest))
    return str(path)


def persisted(digest: str = HASH, version: int = 1) -> dict[str, object]:
    return {"persistedQuery": {"version": version, "sha256Hash": digest}}


async def asked(door: Door, **body: object) -> Response:
    accept = {"accept": GRAPHQL}
    return await door.client.post("/graphql", json={"variables": {"n": "x"}} | body, headers=accept)


@pytest.fixture
def trusting(tmp_path: Path) -> Door:
    manifest = {HASH: HELLO, "write": WRITE}
    return Door(
        profile="production", trusted_documents=written(tmp_path, manifest), trusted_only="on"
    )


@pytest.mark.parametrize(
    "naming",
    [
        {"documentId": HASH},
        {"documentId": f"sha256:{HASH}"},
        {"doc_id": HASH},
        {"id": HASH},
        {"id": HASH, "query": None},
        {"extensions": persisted()},
        {"extensions": persisted(), "query": HELLO},
    ],
)
async def test_a_trusted_document_is_asked_for_by_its_id(trusting: Door, naming: dict):
    response = await asked(trusting, **naming)
    assert response.status_code == 200
    assert response.json()["data"] == {"hello": "hello x"}


@pytest.mark.parametrize(
    "manifest",
    [
        {HASH: HELLO},
        {f"sha256:{HASH}": HELLO},
        {
            "format": "apollo-persisted-query-manifest",
            "version": 1,
            "operations": [{"id": HASH, "name": "Hello", "type": "query", "body": HELLO}],
        },
    ],
)
async def test_manifests_of_each_build_tool_are_read(tmp_path: Path, manifest: object):
    door = Door(trusted_documents=written(tmp_path, manifest))
    assert (await asked(door, documentId=HASH)).json()["data"] == {"hello": "hello x"}


@pytest.mark.parametrize(
    ("body", "status", "expected"),
    [
        ({"query": HELLO}, 403, "DOCUMENT_NOT_TRUSTED"),
        ({"query": "{ hello }", "extensions": {}}, 403, "DOCUMENT_NOT_TRUSTED"),
        ({"documentId": "nowhere"}, 400, "DOCUMENT_UNKNOWN"),
        ({"extensions": persisted("a" * 64)}, 400, "DOCUMENT_UNKNOWN"),
        ({"extensions": persisted("a" * 64), "query": HELLO}, 400, "DOCUMENT_UNKNOWN"),
        ({"documentId": HASH, "query": "{ hello }"}, 400, "DOCUMENT_HASH_MISMATCH"),
    ],
)
async def test_nothing_but_trusted_documents_is_answered(
    trusting: Door, body: dict, status: int, expected: str
):
    response = await asked(trusting, **body)
    assert response.status_code == status
    assert code(response) == expected


async def test_a_trusted_query_is_read_by_get_in_production_and_nothing_else_is(trusting: Door):
    guarded = {"x-gateway-preflight": "1", "accept": GRAPHQL}
    for parameters, status in (
        ({"documentId": HASH, "variables": '{"n": "x"}'}, 200),
        ({"documentId": "write"}, 405),
        ({"documentId": "nowhere"}, 405),
        ({"query": "{ hello }"}, 405),
    ):
        got = await trusting.client.get("/graphql", params=parameters, headers=guarded)
        assert got.status_code == status
    assert got.headers["allow"] == "POST"
    assert (await trusting.client.put("/graphql")).headers["allow"] == "GET, HEAD, OPTIONS, POST"


@pytest.mark.parametrize(
    ("manifest", "what"),
    [
        ({"a": "{ helo }"}, "document 'a': Cannot query field 'helo' on type 'Query'"),
        ({"a": "{ hello"}, "document 'a': Syntax Error: Expected Name, found <EOF>. (line 1 col"),
        ({"a": 7}, "expected a text under 'a', not 7"),
        ([["a", HELLO]], "no JSON object"),
        ({"format": "apollo-persisted-query-manifest", "version": 2}, "expected version 1"),
        (
            {"format": "apollo-persisted-query-manifest", "version": 1, "operations": [{"id": 1}]},
            "expected an operation with id and body",
        ),
    ],
)
def test_a_manifest_that_cannot_be_used_stops_the_start(
    tmp_path: Path, manifest: object, what: str
):
    with pytest.raises(SettingInvalid) as wrong:
        Door(trusted_documents=written(tmp_path, manifest))
    assert what in str(wrong.value)
    assert "manifest.json" in str(wrong.value)


def test_a_manifest_must_be_there_and_must_be_json(tmp_path: Path):
    with pytest.raises(SettingInvalid, match="No such file"):
        Door(trusted_documents=str(tmp_path / "nowhere.json"))
    broken = tmp_path / "broken.json"
    broken.write_text("{")
    with pytest.raises(SettingInvalid, match="it is no JSON"):
        Door(trusted_documents=str(broken))


def test_a_door_for_trusted_documents_alone_needs_some():
    with pytest.raises(SettingInvalid, match="GATEWAY_TRUSTED_DOCUMENTS"):
        Door(trusted_only="on")


async def test_a_text_is_sent_once_with_its_hash_and_then_by_the_hash_alone():
    door = Door(profile="production")
    missing = await asked(door, extensions=persisted())
    assert (missing.status_code, code(missing)) == (400, "PERSISTED_QUERY_NOT_FOUND")
    assert missing.json()["errors"][0]["message"] == "PersistedQueryNotFound"
    both = await asked(door, extensions=persisted(), query=HELLO)
    alone = await asked(door, extensions=persisted())
    assert both.json() == alone.json()
    assert alone.json()["data"] == {"hello": "hello x"}


async def test_a_missing_hash_is_200_in_the_older_media_type():
    response = await Door().client.post("/graphql", json={"extensions": persisted()})
    assert (response.status_code, code(response)) == (200, "PERSISTED_QUERY_NOT_FOUND")


async def test_a_hash_that_is_another_texts_is_refused():
    door = Door()
    refused = await asked(door, extensions=persisted("a" * 64), query=HELLO)
    assert (refused.status_code, code(refused)) == (400, "DOCUMENT_HASH_MISMATCH")
    assert code(await asked(door, extensions=persisted("a" * 64))) == "PERSISTED_QUERY_NOT_FOUND"


async def test_apq_can_be_off():
    door = Door(apq="off")
    for body in ({}, {"query": HELLO}):
        refused = await asked(door, extensions=persisted(), **body)
        assert code(refused) == "PERSISTED_QUERY_NOT_SUPPORTED"
        assert refused.json()["errors"][0]["message"] == "PersistedQueryNotSupported"


@pytest.mark.parametrize(
    "body",
    [
        {"extensions": persisted(version=2)},
        {"extensions": persisted("xyz")},
        {"extensions": {"persistedQuery": "x"}},
        {"extensions": {"persistedQuery": {}}},
        {"documentId": 7},
        {"documentId": ""},
        {"documentId": "a b"},
        {"id": "x" * 201},
        {"documentId": HASH, "query": "  "},
    ],
)
async def test_a_name_that_is_none_is_malformed(body: dict):
    response = await asked(Door(), **body)
    assert (response.status_code, code(response)) == (400, "REQUEST_MALFORMED")


async def test_a_member_that_is_none_of_ours_is_ignored_beside_a_text():
    response = await asked(Door(), query=HELLO, id=1, doc_id="x", hint={"a": 1})
    assert response.json()["data"] == {"hello": "hello x"}


async def test_an_id_without_a_manifest_is_unknown():
    assert code(await asked(Door(), documentId="sha256:" + HASH)) == "DOCUMENT_UNKNOWN"


def test_what_is_kept_for_hashes_is_bounded_by_bytes():
    texts = [f'{{ hello(name: "{"海" * 20}{n}") }}' for n in range(9)]
    digests = [sha256(each.encode()).hexdigest() for each in texts]
    kept = Automatic(room=3 * len(texts[0].encode()))
    for digest, text in zip(digests, texts, strict=True):
        assert kept.keep(digest, text)
        assert kept.find(digests[0]) == texts[0]
        assert kept.keep(digest, text)
    assert [each for each in digests if kept.find(each)] == [digests[0], digests[7], digests[8]]
    assert not kept.keep(digests[0], texts[1])
