"""Mistakes about what ends with a cut, and about what it takes."""

from tests.rules.mutants.mutant import Mutant

CASCADE = "graph/rules/detachment/cascade.py"
CONDITIONS = "graph/rules/detachment/conditions.py"
EFFECTS = "graph/rules/detachment/effects.py"

CUTS = (
    Mutant(
        "no cascade to city partners",
        CASCADE,
        "elif released:\n                self.release(each.fact.city, each)",
        "elif not released:\n                self.release(each.fact.city, each)",
        "test_detachment_cascade",
    ),
    Mutant(
        "links left behind by a plan",
        CASCADE,
        "        self._links(city, clause)\n",
        "",
        "test_detachment_cascade",
    ),
    Mutant(
        "standing left behind by a plan",
        CASCADE,
        "        self._standings(city, clause)\n",
        "",
        "test_detachment_cascade",
    ),
    Mutant(
        "links kept though they may be ended",
        CASCADE,
        "if cut.end_links and reading is Q8.END_LINKS:",
        "if cut.end_links and reading is Q8.KEEP_LINKS:",
        "test_detachment_cascade",
    ),
    Mutant(
        "what was to begin later is ended instead of taken back",
        CASCADE,
        "cancelled = fact.valid_from >= self.day",
        "cancelled = fact.valid_from > self.day",
        "test_detachment_cascade",
    ),
    Mutant(
        "agency account waits after a cut",
        EFFECTS,
        "if unconverted(after, each.account, day)",
        "if each.account",
        "test_detachment_cascade",
    ),
    Mutant(
        "debts from before the cut do not survive",
        EFFECTS,
        "old.obligation.occurred_from < day:",
        "old.obligation.occurred_from > day:",
        "test_detachment_effects",
    ),
    Mutant(
        "confirmation not asked for",
        CONDITIONS,
        "cut.confirmed_on is not None,",
        "True,",
        "test_detachment_timing",
    ),
    Mutant(
        "dispute not asked about",
        CONDITIONS,
        "        cut.no_dispute_confirmed,\n",
        "        True,\n",
        "test_detachment_timing",
    ),
    Mutant(
        "decision not asked for",
        CONDITIONS,
        "cut.decided_on is not None or reading is Q7.AUTOMATIC,",
        "True,",
        "test_detachment_timing",
    ),
    Mutant(
        "a cut may come before its earliest day",
        CONDITIONS,
        '"NOT_TOO_EARLY", on >= earliest,',
        '"NOT_TOO_EARLY", True,',
        "test_detachment_timing",
    ),
    Mutant(
        "withdrawal on the last day ignored",
        CONDITIONS,
        "cut.withdrawn_on > period.last_day",
        "cut.withdrawn_on >= period.last_day",
        "test_detachment_timing",
    ),
    Mutant(
        "last instead of first loss of standing",
        CONDITIONS,
        "return min((gap.start for gap in without",
        "return max((gap.start for gap in without",
        "test_detachment_lost",
    ),
    Mutant(
        "a loss that is over is a ground for ever",
        CONDITIONS,
        "if gap.end is None or gap.end > day)",
        ")",
        "test_detachment_lost",
    ),
)
