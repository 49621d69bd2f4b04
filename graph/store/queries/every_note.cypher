// The ids of all notes, in whatever version.
// in:
// out: ids
MATCH (n:Note)
RETURN collect(DISTINCT n.id) AS ids
