// All versions of the obligations asked for, each with the settlements and findings that hang on
// that version.
// in: ids
// out: obligations
UNWIND $ids AS id
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
