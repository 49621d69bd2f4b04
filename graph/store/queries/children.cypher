// For each account the uids of all that ever stood directly below it, in order, after a uid, and
// at most `limit` of them.
// in: rows, limit
// out: children
UNWIND $rows AS row
CALL (row) {
  MATCH (:Account {uid: row.uid})<-[:PARTNER_OF|CITY_PARTNER_OF|LINKED_TO]-(c:Account)
  WHERE c.uid > row.after
  WITH DISTINCT c.uid AS child ORDER BY child LIMIT $limit
  RETURN collect(child) AS below
}
RETURN collect([row.uid, below]) AS children
