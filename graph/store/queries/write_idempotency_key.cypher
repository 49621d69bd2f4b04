// Keep what was answered to a key, with a digest of the input and the last of its events.
// in: key, digest, result, revision, at, seq, events
// out: key
CREATE (k:IdempotencyKey {
  key: $key, digest: $digest, result: $result, revision: $revision, recordedAt: $at,
  seq: $seq, events: $events
})
RETURN k.key AS key
