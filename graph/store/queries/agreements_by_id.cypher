// All versions of the agreements asked for.
// in: ids
// out: versions
UNWIND $ids AS id
MATCH (f:Agreement {id: id})
RETURN collect([
  f.id, f.version, f.recordedAt, f.recordedIn, f.supersededAt, f.supersededIn, f.recordedBy,
  f.source, f.party, f.kind, f.edition, f.signedOn, f.sealedOn, f.agreedFrom, f.termEnd,
  f.renewalAgreedOn, f.endedOn, f.endCause, f.replaces, f.fen
]) AS versions
