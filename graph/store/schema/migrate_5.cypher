// The rules of postings and of their sums. What a store of version 5 holds is posted afterwards, by
// the first gateway that serves it.

CREATE CONSTRAINT posting_key IF NOT EXISTS FOR (n:Posting) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT posting_sum_key IF NOT EXISTS FOR (n:PostingSum) REQUIRE n.key IS UNIQUE;
CREATE INDEX posting_place IF NOT EXISTS FOR (n:Posting) ON (n.place);
CREATE INDEX posting_sum_place IF NOT EXISTS FOR (n:PostingSum) ON (n.place);
