"""Invented names: a little vocabulary in two languages, put together at random."""

from random import Random

FIRST = (
    *("amber", "brisk", "calm", "dawn", "early", "fern", "gentle", "hazel", "ivory", "jolly"),
    *("kind", "lunar", "mossy", "noble", "olive", "pearl", "quiet", "rusty", "silver", "tidal"),
)
SECOND = (
    *("anchor", "basket", "candle", "drum", "easel", "feather", "goblet", "harbor", "inkwell"),
    *("kettle", "lantern", "mill", "needle", "orchard", "paddle", "quill", "rudder", "saddle"),
    *("teapot", "umbrella", "violin", "whistle"),
)
TRADE = ("Works", "Trading", "Studio", "Supply", "Press", "Foods")
FIRST_ZH = (
    "晚风",
    "青苔",
    "远山",
    "暖石",
    "静水",
    "白鹭",
    "早雾",
    "松影",
    "银杏",
    "细雨",
    "初雪",
    "麦浪",
)
SECOND_ZH = ("铜铃", "灯笼", "风筝", "石桥", "竹筏", "茶壶", "纸鹤", "木舟", "水车", "陶罐")
TRADE_ZH = ("工坊", "商行", "文具社", "食品厂", "印刷所", "织造坊")
FAMILY_ZH = ("甲", "乙", "丙", "丁", "戊", "己")


class Names:
    """Gives every account a uid that no other has, and its party a name."""

    def __init__(self, random: Random) -> None:
        """Names by chance, from one source of it."""
        self._random = random
        self._given: dict[str, int] = {}

    def uid(self) -> str:
        """`quiet-lantern`, and `quiet-lantern-2` when that is taken."""
        random = self._random
        stem = f"{random.choice(FIRST)}-{random.choice(SECOND)}"
        number = self._given[stem] = self._given.get(stem, 0) + 1
        return stem if number == 1 else f"{stem}-{number}"

    def company(self, uid: str) -> str:
        """A name in one of two languages; the English one is told by the uid."""
        random = self._random
        if random.random() < ENGLISH:
            return f"{uid.replace('-', ' ').title()} {random.choice(TRADE)}"
        return random.choice(FIRST_ZH) + random.choice(SECOND_ZH) + random.choice(TRADE_ZH)

    def person(self) -> str:
        """Nobody's name: a letter of the ten stems and a number."""
        return f"用户{self._random.choice(FAMILY_ZH)}{self._random.randrange(1000):03}"


ENGLISH = 0.5
