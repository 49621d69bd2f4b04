// All that is kept of what parties answer for, and all their places.
// in:
// out: exposures, places
RETURN COLLECT { MATCH (e:Exposure) RETURN [e.party, e.parts] } AS exposures,
  COLLECT { MATCH (r:ExposurePlace) RETURN [r.key, r.place, r.amount] } AS places
