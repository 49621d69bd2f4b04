// The rules of papers: agreements, authorisations, violations, deposits, notices, requests, tasks,
// assessments, fee steps and notes. A store of version 1 has none of these facts.

CREATE CONSTRAINT agreement_key IF NOT EXISTS FOR (n:Agreement) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT violation_key IF NOT EXISTS FOR (n:Violation) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT deposit_entry_key IF NOT EXISTS FOR (n:DepositEntry) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT notice_key IF NOT EXISTS FOR (n:Notice) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT request_key IF NOT EXISTS FOR (n:Request) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT task_key IF NOT EXISTS FOR (n:Task) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT assessment_key IF NOT EXISTS FOR (n:Assessment) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT fee_step_key IF NOT EXISTS FOR (n:FeeStep) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT note_key IF NOT EXISTS FOR (n:Note) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT authorises_key IF NOT EXISTS FOR ()-[r:AUTHORISES]-() REQUIRE r.key IS UNIQUE;

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
