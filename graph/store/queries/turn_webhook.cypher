// Pause a webhook or let it go on, from a number if one is given; how many were found.
// in: id, state, seq
// out: found
MATCH (w:Webhook {id: $id})
WITH w, coalesce($seq, w.seq) AS seq
SET w.state = $state, w.seq = seq, w.reason = '', w.failures = 0, w.failingSince = null,
  w.retryAt = null
RETURN count(w) AS found
