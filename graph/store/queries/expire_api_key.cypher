// Have an API key end at an instant; how many were found.
// in: id, until
// out: found
MATCH (k:ApiKey {id: $id})
SET k.expiresAt = $until
RETURN count(k) AS found
