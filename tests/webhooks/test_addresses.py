"""Nothing is sent where nobody should be made to send it."""

from urllib.parse import urlsplit

import pytest

from gateway.webhooks.reaching import public, reached
from graph.store.webhooks import AddressRefused, checked

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    "url",
    [
        "https://books.example/hook",
        "https://books.example:8443/hook?key=1",
        "http://127.0.0.1:9000/hook",
        "http://localhost/hook",
        "http://[::1]:9000/",
    ],
)
def test_https_is_taken_and_http_on_this_machine(url: str):
    assert checked(url).geturl() == url


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://books.example/hook", "neither https nor http on this machine"),
        ("ftp://books.example/hook", "neither https"),
        ("https:///hook", "names no host"),
        ("https://books.example:0/hook", "names no host"),
        ("books.example", "names no host"),
        ("https://me:secret@books.example/", "user name or a password"),
        ("https://books.example/#part", "fragment"),
        ("https://books.example:99999/", "no URL"),
        ("https://books.example/a b", "characters"),
        ("https://bücher.example/", "characters"),
        ("https://books.example/" + "x" * 2000, "characters"),
    ],
)
def test_others_are_refused_with_the_reason(url: str, said: str):
    with pytest.raises(AddressRefused, match=said):
        checked(url)


@pytest.mark.parametrize(
    "number",
    [
        *("10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "127.0.0.1", "0.0.0.1"),
        *("::1", "fe80::1", "fc00::1", "::ffff:10.0.0.1", "100.64.0.1", "224.0.0.1"),
    ],
)
async def test_a_name_that_leads_into_a_private_network_is_refused(number: str):
    assert not public(number)
    host = f"[{number}]" if ":" in number else number
    parts = urlsplit(f"https://{host}/hook")
    if number not in {"127.0.0.1", "::1"}:
        with pytest.raises(AddressRefused, match="not public"):
            await reached(parts, private=False)
    assert await reached(parts, private=True)


async def test_a_public_number_is_connected_to_as_it_is():
    assert public("93.184.216.34")
    assert await reached(urlsplit("https://93.184.216.34/"), private=False) == "93.184.216.34"


async def test_a_name_that_nobody_has_is_told():
    with pytest.raises(AddressRefused, match="there is no host"):
        await reached(urlsplit("https://nobody.invalid/"), private=False)
