// Open findings on the first version of their obligation. One row for each; the keys written come back.
// in: rows
// out: written
UNWIND $rows AS row
CALL (row) {
  MATCH (o:Obligation {id: row.obligation})
  RETURN o AS o ORDER BY o.version LIMIT 1
}
CREATE (o)<-[:FINDS_ON]-(:Finding {
  key: row.key, id: row.id, version: row.version, recordedAt: row.recordedAt,
  recordedIn: row.recordedIn, supersededAt: row.supersededAt, supersededIn: row.supersededIn,
  recordedBy: row.recordedBy, source: row.source, obligation: row.obligation, party: row.party,
  mismanaged: row.mismanaged, foundOn: row.foundOn
})
RETURN collect(row.key) AS written
