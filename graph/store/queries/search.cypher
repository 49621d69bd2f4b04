// Uids of accounts in order, after a uid: those whose uid begins with a text, whose external id
// is that text, or whose name holds it; all accounts for an empty text.
// in: text, folded, after, limit
// out: uids
MATCH (a:Account)
WHERE a.uid > $after
  AND (a.uid STARTS WITH $text OR a.externalId = $text OR a.nameKey CONTAINS $folded)
WITH a.uid AS uid ORDER BY uid LIMIT $limit
RETURN collect(uid) AS uids
