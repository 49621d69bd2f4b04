// Who mends postings, or did it last.
// in:
// out: token
MATCH (l:Ledger)
RETURN l.mending AS token
