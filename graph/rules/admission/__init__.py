"""Whether facts may be taken in: what the hierarchy forbids is refused, fact by fact (I1–I15).

`check` looks at incoming facts beside what a store holds already. It refuses a fact, never repairs
it: of two facts that cannot both be, the one that comes later is refused.
"""

from graph.rules.admission.check import check
from graph.rules.admission.existing import Existing, RefusedFact

__all__ = ["Existing", "RefusedFact", "check"]
