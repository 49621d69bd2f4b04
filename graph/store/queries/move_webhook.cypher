// Note how far an active webhook was told, if it is still where it was read; how many were found.
// in: row
// out: found
MATCH (w:Webhook {id: $row.id, seq: $row.before, state: 'ACTIVE'})
SET w.seq = $row.seq, w.state = $row.state, w.reason = $row.reason, w.failures = $row.failures,
  w.failingSince = $row.failingSince, w.retryAt = $row.retryAt, w.deliveredAt = $row.deliveredAt
RETURN count(w) AS found
