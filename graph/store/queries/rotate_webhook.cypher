// Give a webhook a new secret, and keep the one before until an instant; how many were found.
// in: id, secret, until
// out: found
MATCH (w:Webhook {id: $id})
WITH w, w.secret AS previous
SET w.previous = previous, w.previousUntil = $until, w.secret = $secret
RETURN count(w) AS found
