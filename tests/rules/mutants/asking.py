"""Mistakes about requests and their steps."""

from tests.rules.mutants.mutant import Mutant

TAKING = "graph/rules/workflow/taking.py"
PROGRESS = "graph/rules/workflow/progress.py"
OUTLINE = "graph/rules/workflow/outline.py"

ASKED = (
    Mutant(
        "a request due on the last day of its period",
        PROGRESS,
        "day >= outline.earliest",
        "(outline.earliest - day).days <= 1",
        "test_workflow_customer",
    ),
    Mutant(
        "withdrawn too late and over all the same",
        OUTLINE,
        "each.done_on is not None and (each.until is None or each.done_on <= each.until.last_day)",
        "each.done_on is not None",
        "test_workflow_customer",
    ),
    Mutant(
        "a withdrawal on the last day refused",
        TAKING,
        "if step.until is None or on <= step.until.last_day:",
        "if step.until is None or on < step.until.last_day:",
        "test_workflow_customer",
    ),
    Mutant(
        "a step taken twice",
        TAKING,
        "if before is not None:",
        "if False:",
        "test_workflow_customer",
    ),
    Mutant(
        "a step taken before the one that comes first",
        TAKING,
        "if each.name in first and each.done_on is None:",
        "if False:",
        "test_workflow_entry",
    ),
    Mutant(
        "a step dated before the one that comes first",
        TAKING,
        "each.done_on is not None and on < each.done_on:",
        "each.done_on is not None and on > each.done_on:",
        "test_workflow_entry",
    ),
    Mutant(
        "a step taken after the end",
        TAKING,
        "if now.state in ENDED:",
        "if False:",
        "test_workflow_release",
    ),
    Mutant(
        "a refusal that waits for the confirmation",
        TAKING,
        "first = {StepName.APPLY} if refused else {*step.after}",
        "first = {*step.after}",
        "test_workflow_release",
    ),
    Mutant(
        "what happens later told on the day before",
        "graph/rules/workflow/taken.py",
        "if on is not None and on > day]",
        "if on is not None and on >= day]",
        "test_workflow_release",
    ),
    Mutant(
        "a request that outlives its link",
        PROGRESS,
        "gone = about.gone_on is not None and about.gone_on <= day",
        "gone = about.gone_on is not None and about.gone_on < day",
        "test_workflow_customer",
    ),
    Mutant(
        "a decision that is nobody's to make makes it ready, not due",
        PROGRESS,
        "return State.DUE if outline.duty else State.READY",
        "return State.READY",
        "test_workflow_customer",
    ),
    Mutant(
        "due before a day that it is due on",
        "graph/rules/workflow/due.py",
        "(each.step.due_on or date.max) < due_before",
        "(each.step.due_on or date.max) <= due_before",
        "test_workflow_due",
    ),
)
