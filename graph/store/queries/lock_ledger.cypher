// Take the lock of all writers, by a token never used before; how many ledgers were locked.
// in: token
// out: locked
MATCH (l:Ledger)
SET l.lock = $token
RETURN count(l) AS locked
