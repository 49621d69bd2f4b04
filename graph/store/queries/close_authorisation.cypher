// Close versions of authorisations: known no longer from an instant on. The keys closed come back.
// in: rows
// out: written
UNWIND $rows AS row
MATCH (:Account {uid: row.account})-[r:AUTHORISES {key: row.key}]->(:Account)
WHERE r.supersededIn IS NULL
SET r.supersededAt = row.supersededAt, r.supersededIn = row.supersededIn
RETURN collect(row.key) AS written
