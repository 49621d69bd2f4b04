// Open notes: they hang on nothing, since they may be about any fact. The keys written come back.
// in: rows
// out: written
UNWIND $rows AS row
CREATE (:Note {
  key: row.key, id: row.id, version: row.version, recordedAt: row.recordedAt,
  recordedIn: row.recordedIn, supersededAt: row.supersededAt, supersededIn: row.supersededIn,
  recordedBy: row.recordedBy, source: row.source, subject: row.subject, text: row.text
})
RETURN collect(row.key) AS written
