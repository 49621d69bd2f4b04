// The ids of everything a whole store is read by: accounts, parties and obligations.
// in:
// out: accounts, parties, obligations
RETURN COLLECT { MATCH (a:Account) RETURN a.uid } AS accounts,
  COLLECT { MATCH (p:Party) RETURN p.id } AS parties,
  COLLECT { MATCH (o:Obligation) RETURN DISTINCT o.id } AS obligations
