// Keep what was answered to a key, with a digest of the input.
// in: key, digest, result, revision, at
// out: key
CREATE (k:IdempotencyKey {
  key: $key, digest: $digest, result: $result, revision: $revision, recordedAt: $at
})
RETURN k.key AS key
