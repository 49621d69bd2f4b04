// Open assessments of quarters. One row for each; the keys written come back.
// in: rows
// out: written
UNWIND $rows AS row
MATCH (o:Account {uid: row.account})
CREATE (o)-[:ASSESSED_BY]->(:Assessment {
  key: row.key, id: row.id, version: row.version, recordedAt: row.recordedAt,
  recordedIn: row.recordedIn, supersededAt: row.supersededAt, supersededIn: row.supersededIn,
  recordedBy: row.recordedBy, source: row.source, account: row.account, quarter: row.quarter,
  newCustomers: row.newCustomers, minimum: row.minimum
})
RETURN collect(row.key) AS written
