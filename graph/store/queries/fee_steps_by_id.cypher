// All versions of the steps of fee settlement asked for.
// in: ids
// out: versions
UNWIND $ids AS id
MATCH (f:FeeStep {id: id})
RETURN collect([
  f.id, f.version, f.recordedAt, f.recordedIn, f.supersededAt, f.supersededIn, f.recordedBy,
  f.source, f.account, f.month, f.move, f.on, f.fen
]) AS versions
