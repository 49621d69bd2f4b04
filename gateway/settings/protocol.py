"""What the door speaks: documents by name, smaller answers, and whom a browser may ask for."""

from typing import Annotated

from gateway.settings.identity import IdentitySettings
from gateway.settings.kinds import Positive, Switch, Text, means


class ProtocolSettings(IdentitySettings, frozen=True, kw_only=True):
    """What the door speaks: documents by name, smaller answers, and whom a browser may ask for."""

    trusted_documents: Annotated[
        Text, means("JSON file with the documents of a client by their ids, as its build writes it")
    ] = None
    trusted_only: Annotated[
        Switch, means("`on` answers nothing but trusted documents, and turns APQ off")
    ] = "off"
    apq: Annotated[
        Switch, means("`on` takes the hash of a text that was sent before (Apollo's APQ)")
    ] = "on"
    apq_bytes: Annotated[Positive, means("bytes of texts that are kept for APQ")] = 1_000_000
    compression: Annotated[
        Switch, means("`on` packs answers by zstd or gzip for clients that take it")
    ] = "on"
    compression_bytes: Annotated[Positive, means("bytes from which an answer is packed")] = 1_400
    hosts: Annotated[
        Text,
        means(
            "names by which a gateway without identity is asked, beside addresses and names"
            " without a dot, separated by commas"
        ),
    ] = None
    csrf: Annotated[
        Switch,
        means("`on` refuses a GET that another site's page may have sent, and its WebSockets"),
    ] = "on"
    cors_origins: Annotated[
        Text, means("sites whose pages may ask, `https://a.example,https://b.example`; `*` is all")
    ] = None
    cors_headers: Annotated[
        Text, means("further headers that those pages may send, separated by commas")
    ] = None
    cors_max_age: Annotated[Positive, means("seconds a browser may remember that")] = 600
    cors_credentials: Annotated[
        Switch, means("`on` lets those pages send cookies and the like, `off` does not")
    ] = "off"
    trusted_proxies: Annotated[
        Text, means("addresses of proxies whose `X-Forwarded-For` is believed, `10.0.0.0/8,::1`")
    ] = None
