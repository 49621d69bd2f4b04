"""The deposit: what is held and owed, deductions, top-ups, set-off, refund (FA 3.5, MR 6.3)."""
