// What was answered to keys, to which input, and the events that were told of it.
// in: keys
// out: key, digest, result, revision, at, seq, events
UNWIND $keys AS key
MATCH (k:IdempotencyKey {key: key})
RETURN k.key AS key, k.digest AS digest, k.result AS result, k.revision AS revision,
  k.recordedAt AS at, coalesce(k.seq, 0) AS seq, coalesce(k.events, 0) AS events
