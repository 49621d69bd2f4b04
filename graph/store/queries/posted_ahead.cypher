// How many postings are of a later revision than one.
// in: revision
// out: ahead
MATCH (p:Posting)
WHERE p.recordedIn > $revision
RETURN count(p) AS ahead
