// All versions of the tasks asked for.
// in: ids
// out: versions
UNWIND $ids AS id
MATCH (f:Task {id: id})
RETURN collect([
  f.id, f.version, f.recordedAt, f.recordedIn, f.supersededAt, f.supersededIn, f.recordedBy,
  f.source, f.account, f.duty, f.since, f.clause, f.dueOn, f.accounts, f.about, f.doneOn
]) AS versions
