// What the roll has of the accounts asked for.
// in: ids
// out: accounts
UNWIND $ids AS uid
MATCH (a:Account {uid: uid})
RETURN collect([
  a.uid, a.nameKey, a.externalId,
  [(a)-[:PARTNER_OF|CITY_PARTNER_OF|LINKED_TO]->(p:Account) | p.uid]
]) AS accounts
