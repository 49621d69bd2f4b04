"""How much may be asked; each refusal says the limit and its value."""

from typing import Annotated

from gateway.settings.kinds import Count, Positive, Seconds, Text, means, secret
from gateway.settings.protocol import ProtocolSettings


class LimitSettings(ProtocolSettings, frozen=True, kw_only=True):
    """How much may be asked; each refusal says the limit and its value."""

    max_body: Annotated[Positive, means("bytes of a request's body")] = 1_048_576
    max_head: Annotated[Positive, means("bytes of a request's address and headers")] = 65_536
    head_seconds: Annotated[
        Seconds, means("seconds that a request's address and headers may take to come")
    ] = 10.0
    send_seconds: Annotated[
        Seconds, means("seconds after which a client that takes nothing of its answer is cut off")
    ] = 30.0
    max_connections: Annotated[
        Positive, means("connections over which requests come that are open at once")
    ] = 4_000
    max_query: Annotated[Positive, means("characters of a query text")] = 100_000
    max_tokens: Annotated[Positive, means("tokens of a query text")] = 2_000
    max_depth: Annotated[
        Positive, means("levels of fields, or of fragments, within each other in a query")
    ] = 20
    max_aliases: Annotated[Positive, means("aliases in a query, fragments spread out")] = 100
    max_root_fields: Annotated[Positive, means("fields at the top of a query")] = 20
    max_fields: Annotated[Positive, means("fields in a query, fragments spread out")] = 2_000
    max_operations: Annotated[Positive, means("operations in a query text")] = 20
    max_directives: Annotated[Positive, means("directives in a query, fragments spread out")] = 50
    max_pairs: Annotated[
        Positive, means("pairs of fields of one name in one place, which validation compares")
    ] = 2_000
    max_values: Annotated[
        Positive, means("values in the variables of a query, members of lists and objects counted")
    ] = 20_000
    max_cost: Annotated[
        Positive, means("objects a query may ask for, pages within pages multiplied")
    ] = 100_000
    max_requests: Annotated[Positive, means("requests that are answered at once")] = 64
    max_waiting: Annotated[Positive, means("further requests that wait for their turn")] = 1_000
    exports: Annotated[
        Count, means("statements that are written to files at once, by each process; 0 for none")
    ] = 4
    export_seconds: Annotated[
        Seconds, means("seconds that a file of a statement may take, its client's time included")
    ] = 300.0
    requests_rate: Annotated[
        Text,
        means(
            "requests a caller may send, such as `100/second;6000/minute`, or `off`; if not set,"
            " `6000/minute` in production and `off` in development"
        ),
    ] = None
    cost_rate: Annotated[
        Text,
        means(
            "objects a caller may ask for, such as `2000000/minute`, or `off`; if not set,"
            " `2000000/minute` in production and `off` in development"
        ),
    ] = None
    budgets_redis: Annotated[
        Text, secret("`redis://host:6379/0` in which several gateways count; environment only")
    ] = None
    documents: Annotated[
        Positive, means("characters of query texts that are kept parsed and validated")
    ] = 500_000
