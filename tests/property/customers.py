"""The lives of customer accounts in a random world: links that end, move, re-enter, conditions."""

from datetime import date

from graph.model import AccountCondition, Condition, FactId, LinkType, Uid
from tests.property.book import DAY, FIRST, LAST, Book, Span
from tests.property.lives import link


def customer(book: Book, uid: Uid, partners: list[Uid]) -> None:
    """An account with up to four links, one after another, and what its resale links leave."""
    start = book.day(FIRST + 10 * DAY, FIRST + 150 * DAY)
    last: Uid | None = None
    for _ in range(book.random.randint(0, 4)):
        found = _partner_on(book, partners, start, last)
        if found is None:
            start += 15 * DAY
            continue
        last, span = found
        gone = _linked(book, uid, last, span, start)
        if gone is None:
            return
        start = gone
    if book.twist(0.15):
        _freeze(book, uid, start + 5 * DAY, None)


def _partner_on(
    book: Book, partners: list[Uid], day: date, last: Uid | None
) -> tuple[Uid, Span] | None:
    able = [(uid, span) for uid in partners for span in book.spans.get(uid, ()) if day in span]
    if last and book.chance(0.3):
        able = [each for each in able if each[0] == last] or able
    return book.random.choice(able) if able else None


def _linked(book: Book, uid: Uid, partner: Uid, span: Span, start: date) -> date | None:
    """One link; the answer is the day on which the account is free for the next, if ever."""
    form = book.random.choice(list(LinkType))
    end = book.day(start + DAY, LAST) if book.chance(0.6) else None
    if span.end and (end is None or end > span.end) and (span.written or book.chance(0.2)):
        end = span.end
    cut = min((day for day in (end, span.end) if day), default=None)
    again = cut and cut + (0 if book.chance(0.4) else book.random.randint(1, 25)) * DAY
    if again is None or again > LAST or book.chance(0.3):
        again = None
    elif end is None or end > again:
        end = again
    book.write("links", link(uid, partner, form, start, end))
    if book.twist(0.1):
        _freeze(book, uid, start + 2 * DAY, start + 9 * DAY)
        return None
    if form is LinkType.RESALE and cut:
        return _afterwards(book, uid, cut, again)
    return again


def _afterwards(book: Book, uid: Uid, cut: date, again: date | None) -> date | None:
    """What becomes of a resale account once it is free: pending, frozen, converted or closed."""
    fate = book.random.choice(["pending", "pending", "frozen", "converted", "converted", "closed"])
    day = cut + book.random.choice([0, 1, 8, 20]) * DAY
    if fate == "frozen":
        _freeze(book, uid, cut, again)
        return None if again is None or again <= cut else again
    if fate == "converted":
        until = again if again and again > day and book.chance(0.5) else None
        _condition(book, uid, Condition.CONVERTED, day, until)
        return again if until else None
    if fate == "closed":
        _condition(book, uid, Condition.CLOSED, day, None)
        return None
    return again


def _freeze(book: Book, uid: Uid, start: date, end: date | None) -> None:
    if end is None or end > start:
        _condition(book, uid, Condition.FROZEN, start, end)


def _condition(book: Book, uid: Uid, condition: Condition, start: date, end: date | None) -> None:
    name = FactId(f"condition:{uid}:{condition}:{start}")
    row = AccountCondition(
        id=name, account=uid, condition=condition, valid_from=start, valid_to=end
    )
    book.write("conditions", row)
