// The ids of all debts, in whatever version.
// in:
// out: ids
MATCH (o:Obligation)
RETURN collect(DISTINCT o.id) AS ids
