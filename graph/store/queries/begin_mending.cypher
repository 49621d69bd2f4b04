// Who mends postings from now on; whoever did before will see it, and stop.
// in: token
// out: token
MATCH (l:Ledger)
SET l.mending = $token
RETURN $token AS token
