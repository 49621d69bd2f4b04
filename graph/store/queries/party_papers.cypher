// Every paper about the parties asked for, in all versions: agreements, violations, movements of
// deposits and notices. Lists are in the order of the model's fields.
// in: ids
// out: parties
UNWIND $ids AS id
MATCH (n:Party {id: id})
WITH n,
  [(n)-[:PARTY_TO]->(f:Agreement) | [
    f.id, f.version, f.recordedAt, f.recordedIn, f.supersededAt, f.supersededIn, f.recordedBy,
    f.source, f.party, f.kind, f.edition, f.signedOn, f.sealedOn, f.agreedFrom, f.termEnd,
    f.renewalAgreedOn, f.endedOn, f.endCause, f.replaces, f.fen
  ]] AS agreements,
  [(n)-[:CHARGED_WITH]->(f:Violation) | [
    f.id, f.version, f.recordedAt, f.recordedIn, f.supersededAt, f.supersededIn, f.recordedBy,
    f.source, f.party, f.rank, f.clause, f.actedOn, f.reportedOn, f.noticedOn, f.repliedOn,
    f.outcome, f.decidedOn, f.countedOn, f.obligation, f.words, f.reportedBy, f.evidence
  ]] AS violations,
  [(n)-[:HAS_DEPOSIT_ENTRY]->(f:DepositEntry) | [
    f.id, f.version, f.recordedAt, f.recordedIn, f.supersededAt, f.supersededIn, f.recordedBy,
    f.source, f.party, f.move, f.fen, f.on, f.noticedOn, f.about, f.agreement
  ]] AS depositEntries,
  [(n)-[:RECEIVED]->(f:Notice) | [
    f.id, f.version, f.recordedAt, f.recordedIn, f.supersededAt, f.supersededIn, f.recordedBy,
    f.source, f.party, f.kind, f.receivedOn, f.sentOn, f.statedOn, f.about, f.fen, f.sender
  ]] AS notices
RETURN collect([n.id, agreements, violations, depositEntries, notices]) AS parties
