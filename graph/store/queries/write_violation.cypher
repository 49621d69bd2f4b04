// Open violations. One row for each; the keys written come back.
// in: rows
// out: written
UNWIND $rows AS row
MATCH (o:Party {id: row.party})
CREATE (o)-[:CHARGED_WITH]->(:Violation {
  key: row.key, id: row.id, version: row.version, recordedAt: row.recordedAt,
  recordedIn: row.recordedIn, supersededAt: row.supersededAt, supersededIn: row.supersededIn,
  recordedBy: row.recordedBy, source: row.source, party: row.party, rank: row.rank,
  clause: row.clause, actedOn: row.actedOn, reportedOn: row.reportedOn, noticedOn: row.noticedOn,
  repliedOn: row.repliedOn, outcome: row.outcome, decidedOn: row.decidedOn,
  countedOn: row.countedOn, obligation: row.obligation, words: row.words,
  reportedBy: row.reportedBy, evidence: row.evidence
})
RETURN collect(row.key) AS written
