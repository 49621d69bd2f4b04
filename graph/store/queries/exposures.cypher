// What is kept of what each party asked for answers for, and the counts over all parties: see
// `exposing`.
// in: parties
// out: counts, exposures
MATCH (l:Ledger)
RETURN l.exposed AS counts, COLLECT {
    UNWIND $parties AS party
    MATCH (e:Exposure {party: party})
    RETURN [e.party, e.parts]
  } AS exposures
