// The rules of liability edges and of what parties answer for. What a store of version 6 holds is
// worked out afterwards, by the first gateway that serves it.

CREATE CONSTRAINT exposure_party IF NOT EXISTS FOR (n:Exposure) REQUIRE n.party IS UNIQUE;
CREATE CONSTRAINT exposure_place_key IF NOT EXISTS FOR (n:ExposurePlace) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT liable_for_key IF NOT EXISTS FOR ()-[r:LIABLE_FOR]-() REQUIRE r.key IS UNIQUE;
CREATE INDEX exposure_place_place IF NOT EXISTS FOR (n:ExposurePlace) ON (n.place);
