// Open conditions of accounts. One row for each; the keys written come back.
// in: rows
// out: written
UNWIND $rows AS row
MATCH (a:Account {uid: row.account})
CREATE (a)-[:HAS_CONDITION]->(:AccountCondition {
  key: row.key, id: row.id, version: row.version, recordedAt: row.recordedAt,
  recordedIn: row.recordedIn, supersededAt: row.supersededAt, supersededIn: row.supersededIn,
  recordedBy: row.recordedBy, source: row.source, validFrom: row.validFrom,
  validTo: row.validTo, account: row.account, condition: row.condition
})
RETURN collect(row.key) AS written
