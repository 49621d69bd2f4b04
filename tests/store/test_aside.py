"""Rows put aside: they come back by place, from memory or from disk."""

import pytest

from graph.store import aside
from graph.store.aside import Aside


@pytest.mark.parametrize(("waiting", "in_memory"), [(1, 10), (2, 10), (3, 1_000), (1_000, 1_000)])
def test_rows_come_back_by_place_in_their_order(
    monkeypatch: pytest.MonkeyPatch, waiting: int, in_memory: int
):
    monkeypatch.setattr(aside, "WAITING", waiting)
    monkeypatch.setattr(aside, "IN_MEMORY", in_memory)
    with Aside[str, tuple[int, str]](tuple[int, str]) as rows:
        rows.put("a", [(1, "one"), (2, "two")])
        rows.put("b", [(3, "three")])
        assert list(rows.of("a")) == [(1, "one"), (2, "two")]
        rows.put("a", [(2**70, "many")])
        assert list(rows.of("a")) == [(1, "one"), (2, "two"), (2**70, "many")]
        assert rows.places == {"a", "b"}
        assert list(rows.of("c")) == []
        assert rows.places == {"a", "b"}
