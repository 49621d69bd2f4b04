// The parties asked for.
// in: ids
// out: parties
UNWIND $ids AS id
MATCH (f:Party {id: id})
RETURN collect([
  f.id, f.version, f.recordedAt, f.recordedIn, f.supersededAt, f.supersededIn, f.recordedBy,
  f.source, f.name, f.kind
]) AS parties
