// Close liability edges: they stand no longer from a revision on. One row for each; how many.
// in: rows, revision
// out: written
UNWIND $rows AS row
MATCH (:Obligation {id: row.obligation})<-[l:LIABLE_FOR]-(:Party)
WHERE l.key = row.key AND l.supersededIn IS NULL
SET l.supersededIn = $revision
RETURN count(row) AS written
