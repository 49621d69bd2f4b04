// All versions of all authorisations that the accounts asked for gave.
// in: ids
// out: versions
UNWIND $ids AS uid
MATCH (a:Account {uid: uid})-[r:AUTHORISES]->(b:Account)
RETURN collect([
  r.id, r.version, r.recordedAt, r.recordedIn, r.supersededAt, r.supersededIn, r.recordedBy,
  r.source, r.validFrom, r.validTo, a.uid, b.uid, r.act
]) AS versions
