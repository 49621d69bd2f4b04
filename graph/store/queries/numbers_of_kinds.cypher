// The numbers of the events of some kinds, after a number and up to another.
// in: blocks, after, last
// out: seqs
UNWIND $blocks AS block
MATCH (e:Event {kindBlock: block})
WHERE e.seq > $after AND e.seq <= $last
RETURN collect(e.seq) AS seqs
