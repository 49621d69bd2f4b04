// A uid up to which there are at least `limit` after another, or all that there are.
// any order: it is such a uid whichever ones were picked; the embedded engine reads them in the
// order of its index while nobody asks for an order, and sorts all of them when one does.
// in: after, limit
// out: upto
MATCH (a:Account) WHERE a.uid > $after
WITH a.uid AS uid LIMIT $limit
RETURN max(uid) AS upto
