"""The 34 open questions of the texts, each an enum of its possible answers; the default is first.

What the questions and options mean, in both languages, stands in the JSON files of this package.
"""

from enum import StrEnum


class Q1(StrEnum):
    """Do make-up weekends count as working days?"""

    MAKE_UP_DAYS_WORK = "MAKE_UP_DAYS_WORK"
    WEEKENDS_NEVER = "WEEKENDS_NEVER"


class Q2(StrEnum):
    """How is a period counted, and does its last day move?"""

    LAST_DAY_STANDS = "LAST_DAY_STANDS"
    ROLL_OVER = "ROLL_OVER"


class Q3(StrEnum):
    """Does the third violation already give the right to terminate?"""

    THIRD = "THIRD"
    MORE_THAN_3 = "MORE_THAN_3"


class Q4(StrEnum):
    """What does a fourth violation, or a class-1 violation, cost?"""

    EACH_8000 = "EACH_8000"
    CUMULATIVE_14000 = "CUMULATIVE_14000"


class Q5(StrEnum):
    """From when do a violation's 12 months run?"""

    FROM_COUNTED = "FROM_COUNTED"
    FROM_ACT = "FROM_ACT"


class Q6(StrEnum):
    """To whom does cash count after a city partner's release?"""

    NOBODY = "NOBODY"


class Q7(StrEnum):
    """Does a release need a decision?"""

    DECISION = "DECISION"
    AUTOMATIC = "AUTOMATIC"


class Q8(StrEnum):
    """Do customer links end with the partner's standing?"""

    END_LINKS = "END_LINKS"
    KEEP_LINKS = "KEEP_LINKS"


class Q9(StrEnum):
    """Who answers for a released resale account before it is converted?"""

    UNRESOLVED = "UNRESOLVED"
    FORMER_PARTNER = "FORMER_PARTNER"
    CUSTOMER = "CUSTOMER"


class Q10(StrEnum):
    """Do service fees earned before the end survive it?"""

    SURVIVES_EXCEPT_BREACH = "SURVIVES_EXCEPT_BREACH"
    ALL_LOST = "ALL_LOST"


class Q11(StrEnum):
    """When is the tier-1 jointly liable for its city partner?"""

    CONTINGENT = "CONTINGENT"
    ALWAYS_JOINT = "ALWAYS_JOINT"


class Q12(StrEnum):
    """Is the partner liable for every dispute of its accounts?"""

    AGENCY_JOINT = "AGENCY_JOINT"


class Q13(StrEnum):
    """With whom is a city partner jointly liable for breaking CA?"""

    CITY_PARTNER = "CITY_PARTNER"
    TIER1 = "TIER1"


class Q14(StrEnum):
    """By which clock is cash attributed?"""

    PAID = "PAID"
    CONSUMED = "CONSUMED"


class Q15(StrEnum):
    """Which exit route is whose?"""

    SEPARATE_ROUTES = "SEPARATE_ROUTES"
    FREE_CHOICE = "FREE_CHOICE"


class Q16(StrEnum):
    """Who unlinks a customer that asked for a direct contract, and when?"""

    AUTO_EXECUTE = "AUTO_EXECUTE"
    MANUAL = "MANUAL"


class Q17(StrEnum):
    """Can a link change its type?"""

    END_AND_RELINK = "END_AND_RELINK"
    FORBID = "FORBID"


class Q18(StrEnum):
    """When is the deposit topped up or refunded?"""

    TOP_UP_AND_HOLD = "TOP_UP_AND_HOLD"


class Q19(StrEnum):
    """How are clauses cited where the numbering is broken?"""

    CLAUSE_NUMBERS = "CLAUSE_NUMBERS"


class Q20(StrEnum):
    """Which clauses do the references to chapters 5, 6 and 7 mean?"""

    FIVE_AND_SIX = "FIVE_AND_SIX"
    SEVEN = "SEVEN"


class Q21(StrEnum):
    """On which day does everything end after a violation?"""

    TWO_DATES = "TWO_DATES"


class Q22(StrEnum):
    """Which quarters and standards are tested?"""

    STANDARDS_CONFIGURED = "STANDARDS_CONFIGURED"


class Q23(StrEnum):
    """Is an act of class 1 or class 2?"""

    CLASS_IS_INPUT = "CLASS_IS_INPUT"


class Q24(StrEnum):
    """Does the contract extend by itself?"""

    RECORDED_INTENT = "RECORDED_INTENT"
    AUTOMATIC = "AUTOMATIC"


class Q25(StrEnum):
    """May a partner handle money on a customer's account?"""

    AUTHORISED = "AUTHORISED"
    FORBIDDEN = "FORBIDDEN"


class Q26(StrEnum):
    """From when is CA in force?"""

    LATER_OF_TWO = "LATER_OF_TWO"


class Q27(StrEnum):
    """What is the base of the integrity penalty?"""

    MISSING_IS_ZERO = "MISSING_IS_ZERO"


class Q28(StrEnum):
    """Does a release end the framework agreement?"""

    FA_TO_BE_ENDED = "FA_TO_BE_ENDED"
    FA_LIVES_ON = "FA_LIVES_ON"


class Q29(StrEnum):
    """In which order is a sum set off?"""

    DEPOSIT_FIRST = "DEPOSIT_FIRST"
    FEES_FIRST = "FEES_FIRST"


class Q30(StrEnum):
    """What of a faultless city partner when its tier-1 leaves?"""

    OFFER_WAYS = "OFFER_WAYS"


class Q31(StrEnum):
    """What measures performance?"""

    CASH_PAID = "CASH_PAID"


class Q32(StrEnum):
    """Does the day of release itself still count?"""

    INCLUSIVE = "INCLUSIVE"


class Q33(StrEnum):
    """Which acts are class 1?"""

    FREE_TEXT_AND_CODE = "FREE_TEXT_AND_CODE"


class Q34(StrEnum):
    """Who receives the cloud-market commission of a city partner?"""

    NONE_FOR_CITY_PARTNER = "NONE_FOR_CITY_PARTNER"


QUESTIONS: tuple[type[StrEnum], ...] = (
    Q1,
    Q2,
    Q3,
    Q4,
    Q5,
    Q6,
    Q7,
    Q8,
    Q9,
    Q10,
    Q11,
    Q12,
    Q13,
    Q14,
    Q15,
    Q16,
    Q17,
    Q18,
    Q19,
    Q20,
    Q21,
    Q22,
    Q23,
    Q24,
    Q25,
    Q26,
    Q27,
    Q28,
    Q29,
    Q30,
    Q31,
    Q32,
    Q33,
    Q34,
)
"""All of them, in order."""
