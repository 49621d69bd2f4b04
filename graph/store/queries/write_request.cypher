// Open requests. `openId` is the id of one that is open. One row for each; the keys written come
// back.
// in: rows
// out: written
UNWIND $rows AS row
MATCH (o:Account {uid: row.account})
CREATE (o)-[:SUBJECT_OF]->(:Request {
  key: row.key, id: row.id, version: row.version, recordedAt: row.recordedAt,
  recordedIn: row.recordedIn, supersededAt: row.supersededAt, supersededIn: row.supersededIn,
  recordedBy: row.recordedBy, source: row.source, account: row.account, kind: row.kind,
  appliedOn: row.appliedOn, ground: row.ground, other: row.other, linkType: row.linkType,
  appliedBy: row.appliedBy, approvedOn: row.approvedOn, frameworkSignedOn: row.frameworkSignedOn,
  cityAgreementOn: row.cityAgreementOn, authorisedOn: row.authorisedOn,
  noDisputeConfirmedOn: row.noDisputeConfirmedOn, confirmedOn: row.confirmedOn,
  customersSettledOn: row.customersSettledOn, terminationAgreedOn: row.terminationAgreedOn,
  noticeReceivedOn: row.noticeReceivedOn, answeredOn: row.answeredOn,
  withdrawnOn: row.withdrawnOn, decidedOn: row.decidedOn, verdict: row.verdict,
  effectiveOn: row.effectiveOn, releaseCityPartners: row.releaseCityPartners,
  endLinks: row.endLinks, dueMarkedOn: row.dueMarkedOn, executedOn: row.executedOn,
  closedOn: row.closedOn, closeCause: row.closeCause, openId: row.openId
})
RETURN collect(row.key) AS written
