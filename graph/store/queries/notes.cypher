// All versions of the notes about the subjects asked for: accounts, parties or facts.
// in: subjects
// out: versions
UNWIND $subjects AS subject
MATCH (f:Note {subject: subject})
RETURN collect([
  f.id, f.version, f.recordedAt, f.recordedIn, f.supersededAt, f.supersededIn, f.recordedBy,
  f.source, f.subject, f.text
]) AS versions
