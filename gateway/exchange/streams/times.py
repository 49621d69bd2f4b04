"""How often a text was met by now, counted on disk: memory does not grow with the file."""

import hashlib
import sqlite3


class Times:
    """Counts of texts in a file of its own that is gone with the process.

    To be asked by one thread at a time.
    """

    def __init__(self) -> None:
        """At nothing; no file is made before the first text."""
        self._file: sqlite3.Connection | None = None

    def __call__(self, text: str) -> int:
        """The number of a text: 1 when it is met first."""
        if self._file is None:
            self._file = sqlite3.connect("", isolation_level=None, check_same_thread=False)
            self._file.execute("CREATE TABLE met (text BLOB PRIMARY KEY, n INT) WITHOUT ROWID")
            self._file.execute("BEGIN")
        name = hashlib.sha256(text.encode()).digest()[:16]
        found = self._file.execute(
            "INSERT INTO met VALUES (?, 1) ON CONFLICT DO UPDATE SET n = n + 1 RETURNING n", (name,)
        )
        return int(found.fetchall()[0][0])

    def close(self) -> None:
        """Give the file back."""
        if self._file is not None:
            self._file.close()
