// The numbers of the events about one id, after a number and up to another; of some kinds if any.
// in: blocks, kinds, after, last
// out: seqs
UNWIND $blocks AS block
MATCH (m:Mention {subjectBlock: block})
WHERE m.seq > $after AND m.seq <= $last AND (size($kinds) = 0 OR m.kind IN $kinds)
RETURN collect(DISTINCT m.seq) AS seqs
