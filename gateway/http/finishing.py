"""The last of an answer: marked for being asked again, packed for the wire."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from gateway.http.media import Answer
from gateway.http.note import Note
from gateway.http.packing import pack
from gateway.http.revalidating import shortened, tag
from gateway.settings import Settings
from graph.model import Viewer

PLAIN: Final = (Answer.JSON, Answer.RESPONSE)
"""Types of which the body is the answer and nothing else."""


class Finishing:
    """Finishes answers as the settings have it."""

    def __init__(self, settings: Settings) -> None:
        """Know from how many bytes an answer is packed."""
        self._packs = settings.compression == "on"
        self._from = settings.compression_bytes

    def finish(self, request: Request, response: Response, viewer: Viewer, note: Note) -> Response:
        """The answer to one caller, as it is sent."""
        again = request.method != "POST" and response.status_code == 200  # noqa: PLR2004 - whole
        if again:
            tag(response, viewer)
        if self._packs and len(response.body) >= self._from:
            kept = note.kept if request.method == "POST" and _alike(note) else None
            pack(response, request.headers.get("accept-encoding", ""), kept)
        return shortened(request, response) if again else response


def _alike(note: Note) -> bool:
    """Whether a kept answer to a POST is the same bytes each time: its data, and its revision."""
    kept = note.kept
    return kept is not None and kept.key.revision == note.revision and note.kind in PLAIN
