// Remove a webhook and its secrets; how many were found.
// in: id
// out: found
MATCH (w:Webhook {id: $id})
WITH collect(w) AS found
FOREACH (w IN found | DETACH DELETE w)
RETURN size(found) AS found
