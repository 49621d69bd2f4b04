"""Questions that name their document instead of sending it: the text is put in its place."""

from typing import Final

from graphql import GraphQLError
from msgspec.structs import replace

from gateway.documents.automatic import Automatic
from gateway.documents.kept import Documents
from gateway.documents.trusted import plain, trusted
from gateway.documents.unanswerable import Unanswerable
from gateway.http.errors import ErrorCode
from gateway.http.request import Question
from gateway.settings import SettingInvalid, Settings, variable

FORBIDDEN: Final = 403


class Naming:
    """Finds the texts of questions, and refuses the text of one where only trusted ones count."""

    def __init__(self, settings: Settings, documents: Documents) -> None:
        """Read the manifest, if there is one; raises SettingInvalid."""
        self.trusted = trusted(settings.trusted_documents, documents)
        self.only = settings.trusted_only == "on"
        """Whether nothing is answered but trusted documents."""
        if self.only and not self.trusted:
            raise SettingInvalid(
                f"{variable('trusted_only')} is on and there are no trusted documents; "
                f"give their manifest by {variable('trusted_documents')}, or leave it off"
            )
        off = self.only or settings.apq == "off"
        self._automatic = None if off else Automatic(settings.apq_bytes)

    def known(self, question: Question) -> bool:
        """Whether it names a trusted document."""
        return question.document is not None and plain(question.document) in self.trusted

    def resolve(self, question: Question) -> Question:
        """The question with the text of its document; raises Unanswerable."""
        if question.document is None:
            if self.only:
                raise _refused(ErrorCode.DOCUMENT_NOT_TRUSTED, NOT_TRUSTED, FORBIDDEN)
            return question
        name = plain(question.document)
        text = self.trusted.get(name)
        if text is None:
            text = self._kept(name, question)
        elif question.query not in ("", text):
            raise _refused(ErrorCode.DOCUMENT_HASH_MISMATCH, MISMATCH)
        return replace(question, query=text)

    def _kept(self, name: str, question: Question) -> str:
        if self.only or not question.hashed:
            raise _refused(ErrorCode.DOCUMENT_UNKNOWN, UNKNOWN)
        if self._automatic is None:
            raise _refused(ErrorCode.PERSISTED_QUERY_NOT_SUPPORTED, "PersistedQueryNotSupported")
        if question.query:
            if not self._automatic.keep(name, question.query):
                raise _refused(ErrorCode.DOCUMENT_HASH_MISMATCH, MISMATCH)
            return question.query
        text = self._automatic.find(name)
        if text is None:
            raise _refused(ErrorCode.PERSISTED_QUERY_NOT_FOUND, "PersistedQueryNotFound")
        return text


NOT_TRUSTED = "Expected the id of a trusted document in `documentId`, not a text."
UNKNOWN = "There is no document of this id; build the client and its manifest from one source."
MISMATCH = "The text is not the one of its id; send the SHA-256 of the very text, in lower case."


def _refused(code: ErrorCode, message: str, status: int = 400) -> Unanswerable:
    return Unanswerable(code, GraphQLError(message), status=status)
