// Close versions of notices: known no longer from an instant on. The keys closed come back.
// in: rows
// out: written
UNWIND $rows AS row
MATCH (f:Notice {key: row.key})
WHERE f.supersededIn IS NULL
SET f.supersededAt = row.supersededAt, f.supersededIn = row.supersededIn
RETURN collect(row.key) AS written
