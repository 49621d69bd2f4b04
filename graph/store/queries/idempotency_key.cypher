// What was answered to a key, to which input, and the events that were told of it.
// in: key
// out: digest, result, revision, at, seq, events
MATCH (k:IdempotencyKey {key: $key})
RETURN k.digest AS digest, k.result AS result, k.revision AS revision, k.recordedAt AS at,
  coalesce(k.seq, 0) AS seq, coalesce(k.events, 0) AS events
