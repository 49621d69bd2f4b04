"""The roll of accounts gives what a plain look through all of them gives."""

from collections.abc import Callable, Iterable

from hypothesis import given
from hypothesis import strategies as st

from graph.store.facts import Enrolled, Page
from loaders.roll import Roll

UIDS = st.integers(0, 60).map(lambda number: f"{number * 7 % 61:02}")
NAMES = st.text("abß é|\n\0", max_size=4)
WRITES = st.lists(
    st.tuples(UIDS, NAMES, st.none() | st.sampled_from(["x1", "x2", "07"]), st.sets(UIDS)),
    max_size=12,
)
ASKED = st.tuples(st.one_of(st.just(""), NAMES, UIDS, st.just("x1")), UIDS, st.integers(1, 9))


class Plain:
    """Every account by itself, looked at one by one."""

    def __init__(self) -> None:
        self.every = dict[str, Enrolled]()

    def put(self, accounts: Iterable[Enrolled]) -> None:
        self.every |= {each.uid: each for each in accounts}

    def search(self, text: str, after: str, first: int) -> Page:
        return self._page(lambda each: _called(each, text), after, first)

    def children(self, uid: str, after: str, first: int) -> Page:
        return self._page(lambda each: uid in each.uppers, after, first)

    def _page(self, fits: Callable[[Enrolled], bool], after: str, first: int) -> Page:
        uids = sorted(uid for uid, each in self.every.items() if uid > after and fits(each))
        return Page(tuple(uids[:first]), more=len(uids) > first)  # pyright: ignore[reportArgumentType] - texts stand for uids


def _called(each: Enrolled, text: str) -> bool:
    begins = each.uid.startswith(text)
    return not text or begins or text == each.external_id or text.casefold() in each.name_key


@given(st.lists(WRITES, min_size=1, max_size=6), st.lists(ASKED, min_size=1, max_size=8))
def test_a_roll_gives_what_a_plain_look_gives_after_any_writes(
    commits: list[list[tuple[str, str, str | None, set[str]]]], asked: list[tuple[str, str, int]]
):
    roll, plain = Roll(size=3), Plain()
    for written in commits:
        some = {
            uid: Enrolled(uid, name.casefold(), external, _ever(plain, uid, uppers))
            for uid, name, external, uppers in written
        }
        roll.put(some.values())
        plain.put(some.values())
        for text, after, first in asked:
            assert roll.search(text, after, first) == plain.search(text, after, first)
            assert roll.children(after, text, first) == plain.children(after, text, first)  # pyright: ignore[reportArgumentType] - as above
        assert len(roll) == len(plain.every)


def _ever(plain: Plain, uid: str, uppers: set[str]) -> tuple[str, ...]:
    """Who once stood above an account stays among those that ever did."""
    before = plain.every[uid].uppers if uid in plain.every else ()
    return tuple({*before, *uppers})


def test_half_a_letter_finds_nothing():
    roll = Roll()
    roll.put([Enrolled("a", "one", "x"), Enrolled("b", "two", None)])
    assert roll.search("\udfff", "", 5) == Page((), more=False)


def test_leaves_stay_small_whether_accounts_come_in_order_or_not():
    roll = Roll(size=10)
    roll.put(Enrolled(f"{number:04}", "n", None) for number in range(300))
    for number in range(300):
        roll.put([Enrolled(f"{number:04}x", "n", None)])
    sizes = [len(leaf) for leaf in roll._leaves]  # pyright: ignore[reportPrivateUsage]  # noqa: SLF001 - what a search takes
    assert sum(sizes) == 600
    assert max(sizes) < 20
