// Note who revoked an API key, and when; how many were found.
// in: id, at, by
// out: found
MATCH (k:ApiKey {id: $id})
SET k.revokedAt = $at, k.revokedBy = $by
RETURN count(k) AS found
