// All versions of the notes asked for.
// in: ids
// out: versions
UNWIND $ids AS id
MATCH (f:Note {id: id})
RETURN collect([
  f.id, f.version, f.recordedAt, f.recordedIn, f.supersededAt, f.supersededIn, f.recordedBy,
  f.source, f.subject, f.text
]) AS versions
