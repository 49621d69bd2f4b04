"""The whole table."""

from tests.acts.rows_links import LINKS, PARTNERS
from tests.acts.rows_papers import CORRECTIONS, MONEY, PAPERS
from tests.acts.rows_requests import REQUESTS
from tests.acts.rows_webhooks import WEBHOOKS
from tests.acts.table import Rows

TABLE: dict[str, Rows] = {
    **LINKS,
    **PARTNERS,
    **REQUESTS,
    **PAPERS,
    **MONEY,
    **CORRECTIONS,
    **WEBHOOKS,
}
