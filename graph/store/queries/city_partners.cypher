// The whole history of every city partner that ever stood below the accounts asked for, and of all
// that ever stood above these. Lists are in the order of the model's fields.
// in: ids
// out: accounts
UNWIND $ids AS uid
MATCH (:Account {uid: uid})<-[:CITY_PARTNER_OF]-(b:Account)
WITH DISTINCT b
MATCH (b)-[:LINKED_TO*0..1]->(:Account)-[:CITY_PARTNER_OF*0..1]->(n:Account)
WITH DISTINCT n
WITH n,
  [(n)-[r:PARTNER_OF]->(:Account) | [
    r.id, r.version, r.recordedAt, r.recordedIn, r.supersededAt, r.supersededIn, r.recordedBy,
    r.source, r.validFrom, r.validTo, n.uid, r.endCause
  ]] AS standings,
  [(n)-[r:CITY_PARTNER_OF]->(t:Account) | [
    r.id, r.version, r.recordedAt, r.recordedIn, r.supersededAt, r.supersededIn, r.recordedBy,
    r.source, r.validFrom, r.validTo, n.uid, t.uid
  ]] AS tierLinks,
  [(n)-[r:LINKED_TO]->(p:Account) | [
    r.id, r.version, r.recordedAt, r.recordedIn, r.supersededAt, r.supersededIn, r.recordedBy,
    r.source, r.validFrom, r.validTo, n.uid, p.uid, r.type
  ]] AS links,
  [(n)-[:HAS_CONDITION]->(c:AccountCondition) | [
    c.id, c.version, c.recordedAt, c.recordedIn, c.supersededAt, c.supersededIn, c.recordedBy,
    c.source, c.validFrom, c.validTo, c.account, c.condition
  ]] AS conditions
RETURN collect([[
  n.uid, n.version, n.recordedAt, n.recordedIn, n.supersededAt, n.supersededIn, n.recordedBy,
  n.source, n.owner, n.name, n.externalId
], standings, tierLinks, links, conditions]) AS accounts
