// All versions of the notices asked for.
// in: ids
// out: versions
UNWIND $ids AS id
MATCH (f:Notice {id: id})
RETURN collect([
  f.id, f.version, f.recordedAt, f.recordedIn, f.supersededAt, f.supersededIn, f.recordedBy,
  f.source, f.party, f.kind, f.receivedOn, f.sentOn, f.statedOn, f.about, f.fen, f.sender
]) AS versions
