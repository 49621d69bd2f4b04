// Open standings with Aliyun. One row for each; the keys written come back.
// in: rows
// out: written
UNWIND $rows AS row
MATCH (a:Account {uid: row.account})
MATCH (b:Account {uid: 'aliyun'})
CREATE (a)-[:PARTNER_OF {
  key: row.key, id: row.id, version: row.version, recordedAt: row.recordedAt,
  recordedIn: row.recordedIn, supersededAt: row.supersededAt, supersededIn: row.supersededIn,
  recordedBy: row.recordedBy, source: row.source, validFrom: row.validFrom,
  validTo: row.validTo, endCause: row.endCause
}]->(b)
RETURN collect(row.key) AS written
