// All versions of the findings asked for.
// in: ids
// out: findings
UNWIND $ids AS id
MATCH (f:Finding {id: id})
RETURN collect([
  f.id, f.version, f.recordedAt, f.recordedIn, f.supersededAt, f.supersededIn, f.recordedBy,
  f.source, f.obligation, f.party, f.mismanaged, f.foundOn
]) AS findings
