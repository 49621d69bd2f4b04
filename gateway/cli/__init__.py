"""The command line, `gateway`: each command is in a module of its own, loaded when it is called."""

from gateway.cli.group import Commands

main = Commands(
    "gateway",
    "Answers questions about the account hierarchy of a cloud partner programme.",
    epilog="Settings, exit codes and refusal codes: docs/running.md",
    commands={
        "serve": ("serving", "Serve the GraphQL endpoint."),
        "ask": ("asking", "Ask one question and print the answer."),
        "plant": ("planting", "Put the facts of a ladder text into the store."),
        "import": ("importing", "Read a folder of CSV or NDJSON files into the store."),
        "export": ("exporting", "Write the store's facts as files that import reads."),
        "statement": ("stating", "Write the performance statement of some months as a file."),
        "reconcile": ("reconciling", "Compare an export of the real platform with the store."),
        "feed": ("feeding", "Print the change feed, an event a line."),
        "key": ("keying", "Let tools in by API keys."),
        "webhook": ("hooking", "Tell other programs of what changes."),
        "replay": ("replaying", "Build a store anew from a change feed."),
        "calendar": ("calendars", "List, show and add years of the working-day calendar."),
        "tick": ("ticking", "Attend to requests that became due."),
        "deadlines": ("deadlines", "List what a party has to do by when; also for a calendar."),
        "config": ("configuring", "Show every setting, and where its value comes from."),
        "sample": ("sampling", "Write a random, valid world as files to import."),
        "schema": ("describing", "Print the GraphQL schema, or check the committed one."),
        "doctor": ("examining", "Check the store: engine, versions, invariants, audit."),
        "bench": ("benching", "Measure how fast answers are."),
        "completion": ("completing", "Print the completion script of a shell."),
    },
)

__all__ = ["main"]
