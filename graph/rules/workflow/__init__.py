"""Requests: what was asked, which steps it takes, where it stands, and who has to act until when.

Stored is what was asked and the day of each step (`graph.model.papers.Request`). The state, the
periods and the next step follow from these and from the hierarchy, as of a day and as known at a
moment; entry (R11), detachment (R90, R100–R104, R108, R112), move (R16, Q17), exit (R89, Q15) and
conversion of a resale account (R110, Q9).
"""

from graph.rules.workflow.admission import admit, applicant
from graph.rules.workflow.due import Due, Lapse, Unclear, Waiting, due, looked_at, waiting
from graph.rules.workflow.progress import Progress, progress, state, steps
from graph.rules.workflow.step import ENDED, OPEN, Actor, State, Step, StepName
from graph.rules.workflow.taken import cut_of, granted_on, ground_of
from graph.rules.workflow.taking import admit_step

__all__ = [
    "ENDED",
    "OPEN",
    "Actor",
    "Due",
    "Lapse",
    "Progress",
    "State",
    "Step",
    "StepName",
    "Unclear",
    "Waiting",
    "admit",
    "admit_step",
    "applicant",
    "cut_of",
    "due",
    "granted_on",
    "ground_of",
    "looked_at",
    "progress",
    "state",
    "steps",
    "waiting",
]
