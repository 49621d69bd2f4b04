// All versions of the assessments of quarters asked for.
// in: ids
// out: versions
UNWIND $ids AS id
MATCH (f:Assessment {id: id})
RETURN collect([
  f.id, f.version, f.recordedAt, f.recordedIn, f.supersededAt, f.supersededIn, f.recordedBy,
  f.source, f.account, f.quarter, f.newCustomers, f.minimum
]) AS versions
