// All versions of the violations asked for.
// in: ids
// out: versions
UNWIND $ids AS id
MATCH (f:Violation {id: id})
RETURN collect([
  f.id, f.version, f.recordedAt, f.recordedIn, f.supersededAt, f.supersededIn, f.recordedBy,
  f.source, f.party, f.rank, f.clause, f.actedOn, f.reportedOn, f.noticedOn, f.repliedOn,
  f.outcome, f.decidedOn, f.countedOn, f.obligation, f.words, f.reportedBy, f.evidence
]) AS versions
