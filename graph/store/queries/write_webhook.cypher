// Register a webhook; its id.
// in: row
// out: id
CREATE (w:Webhook {
  id: $row.id, url: $row.url, kinds: $row.kinds, secret: $row.secret, previous: $row.previous,
  previousUntil: $row.previousUntil, createdAt: $row.createdAt, createdBy: $row.createdBy,
  seq: $row.seq, state: $row.state, reason: $row.reason, failures: $row.failures,
  failingSince: $row.failingSince, retryAt: $row.retryAt, deliveredAt: $row.deliveredAt
})
RETURN w.id AS id
