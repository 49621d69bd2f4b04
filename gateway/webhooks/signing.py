"""The signature by which a receiver knows who sent a delivery and when."""

import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime

HEADER = "X-Gateway-Signature"


def signature(keys: Iterable[str], at: datetime, body: bytes) -> str:
    """`t=1700000000,v1=…`, a `v1` for each secret: HMAC-SHA256 over the second, a dot, the body."""
    second = str(int(at.timestamp()))
    signed = f"{second}.".encode() + body
    each = (hmac.new(key.encode(), signed, hashlib.sha256).hexdigest() for key in keys)
    return ",".join([f"t={second}", *(f"v1={text}" for text in each)])
