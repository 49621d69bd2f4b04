// Open tasks. `openId` is the id of one that is open. One row for each; the keys written come back.
// in: rows
// out: written
UNWIND $rows AS row
MATCH (o:Account {uid: row.account})
CREATE (o)-[:HAS_TASK]->(:Task {
  key: row.key, id: row.id, version: row.version, recordedAt: row.recordedAt,
  recordedIn: row.recordedIn, supersededAt: row.supersededAt, supersededIn: row.supersededIn,
  recordedBy: row.recordedBy, source: row.source, account: row.account, duty: row.duty,
  since: row.since, clause: row.clause, dueOn: row.dueOn, accounts: row.accounts,
  about: row.about, doneOn: row.doneOn, openId: row.openId
})
RETURN collect(row.key) AS written
