"""Whether a whole store keeps the invariants, looked at from the outside and all at once.

Admission judges facts on their way in, one beside the others; this judges what is there, however
it got there. I5, I10, I11, I13 and I17 hold by the way answers are made: nothing stored can break
them, and the property tests hold them. I9 is about answers.
"""

from graph.rules.invariants.check import Judge, check
from graph.rules.invariants.paid import Portion, partial
from graph.rules.invariants.violation import Violation

__all__ = ["Judge", "Portion", "Violation", "check", "partial"]
