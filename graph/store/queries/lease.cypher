// Who holds a lease, and until when; null if nobody ever did.
// in: name
// out: holder, until
MATCH (l:Lease {name: $name})
RETURN l.holder AS holder, l.until AS until
