// Which of the accounts asked for there are.
// in: ids
// out: uids
UNWIND $ids AS uid
MATCH (a:Account {uid: uid})
RETURN collect(a.uid) AS uids
