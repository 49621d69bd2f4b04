// Every webhook, in the order of the fields of `Webhook`.
// in:
// out: webhooks
MATCH (w:Webhook)
RETURN collect([
  w.id, w.url, w.kinds, w.secret, w.previous, w.previousUntil, w.createdAt, w.createdBy, w.seq,
  w.state, w.reason, w.failures, w.failingSince, w.retryAt, w.deliveredAt
]) AS webhooks
