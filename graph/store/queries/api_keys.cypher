// Every API key that had not ended at an instant, in the order of the fields of `ApiKey`.
// in: since
// out: keys
MATCH (k:ApiKey)
WHERE coalesce(k.revokedAt, k.expiresAt, $since) >= $since
RETURN collect([
  k.id, k.name, k.role, k.roots, k.digest, k.createdAt, k.createdBy, k.expiresAt, k.revokedAt,
  k.revokedBy
]) AS keys
