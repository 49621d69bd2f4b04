// A uid up to which there are at least `limit` after another, or all that there are.
// in: after, limit
// out: upto
MATCH (a:Account) WHERE a.uid > $after
// any order: it is such a uid whichever ones are picked. The embedded engine reads them in the
// order of its index while nobody asks for an order, and sorts all of them when one does.
WITH a.uid AS uid LIMIT $limit
RETURN max(uid) AS upto
