// Close versions of tasks: known no longer from an instant on. The keys closed come back.
// in: rows
// out: written
UNWIND $rows AS row
MATCH (f:Task {key: row.key})
WHERE f.supersededIn IS NULL
SET f.supersededAt = row.supersededAt, f.supersededIn = row.supersededIn, f.openId = null
RETURN collect(row.key) AS written
