// Take the lock on a lease, by a token never used before; how many were locked.
// in: name, token
// out: locked
MERGE (l:Lease {name: $name})
SET l.lock = $token
RETURN count(l) AS locked
