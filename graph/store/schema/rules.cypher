// The rules of the graph, one statement each, the same for both engines. Run one by one on every
// first start. Their names are fixed and never used again for another rule: IF NOT EXISTS looks at
// the name alone. A property with a unique rule gets no index of its own.

// One thing, one key.
CREATE CONSTRAINT account_uid IF NOT EXISTS FOR (n:Account) REQUIRE n.uid IS UNIQUE;
CREATE CONSTRAINT party_id IF NOT EXISTS FOR (n:Party) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT account_condition_key IF NOT EXISTS FOR (n:AccountCondition) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT payment_key IF NOT EXISTS FOR (n:Payment) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT obligation_key IF NOT EXISTS FOR (n:Obligation) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT settlement_key IF NOT EXISTS FOR (n:Settlement) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT finding_key IF NOT EXISTS FOR (n:Finding) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT agreement_key IF NOT EXISTS FOR (n:Agreement) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT violation_key IF NOT EXISTS FOR (n:Violation) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT deposit_entry_key IF NOT EXISTS FOR (n:DepositEntry) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT notice_key IF NOT EXISTS FOR (n:Notice) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT request_key IF NOT EXISTS FOR (n:Request) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT task_key IF NOT EXISTS FOR (n:Task) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT assessment_key IF NOT EXISTS FOR (n:Assessment) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT fee_step_key IF NOT EXISTS FOR (n:FeeStep) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT note_key IF NOT EXISTS FOR (n:Note) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT event_seq IF NOT EXISTS FOR (n:Event) REQUIRE n.seq IS UNIQUE;
CREATE CONSTRAINT idempotency_key IF NOT EXISTS FOR (n:IdempotencyKey) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT posting_key IF NOT EXISTS FOR (n:Posting) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT posting_sum_key IF NOT EXISTS FOR (n:PostingSum) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT exposure_party IF NOT EXISTS FOR (n:Exposure) REQUIRE n.party IS UNIQUE;
CREATE CONSTRAINT exposure_place_key IF NOT EXISTS FOR (n:ExposurePlace) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT webhook_id IF NOT EXISTS FOR (n:Webhook) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT lease_name IF NOT EXISTS FOR (n:Lease) REQUIRE n.name IS UNIQUE;
CREATE CONSTRAINT api_key_id IF NOT EXISTS FOR (n:ApiKey) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT ledger_id IF NOT EXISTS FOR (n:Ledger) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT partner_of_key IF NOT EXISTS FOR ()-[r:PARTNER_OF]-() REQUIRE r.key IS UNIQUE;
CREATE CONSTRAINT city_partner_of_key IF NOT EXISTS FOR ()-[r:CITY_PARTNER_OF]-() REQUIRE r.key IS UNIQUE;
CREATE CONSTRAINT linked_to_key IF NOT EXISTS FOR ()-[r:LINKED_TO]-() REQUIRE r.key IS UNIQUE;
CREATE CONSTRAINT authorises_key IF NOT EXISTS FOR ()-[r:AUTHORISES]-() REQUIRE r.key IS UNIQUE;
CREATE CONSTRAINT liable_for_key IF NOT EXISTS FOR ()-[r:LIABLE_FOR]-() REQUIRE r.key IS UNIQUE;

// Ways in. All else is reached over edges; every index more slows the import of payments.
CREATE INDEX account_external_id IF NOT EXISTS FOR (n:Account) ON (n.externalId);
CREATE INDEX payment_id IF NOT EXISTS FOR (n:Payment) ON (n.id);
CREATE INDEX obligation_id IF NOT EXISTS FOR (n:Obligation) ON (n.id);
CREATE INDEX settlement_id IF NOT EXISTS FOR (n:Settlement) ON (n.id);
CREATE INDEX finding_id IF NOT EXISTS FOR (n:Finding) ON (n.id);
CREATE INDEX agreement_id IF NOT EXISTS FOR (n:Agreement) ON (n.id);
CREATE INDEX violation_id IF NOT EXISTS FOR (n:Violation) ON (n.id);
CREATE INDEX deposit_entry_id IF NOT EXISTS FOR (n:DepositEntry) ON (n.id);
CREATE INDEX notice_id IF NOT EXISTS FOR (n:Notice) ON (n.id);
CREATE INDEX request_id IF NOT EXISTS FOR (n:Request) ON (n.id);
CREATE INDEX request_open_id IF NOT EXISTS FOR (n:Request) ON (n.openId);
CREATE INDEX task_id IF NOT EXISTS FOR (n:Task) ON (n.id);
CREATE INDEX task_open_id IF NOT EXISTS FOR (n:Task) ON (n.openId);
CREATE INDEX assessment_id IF NOT EXISTS FOR (n:Assessment) ON (n.id);
CREATE INDEX fee_step_id IF NOT EXISTS FOR (n:FeeStep) ON (n.id);
CREATE INDEX note_id IF NOT EXISTS FOR (n:Note) ON (n.id);
CREATE INDEX note_subject IF NOT EXISTS FOR (n:Note) ON (n.subject);
CREATE INDEX posting_place IF NOT EXISTS FOR (n:Posting) ON (n.place);
CREATE INDEX posting_sum_place IF NOT EXISTS FOR (n:PostingSum) ON (n.place);
CREATE INDEX exposure_place_place IF NOT EXISTS FOR (n:ExposurePlace) ON (n.place);

// Ways into the feed: the events of a kind and about an id, some thousand numbers in a block.
CREATE INDEX event_kind_block IF NOT EXISTS FOR (n:Event) ON (n.kindBlock);
CREATE INDEX mention_subject_block IF NOT EXISTS FOR (n:Mention) ON (n.subjectBlock);
