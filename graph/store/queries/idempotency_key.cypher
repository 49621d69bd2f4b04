// What was answered to a key, and to which input.
// in: key
// out: digest, result, revision
MATCH (k:IdempotencyKey {key: $key})
RETURN k.digest AS digest, k.result AS result, k.revision AS revision
