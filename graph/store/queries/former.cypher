// The versions of accounts and parties that corrected ones took the place of.
// in:
// out: accounts, parties
RETURN COLLECT { MATCH (a:FormerAccount) RETURN [
    a.id, a.version, a.recordedAt, a.recordedIn, a.supersededAt, a.supersededIn, a.recordedBy,
    a.source, a.owner, a.name, a.externalId
  ] } AS accounts,
  COLLECT { MATCH (p:FormerParty) RETURN [
    p.id, p.version, p.recordedAt, p.recordedIn, p.supersededAt, p.supersededIn, p.recordedBy,
    p.source, p.name, p.kind
  ] } AS parties
