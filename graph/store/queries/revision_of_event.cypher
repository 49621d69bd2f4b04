// The revision of an event, by its number.
// in: seq
// out: revision
MATCH (e:Event {seq: $seq})
RETURN e.revision AS revision
