// Events are found by kind and by what they are about; those of a store of version 2 are named now.
// The hashes that their first form has stay as they are.

CREATE INDEX event_kind_block IF NOT EXISTS FOR (n:Event) ON (n.kindBlock);
CREATE INDEX mention_subject_block IF NOT EXISTS FOR (n:Mention) ON (n.subjectBlock);

MATCH (e:Event) WHERE e.kindBlock IS NULL
WITH e ORDER BY e.seq LIMIT 500
WITH e, e.kind AS kind, e.seq AS seq, e.subjects AS subjects,
  '#' + toString(e.seq / 2000) AS block
SET e.kindBlock = kind + block
FOREACH (subject IN subjects |
  CREATE (:Mention {subjectBlock: subject + block, seq: seq, kind: kind})
)
RETURN count(e) AS left
