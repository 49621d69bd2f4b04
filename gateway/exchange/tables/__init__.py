"""The tables and their columns: the one definition that files, errors and the documentation follow.

A world keeps each kind of fact under its table's name (`World.links` is `links.csv`).
"""

from gateway.exchange.tables.hierarchy import HIERARCHY
from gateway.exchange.tables.money import MONEY
from gateway.exchange.tables.papers import PAPERS
from gateway.exchange.tables.records import RECORDS
from gateway.exchange.tables.requests import REQUESTS

TABLES = (*HIERARCHY, *MONEY, *PAPERS, *REQUESTS, *RECORDS)

TABLE_OF = {table.fact: table for table in TABLES}
"""The table of each kind of fact."""
