// All versions of the settlements asked for.
// in: ids
// out: settlements
UNWIND $ids AS id
MATCH (f:Settlement {id: id})
RETURN collect([
  f.id, f.version, f.recordedAt, f.recordedIn, f.supersededAt, f.supersededIn, f.recordedBy,
  f.source, f.obligation, f.by, f.on, f.fen
]) AS settlements
