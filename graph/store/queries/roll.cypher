// What the roll has of accounts after a uid and up to one, in order: what they are called, and
// below whom they ever stood.
// in: after, upto, limit
// out: accounts
MATCH (a:Account) WHERE a.uid > $after AND a.uid <= $upto
WITH a ORDER BY a.uid LIMIT $limit
RETURN collect([
  a.uid, a.nameKey, a.externalId,
  [(a)-[:PARTNER_OF|CITY_PARTNER_OF|LINKED_TO]->(p:Account) | p.uid]
]) AS accounts
