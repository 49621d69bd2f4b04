// Hold a lease until an instant.
// in: name, holder, until
// out: holder
MATCH (l:Lease {name: $name})
SET l.holder = $holder, l.until = $until
RETURN l.holder AS holder
