"""The last of an answer: marked for being asked again, packed for the wire."""

from starlette.requests import Request
from starlette.responses import Response

from gateway.http.packing import pack
from gateway.http.revalidating import shortened, tag
from gateway.settings import Settings
from graph.model import Viewer


class Finishing:
    """Finishes answers as the settings have it."""

    def __init__(self, settings: Settings) -> None:
        """Know from how many bytes an answer is packed."""
        self._packs = settings.compression == "on"
        self._from = settings.compression_bytes

    def finish(self, request: Request, response: Response, viewer: Viewer) -> Response:
        """The answer to one caller, as it is sent."""
        again = request.method != "POST" and response.status_code == 200  # noqa: PLR2004 - whole
        if again:
            tag(response, viewer)
        if self._packs and len(response.body) >= self._from:
            pack(response, request.headers.get("accept-encoding", ""))
        return shortened(request, response) if again else response
