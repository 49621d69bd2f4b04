// What is worked out once and kept beside the accounts asked for: each account's folded name, the
// key, the account and the civil day of each payment that hangs on it, and the id by which each of
// its requests and tasks is open.
// in: ids
// out: names, payments, requests, tasks
RETURN COLLECT {
    UNWIND $ids AS id
    MATCH (a:Account {uid: id})
    RETURN [a.uid, a.name, a.nameKey]
  } AS names,
  COLLECT {
    UNWIND $ids AS id
    MATCH (a:Account {uid: id})-[:PAID]->(p:Payment)
    RETURN [p.key, p.id, p.version, a.uid, p.account, p.paidAt, p.day]
  } AS payments,
  COLLECT {
    UNWIND $ids AS id
    MATCH (a:Account {uid: id})-[:SUBJECT_OF]->(r:Request)
    RETURN [r.key, r.openId]
  } AS requests,
  COLLECT {
    UNWIND $ids AS id
    MATCH (a:Account {uid: id})-[:HAS_TASK]->(t:Task)
    RETURN [t.key, t.openId]
  } AS tasks
