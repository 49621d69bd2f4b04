"""Which machine an address names, and whether something may be sent there."""

import asyncio
import ipaddress
import socket
from urllib.parse import SplitResult

from graph.store.webhooks.address import LOCAL, AddressRefused

HTTPS, HTTP = 443, 80


async def reached(parts: SplitResult, *, private: bool) -> str:
    """The number of the machine that an address names now; connect to that and no other.

    Raises AddressRefused where a name leads into a private network, unless `private` allows it.
    """
    host, port = parts.hostname or "", parts.port or (HTTPS if parts.scheme == "https" else HTTP)
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise AddressRefused(f"there is no host {host}: {error.strerror}") from error
    numbers = [str(each[4][0]).partition("%")[0] for each in found]
    if not private and host not in LOCAL:
        for number in numbers:
            if not public(number):
                raise AddressRefused(f"{host} is {number}, an address that is not public")
    return numbers[0]


def public(number: str) -> bool:
    """Whether an address is one that everybody on the net can reach."""
    address = ipaddress.ip_address(number)
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_global and not address.is_multicast
