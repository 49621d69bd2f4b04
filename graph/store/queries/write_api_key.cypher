// Write an API key; its id.
// in: row
// out: id
CREATE (k:ApiKey {
  id: $row.id, name: $row.name, role: $row.role, roots: $row.roots, digest: $row.digest,
  createdAt: $row.createdAt, createdBy: $row.createdBy, expiresAt: $row.expiresAt,
  revokedAt: $row.revokedAt, revokedBy: $row.revokedBy
})
RETURN k.id AS id
