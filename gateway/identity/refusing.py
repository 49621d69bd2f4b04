"""A caller that cannot be told: one answer for every cause, and the cause for the log alone."""

from enum import StrEnum

from gateway.http.errors import ErrorCode, Rejected

MESSAGE = (
    "Expected a credential that holds: send a token or an API key as `Authorization: Bearer …`."
)
CHALLENGE = 'Bearer realm="gateway"'


class Why(StrEnum):
    """What is wrong with a credential, as the log says it in `why`."""

    NONE_GIVEN = "NO_CREDENTIAL"
    SEVERAL = "SEVERAL_CREDENTIALS"
    SCHEME = "SCHEME_UNKNOWN"
    TOO_LONG = "CREDENTIAL_TOO_LONG"
    TOKENS_OFF = "TOKENS_NOT_TAKEN"
    TOKEN_MALFORMED = "TOKEN_MALFORMED"  # noqa: S105 - a cause, no secret
    ALGORITHM = "TOKEN_ALGORITHM_NOT_PINNED"
    KEY_UNKNOWN = "TOKEN_KEY_UNKNOWN"
    SIGNATURE = "TOKEN_SIGNATURE_WRONG"
    ISSUER = "TOKEN_ISSUER_OTHER"
    AUDIENCE = "TOKEN_AUDIENCE_OTHER"
    CLAIM_MISSING = "TOKEN_CLAIM_MISSING"
    CLAIM_SHAPE = "TOKEN_CLAIM_MISSHAPEN"
    EXPIRED = "TOKEN_EXPIRED"
    NOT_YET = "TOKEN_NOT_YET_VALID"
    NAME = "TOKEN_SUBJECT_UNUSABLE"
    ROLE = "TOKEN_ROLE_UNKNOWN"
    ROOTS = "TOKEN_ROOTS_MISSHAPEN"
    API_KEYS_OFF = "API_KEYS_NOT_TAKEN"
    API_KEY_MALFORMED = "API_KEY_MALFORMED"
    API_KEY_UNKNOWN = "API_KEY_UNKNOWN"
    API_KEY_SECRET = "API_KEY_SECRET_WRONG"  # noqa: S105 - as above
    API_KEY_EXPIRED = "API_KEY_EXPIRED"
    API_KEY_REVOKED = "API_KEY_REVOKED"


class Unidentified(Rejected):
    """Nobody that is known: 401, alike for every cause but in the log."""

    def __init__(self, why: Why) -> None:
        """Take the cause, which the caller is not told."""
        super().__init__(401, ErrorCode.UNAUTHENTICATED, MESSAGE, www_authenticate=CHALLENGE)
        self.why = why.value
