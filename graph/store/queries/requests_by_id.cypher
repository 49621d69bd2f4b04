// All versions of the requests asked for.
// in: ids
// out: versions
UNWIND $ids AS id
MATCH (f:Request {id: id})
RETURN collect([
  f.id, f.version, f.recordedAt, f.recordedIn, f.supersededAt, f.supersededIn, f.recordedBy,
  f.source, f.account, f.kind, f.appliedOn, f.ground, f.other, f.linkType, f.appliedBy,
  f.approvedOn, f.frameworkSignedOn, f.cityAgreementOn, f.authorisedOn, f.noDisputeConfirmedOn,
  f.confirmedOn, f.customersSettledOn, f.terminationAgreedOn, f.noticeReceivedOn, f.answeredOn,
  f.withdrawnOn, f.decidedOn, f.verdict, f.effectiveOn, f.releaseCityPartners, f.endLinks,
  f.dueMarkedOn, f.executedOn, f.closedOn, f.closeCause
]) AS versions
