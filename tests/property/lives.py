"""The lives of tier-1s, city partners and plain partners in a random world."""

from dataclasses import dataclass
from datetime import date, datetime

from graph.model import FactId, Link, LinkType, Standing, TierLink, Uid
from tests.property.book import DAWN, DAY, FIRST, LAST, Book, Span

CAUSES = (None, "NOTICE", "VIOLATION", "EXPIRED")


def standing(uid: Uid, start: date, end: date | None, cause: str | None = None) -> Standing:
    """A PARTNER standing, its id made from its content."""
    return Standing(
        id=FactId(f"standing:{uid}:{start}"),
        account=uid,
        valid_from=start,
        valid_to=end,
        end_cause=cause if end else None,
    )


def tier_link(city: Uid, tier1: Uid, start: date, end: date | None) -> TierLink:
    """A tier link, its id made from its content."""
    name = FactId(f"tier:{city}:{tier1}:{start}")
    return TierLink(id=name, city=city, tier1=tier1, valid_from=start, valid_to=end)


def link(account: Uid, partner: Uid, form: LinkType, start: date, end: date | None) -> Link:
    """A customer link, its id made from its content."""
    name = FactId(f"link:{account}:{partner}:{start}")
    return Link(
        id=name, account=account, partner=partner, type=form, valid_from=start, valid_to=end
    )


def ordinary(book: Book, uid: Uid, lost: float) -> None:
    """A partner under Aliyun alone: it may lose its standing, and get it back."""
    start = book.day(FIRST, FIRST + 20 * DAY)
    spans = book.spans.setdefault(uid, [])
    while start < LAST:
        if not book.chance(lost):
            book.write("standings", standing(uid, start, None))
            spans.append(Span(start, None))
            return
        end = book.day(start + 30 * DAY, LAST)
        cause = book.random.choice(CAUSES)
        book.write("standings", standing(uid, start, end, cause))
        spans.append(Span(start, end, written=book.chance(0.5)))
        if book.chance(0.5):
            return
        gap = 0 if cause != "EXPIRED" and book.chance(0.2) else book.random.randint(1, 40)
        start = end + gap * DAY


def plain(book: Book, uid: Uid, others: list[Uid]) -> None:
    """A plain partner; before or after its standing it may have been a customer (I15)."""
    start = book.day(FIRST + 25 * DAY, FIRST + 90 * DAY)
    learnt = _as_customer(book, uid, others, (FIRST + 21 * DAY, start))
    end = book.day(start + 20 * DAY, LAST - 20 * DAY) if book.chance(0.5) else None
    row = standing(uid, start, end, book.random.choice(CAUSES))
    known = book.write("standings", row, learnt)
    book.spans[uid] = [Span(start, end, written=book.chance(0.5))]
    if end:
        _as_customer(book, uid, others, (end, LAST), known)


def _as_customer(
    book: Book, uid: Uid, others: list[Uid], room: tuple[date, date], after: datetime = DAWN
) -> datetime:
    """Sometimes a customer for a while; the answer says when the last of it was learnt."""
    if not book.twist(0.3):
        return after
    start = book.day(room[0], room[0] + 2 * DAY)
    partner = book.random.choice(others)
    if start >= room[1] or not any(start in span for span in book.spans[partner]):
        return after
    form = book.random.choice(list(LinkType))
    end = book.day(start + DAY, room[1])
    return book.write("links", link(uid, partner, form, start, end), after)


@dataclass
class Stay:
    """A city partner under one tier-1: since when it has standing and may take customers."""

    city: Uid
    tier1: Uid
    since: date
    able: date
    entry: date
    end: date
    again: date | None


def city(book: Book, uid: Uid, tier1s: list[Uid]) -> None:
    """A city partner: it enters, is released in one of many ways, moves, re-enters."""
    spans = book.spans.setdefault(uid, [])
    since = book.day(FIRST + 20 * DAY, FIRST + 80 * DAY)
    entry = since + book.random.choice([0, 0, 0, 12]) * DAY
    for _ in range(3):
        tier1 = _tier1_on(book, tier1s, entry)
        end = _release_day(book, tier1, entry) if tier1 else None
        if tier1 is None or end is None:
            break
        stay = Stay(uid, tier1, since, entry if spans else since, entry, end, _again(book, end))
        since, next_entry = WAYS[_way(book)](book, stay)
        if next_entry is None:
            return
        entry = next_entry
    else:
        tier1 = None
    if tier1:
        book.write("standings", standing(uid, since, None))
        book.write("tier_links", tier_link(uid, tier1, entry, None))
        spans.append(Span(entry, None))
    else:
        _alone(book, uid, since, entry)


def _alone(book: Book, uid: Uid, since: date, start: date) -> None:
    """It goes on without a tier-1: a partner like any other, by a standing that begins anew."""
    if since < start:
        book.write("standings", standing(uid, since, start))
    book.write("standings", standing(uid, start, None))
    book.spans[uid].append(Span(start, None))


def _tier1_on(book: Book, tier1s: list[Uid], day: date) -> Uid | None:
    able = [uid for uid in tier1s if any(day in span for span in book.spans[uid])]
    return book.random.choice(able) if able else None


def _release_day(book: Book, tier1: Uid, entry: date) -> date | None:
    """A day of release: any, or the day of the tier-1's loss, or later; None = left open (Q7)."""
    loss = next(span.end for span in book.spans[tier1] if entry in span)
    any_day = book.day(entry + 3 * DAY, max(entry + 4 * DAY, LAST - 10 * DAY))
    if loss is None:
        return any_day if book.chance(0.65) else None
    later = loss + book.random.randint(1, 30) * DAY
    return book.random.choice([None, loss, loss, later, min(any_day, loss)])


def _again(book: Book, end: date) -> date | None:
    """A day of re-entry, with no gap in some; None = it does not come back."""
    if book.chance(0.4) or end > LAST - 5 * DAY:
        return None
    return end + (0 if book.chance(0.35) else book.random.randint(1, 30)) * DAY


def _way(book: Book) -> str:
    if not book.twisted:
        return "written"
    return book.random.choice(["written", "open", "open", "mixed", "expired", "lost"])


Next = tuple[date, date | None]


def _written(book: Book, stay: Stay) -> Next:
    """Every row of the cascade is ended in writing."""
    return _ended(book, stay, written=True)


def _mixed(book: Book, stay: Stay) -> Next:
    """The standing is ended in writing, the customer links stay open."""
    return _ended(book, stay, written=False)


def _ended(book: Book, stay: Stay, *, written: bool) -> Next:
    book.write("standings", standing(stay.city, stay.since, stay.end))
    book.write("tier_links", tier_link(stay.city, stay.tier1, stay.entry, stay.end))
    book.spans[stay.city].append(Span(stay.able, stay.end, written=written))
    if stay.again is None:
        return stay.end, None
    return book.day(max(stay.end, stay.again - 5 * DAY), stay.again), stay.again


def _open(book: Book, stay: Stay) -> Next:
    """Only the tier link ends; standing and customer links are left open (R106)."""
    book.write("tier_links", tier_link(stay.city, stay.tier1, stay.entry, stay.end))
    book.spans[stay.city].append(Span(stay.able, stay.end, written=False))
    if stay.again is None:
        end = stay.end + book.random.randint(1, 40) * DAY if book.chance(0.3) else None
        book.write("standings", standing(stay.city, stay.since, end))
        return stay.since, None
    if stay.again > stay.end and book.chance(0.4):
        book.write("standings", standing(stay.city, stay.since, stay.again))
        return stay.again, stay.again
    return stay.since, stay.again


def _expired(book: Book, stay: Stay) -> Next:
    """Its own FA ran out (CA 3.3): the tier link may be left open, and ends all the same."""
    return _standing_lost(book, stay, "EXPIRED", 1)


def _lost(book: Book, stay: Stay) -> Next:
    """It loses its own standing; the tier link is left open, or ended later (Q7)."""
    return _standing_lost(book, stay, book.random.choice([None, "NOTICE"]), 0)


def _standing_lost(book: Book, stay: Stay, cause: str | None, gap: int) -> Next:
    book.write("standings", standing(stay.city, stay.since, stay.end, cause))
    book.spans[stay.city].append(Span(stay.able, stay.end, written=book.chance(0.3)))
    again = stay.again and max(stay.again, stay.end + gap * DAY)
    later = stay.end + book.random.randint(1, 25) * DAY
    ended = book.random.choice([stay.end, again, min(again or later, later)])
    book.write("tier_links", tier_link(stay.city, stay.tier1, stay.entry, ended))
    if again is None:
        _regained(book, stay, gap, ended)
        return stay.end, None
    return book.day(max(stay.end + gap * DAY, again - 5 * DAY), again), again


def _regained(book: Book, stay: Stay, gap: int, linked_to: date | None) -> None:
    """A new standing, and no new tier link; an old one left open may still end it (R106)."""
    if book.chance(0.4):
        start = stay.end + book.random.randint(gap, 30) * DAY
        end = linked_to if linked_to and linked_to > start else None
        book.write("standings", standing(stay.city, start, None))
        book.spans[stay.city].append(Span(start, end, written=False))


WAYS = {
    "written": _written,
    "open": _open,
    "mixed": _mixed,
    "expired": _expired,
    "lost": _lost,
}
