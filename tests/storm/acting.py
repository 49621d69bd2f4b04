"""A process of four clients that act as fast as they are answered, and print what came of it.

`python -m tests.storm.acting URL[,URL…] SEED BEGAN SECONDS`; a JSON object a line.
"""

import json
import sys
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException
from random import Random
from threading import Thread
from time import monotonic, sleep
from typing import Any
from urllib.parse import urlsplit

CLIENTS = 4
WANTED = 150
"""Accounts that are fought for, one after the other; then the first again, which is taken."""
TICK = 0.2
"""Seconds in which all clients of all processes want the same account."""
PATIENCE = 90.0
"""Seconds in which a gateway that was killed is back."""
DAYS = [f"2018-{month:02}-{day:02}" for month in range(4, 10) for day in (1, 11, 21)]
PARTNERS = ["t1", "t2", "p3", "c1", "c2"]
FEW = ["u3", "u5", "u6", "u8", "u9"]
CITIES = ["c1", "c2"]
TEXT = """mutation ($input: {kind}!) {{
  {name}(input: $input) {{
    __typename ... on Act {{ revision replayed events {{ seq }} }}
    ... on Refusal {{ code nextStep }}
  }}
}}"""
PREVIEW = """query ($cut: DetachmentInput!) {
  detachmentPreview(input: $cut) { ... on DetachmentPlan { planHash } ... on Refusal { code } }
}"""


class Client:
    """One connection, kept as long as it holds."""

    def __init__(self, url: str) -> None:
        """To the gateway at a URL."""
        self.url = url
        self.connection: HTTPConnection | None = None

    def send(self, query: str, variables: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Status and answer; OSError and HTTPException where there is none."""
        parts = urlsplit(self.url)
        if self.connection is None:
            self.connection = HTTPConnection(parts.hostname or "", parts.port, timeout=15)
        body = json.dumps({"query": query, "variables": variables})
        try:
            self.connection.request("POST", parts.path, body, {"Content-Type": "application/json"})
            with self.connection.getresponse() as response:
                return response.status, json.loads(response.read())
        except (OSError, HTTPException, ValueError):
            self.close()
            raise

    def close(self) -> None:
        """Hang up; the next thing sent connects anew."""
        if self.connection is not None:
            self.connection.close()
        self.connection = None

    def act(self, name: str, given: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """The answer to a mutation."""
        kind = f"{name[0].upper()}{name[1:]}Input"
        return self.send(TEXT.format(kind=kind, name=name), {"input": given})


def deed(client: Client, rng: Random, began: float) -> tuple[str, dict[str, Any]]:
    """What somebody wants next."""
    day, uid = rng.choice(DAYS), rng.choice(FEW)
    chance = rng.random()
    if chance < 0.45:
        wanted = f"x{int((monotonic() - began) / TICK) % WANTED}"
        return "linkCustomerAccount", {
            "account": wanted,
            "partner": rng.choice(["t1", "t2", "p3"]),
            "type": "AGENCY",
            "effectiveOn": DAYS[0],
        }
    if chance < 0.60:
        return "linkCustomerAccount", {
            "account": uid,
            "partner": rng.choice(PARTNERS),
            "type": "AGENCY",
            "effectiveOn": day,
        }
    if chance < 0.72:
        return "endCustomerLink", {"account": uid, "effectiveOn": day}
    if chance < 0.86:
        return "moveCustomerAccount", {
            "account": uid,
            "toPartner": rng.choice(PARTNERS),
            "effectiveOn": day,
        }
    city = rng.choice(CITIES)
    if chance < 0.93:
        steps = ("appliedOn", "approvedOn", "frameworkSignedOn", "cityAgreementOn", "effectiveOn")
        return "admitCityPartner", {
            "city": city,
            "tier1": rng.choice(["t1", "t2"]),
            **dict.fromkeys(steps, day),
        }
    cut = {"uid": city, "ground": "OTHER_GROUNDS", "on": day, "decidedOn": day}
    _, answer = client.send(PREVIEW, {"cut": cut})
    plan = (answer.get("data") or {}).get("detachmentPreview", {}).get("planHash", "none")
    return "executeDetachment", {"detachment": cut, "planHash": plan}


def acts(url: str, name: str, began: float, seconds: float) -> Iterator[dict[str, Any]]:
    """Act from a moment until the time is over, each time under a new key until it is answered."""
    client, rng, number = Client(url), Random(name), 0
    sleep(max(0.0, began - monotonic()))
    while monotonic() < began + seconds:
        number += 1
        try:
            what, given = deed(client, rng, began)
        except (OSError, HTTPException, ValueError):
            sleep(0.05)
            continue
        given = {"idempotencyKey": f"{name}-{number}", **given}
        yield {"name": what, "given": given, **answered(client, what, given)}
    client.close()


def answered(client: Client, name: str, given: dict[str, Any]) -> dict[str, Any]:
    """The answer, sent for again with the same key while there is none."""
    tries, until = 0, monotonic() + PATIENCE
    while True:
        tries += 1
        try:
            status, answer = client.act(name, given)
        except (OSError, HTTPException, ValueError):
            if monotonic() > until:
                raise
            sleep(0.05)
            continue
        if status == 503 and monotonic() < until:
            sleep(0.05)
            continue
        return {"status": status, "answer": answer, "tries": tries}


def run(urls: list[str], seed: str, began: float, seconds: float) -> list[dict[str, Any]]:
    """What four clients did."""
    done: list[dict[str, Any]] = []

    def client(number: int) -> None:
        done.extend(acts(urls[number % len(urls)], f"{seed}.{number}", began, seconds))

    threads = [Thread(target=client, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return done


if __name__ == "__main__":
    _, urls, seed, began, seconds = sys.argv
    for each in run(urls.split(","), seed, float(began), float(seconds)):
        print(json.dumps(each))  # noqa: T201 (its output)
