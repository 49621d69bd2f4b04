// The ids of everything a whole store is read by: accounts, parties, obligations and notes.
// in:
// out: accounts, parties, obligations, notes
RETURN COLLECT { MATCH (a:Account) RETURN a.uid } AS accounts,
  COLLECT { MATCH (p:Party) RETURN p.id } AS parties,
  COLLECT { MATCH (o:Obligation) RETURN DISTINCT o.id } AS obligations,
  COLLECT { MATCH (n:Note) RETURN DISTINCT n.id } AS notes
