// All versions of the movements of deposits asked for.
// in: ids
// out: versions
UNWIND $ids AS id
MATCH (f:DepositEntry {id: id})
RETURN collect([
  f.id, f.version, f.recordedAt, f.recordedIn, f.supersededAt, f.supersededIn, f.recordedBy,
  f.source, f.party, f.move, f.fen, f.on, f.noticedOn, f.about, f.agreement
]) AS versions
