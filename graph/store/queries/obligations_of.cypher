// All versions of the obligations that the accounts and parties asked for ever owed themselves,
// those of which another is the debtor too, each with what was settled and found on that version.
// in: uids, parties
// out: obligations
CALL () {
  UNWIND $uids AS uid
  MATCH (:Account {uid: uid})-[:OWES]->(o:Obligation)
  RETURN o.id AS id
  UNION
  UNWIND $parties AS party
  MATCH (:Party {id: party})-[:OWES]->(o:Obligation)
  RETURN o.id AS id
}
MATCH (o:Obligation {id: id})
WITH o,
  [(o)<-[:SETTLES]-(s:Settlement) | [
    s.id, s.version, s.recordedAt, s.recordedIn, s.supersededAt, s.supersededIn, s.recordedBy,
    s.source, s.obligation, s.by, s.on, s.fen
  ]] AS settlements,
  [(o)<-[:FINDS_ON]-(g:Finding) | [
    g.id, g.version, g.recordedAt, g.recordedIn, g.supersededAt, g.supersededIn, g.recordedBy,
    g.source, g.obligation, g.party, g.mismanaged, g.foundOn
  ]] AS findings
RETURN collect([[
  o.id, o.version, o.recordedAt, o.recordedIn, o.supersededAt, o.supersededIn, o.recordedBy,
  o.source, o.account, o.party, o.occurredFrom, o.occurredTo, o.fen, o.cause
], settlements, findings]) AS obligations
