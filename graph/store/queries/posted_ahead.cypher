// How many groups have postings of a later revision than one, by their sums: there are far fewer.
// in: revision
// out: ahead
MATCH (s:PostingSum)
WHERE s.lastIn > $revision
RETURN count(s) AS ahead
