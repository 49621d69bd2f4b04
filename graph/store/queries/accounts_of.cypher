// The accounts that the parties asked for own or owned.
// in: ids
// out: owned
UNWIND $ids AS id
MATCH (:Party {id: id})-[:OWNS]->(a:Account)
RETURN collect([id, a.uid]) AS owned
