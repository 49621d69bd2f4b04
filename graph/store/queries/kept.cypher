// What is worked out once and kept beside the accounts asked for: each account's folded name, and
// each of its payments' civil day.
// in: ids
// out: names, days
RETURN COLLECT {
    UNWIND $ids AS id
    MATCH (a:Account {uid: id})
    RETURN [a.uid, a.name, a.nameKey]
  } AS names,
  COLLECT {
    UNWIND $ids AS id
    MATCH (a:Account {uid: id})-[:PAID]->(p:Payment)
    RETURN [p.key, p.paidAt, p.day]
  } AS days
