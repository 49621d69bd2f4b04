// Every paper about the accounts asked for, in all versions: authorisations they gave, requests,
// tasks, assessments and steps of fee settlement. Lists are in the order of the model's fields.
// in: ids
// out: accounts
UNWIND $ids AS uid
MATCH (n:Account {uid: uid})
WITH n,
  [(n)-[r:AUTHORISES]->(b:Account) | [
    r.id, r.version, r.recordedAt, r.recordedIn, r.supersededAt, r.supersededIn, r.recordedBy,
    r.source, r.validFrom, r.validTo, n.uid, b.uid, r.act
  ]] AS authorisations,
  [(n)-[:SUBJECT_OF]->(f:Request) | [
    f.id, f.version, f.recordedAt, f.recordedIn, f.supersededAt, f.supersededIn, f.recordedBy,
    f.source, f.account, f.kind, f.appliedOn, f.ground, f.other, f.linkType, f.appliedBy,
    f.approvedOn, f.frameworkSignedOn, f.cityAgreementOn, f.authorisedOn, f.noDisputeConfirmedOn,
    f.confirmedOn, f.customersSettledOn, f.terminationAgreedOn, f.noticeReceivedOn, f.answeredOn,
    f.withdrawnOn, f.decidedOn, f.verdict, f.effectiveOn, f.releaseCityPartners, f.endLinks,
    f.dueMarkedOn, f.executedOn, f.closedOn, f.closeCause
  ]] AS requests,
  [(n)-[:HAS_TASK]->(f:Task) | [
    f.id, f.version, f.recordedAt, f.recordedIn, f.supersededAt, f.supersededIn, f.recordedBy,
    f.source, f.account, f.duty, f.since, f.clause, f.dueOn, f.accounts, f.about, f.doneOn
  ]] AS tasks,
  [(n)-[:ASSESSED_BY]->(f:Assessment) | [
    f.id, f.version, f.recordedAt, f.recordedIn, f.supersededAt, f.supersededIn, f.recordedBy,
    f.source, f.account, f.quarter, f.newCustomers, f.minimum
  ]] AS assessments,
  [(n)-[:HAS_FEE_STEP]->(f:FeeStep) | [
    f.id, f.version, f.recordedAt, f.recordedIn, f.supersededAt, f.supersededIn, f.recordedBy,
    f.source, f.account, f.month, f.move, f.on, f.fen
  ]] AS feeSteps
RETURN collect([n.uid, authorisations, requests, tasks, assessments, feeSteps]) AS accounts
