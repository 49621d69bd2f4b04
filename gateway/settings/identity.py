"""Who may ask: whose tokens are taken, and whether API keys are."""

from typing import Annotated

from gateway.settings.door import DoorSettings
from gateway.settings.kinds import Positive, Seconds, Skew, Switch, Text, means


class IdentitySettings(DoorSettings, frozen=True, kw_only=True):
    """Who may ask: whose tokens are taken, and whether API keys are."""

    jwt_jwks: Annotated[
        Text, means("key set that signs tokens: an https URL, or a file with such a set")
    ] = None
    jwt_key_file: Annotated[
        Text, means("PEM file with the one public key that signs tokens, instead of a key set")
    ] = None
    jwt_secret_file: Annotated[
        Text, means("file with a secret shared with who signs tokens, instead of a key set")
    ] = None
    jwt_algorithms: Annotated[
        Text,
        means("algorithms that tokens may have; if not set RS256,ES256,EdDSA, or HS256 by secret"),
    ] = None
    jwt_issuer: Annotated[Text, means("`iss` that a token must have")] = None
    jwt_audience: Annotated[Text, means("`aud` that a token must have, alone or among others")] = (
        None
    )
    jwt_skew: Annotated[Skew, means("seconds by which the clocks of others may be wrong")] = 30.0
    jwt_role_claim: Annotated[str, means("claim with the role of a token's caller")] = "role"
    jwt_roots_claim: Annotated[
        str, means("claim with the uids of the accounts that a token's caller looks down from")
    ] = "roots"
    jwks_seconds: Annotated[
        Seconds, means("seconds after which a key set is fetched again, and a key taken out ends")
    ] = 600.0
    jwks_pause: Annotated[
        Seconds, means("seconds that pass between two fetches, whatever keys tokens name")
    ] = 10.0
    jwks_timeout: Annotated[Seconds, means("seconds that a key set may take to come")] = 5.0
    api_keys: Annotated[Switch, means("`on` takes API keys, which `gateway key` makes")] = "off"
    api_key_staleness: Annotated[
        Seconds, means("seconds after which a new or revoked API key is seen at the latest")
    ] = 1.0
    max_credential: Annotated[Positive, means("characters of a token or an API key")] = 8_192

    @property
    def identified(self) -> bool:
        """Whether callers have to tell who they are."""
        return self.tokens or self.api_keys == "on"

    @property
    def tokens(self) -> bool:
        """Whether tokens are taken."""
        return any((self.jwt_jwks, self.jwt_key_file, self.jwt_secret_file))
