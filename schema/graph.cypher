// Constraints and indexes of the graph. Every statement may be run again: what is there stays.

// Every id is unique within its type, and its type is the part before the colon.
CREATE CONSTRAINT role_id IF NOT EXISTS FOR (n:Role) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT skill_id IF NOT EXISTS FOR (n:Skill) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT certification_id IF NOT EXISTS FOR (n:Certification) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT role_family_id IF NOT EXISTS FOR (n:RoleFamily) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT level_id IF NOT EXISTS FOR (n:Level) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT industry_id IF NOT EXISTS FOR (n:Industry) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT employer_id IF NOT EXISTS FOR (n:Employer) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT name_id IF NOT EXISTS FOR (n:Name) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT source_id IF NOT EXISTS FOR (n:Source) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT salary_estimate_id IF NOT EXISTS FOR (n:SalaryEstimate) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT outlook_id IF NOT EXISTS FOR (n:Outlook) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT education_id IF NOT EXISTS FOR (n:Education) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT responsibility_id IF NOT EXISTS FOR (n:Responsibility) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT guidance_id IF NOT EXISTS FOR (n:Guidance) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT work_arrangement_id IF NOT EXISTS FOR (n:WorkArrangement) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT external_id_id IF NOT EXISTS FOR (n:ExternalId) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT activity_id IF NOT EXISTS FOR (n:Activity) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT release_id IF NOT EXISTS FOR (n:Release) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT graph_id IF NOT EXISTS FOR (n:Graph) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT edit_id IF NOT EXISTS FOR (n:Edit) REQUIRE n.id IS UNIQUE;

// One relationship is one claim. Its id is made of its ends, its source and its stage, so no source claims a thing twice.
CREATE CONSTRAINT attested_by_id IF NOT EXISTS FOR ()-[r:ATTESTED_BY]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT names_id IF NOT EXISTS FOR ()-[r:NAMES]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT at_level_id IF NOT EXISTS FOR ()-[r:AT_LEVEL]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT in_family_id IF NOT EXISTS FOR ()-[r:IN_FAMILY]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT broader_id IF NOT EXISTS FOR ()-[r:BROADER]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT requires_id IF NOT EXISTS FOR ()-[r:REQUIRES]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT validates_id IF NOT EXISTS FOR ()-[r:VALIDATES]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT recommended_for_id IF NOT EXISTS FOR ()-[r:RECOMMENDED_FOR]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT progresses_to_id IF NOT EXISTS FOR ()-[r:PROGRESSES_TO]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT adjacent_to_id IF NOT EXISTS FOR ()-[r:ADJACENT_TO]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT in_industry_id IF NOT EXISTS FOR ()-[r:IN_INDUSTRY]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT employed_by_id IF NOT EXISTS FOR ()-[r:EMPLOYED_BY]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT responsible_for_id IF NOT EXISTS FOR ()-[r:RESPONSIBLE_FOR]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT works_id IF NOT EXISTS FOR ()-[r:WORKS]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT educated_id IF NOT EXISTS FOR ()-[r:EDUCATED]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT pays_id IF NOT EXISTS FOR ()-[r:PAYS]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT has_outlook_id IF NOT EXISTS FOR ()-[r:HAS_OUTLOOK]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT guided_by_id IF NOT EXISTS FOR ()-[r:GUIDED_BY]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT mentions_id IF NOT EXISTS FOR ()-[r:MENTIONS]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT same_as_id IF NOT EXISTS FOR ()-[r:SAME_AS]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT related_to_id IF NOT EXISTS FOR ()-[r:RELATED_TO]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT involves_id IF NOT EXISTS FOR ()-[r:INVOLVES]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT identified_by_id IF NOT EXISTS FOR ()-[r:IDENTIFIED_BY]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT replaced_by_id IF NOT EXISTS FOR ()-[r:REPLACED_BY]-() REQUIRE r.id IS UNIQUE;

// Exact look-up by a name however it is spelled.
CREATE INDEX role_key IF NOT EXISTS FOR (n:Role) ON (n.key);
CREATE INDEX skill_key IF NOT EXISTS FOR (n:Skill) ON (n.key);
CREATE INDEX certification_key IF NOT EXISTS FOR (n:Certification) ON (n.key);
CREATE INDEX industry_key IF NOT EXISTS FOR (n:Industry) ON (n.key);
CREATE INDEX employer_key IF NOT EXISTS FOR (n:Employer) ON (n.key);
CREATE INDEX name_key IF NOT EXISTS FOR (n:Name) ON (n.key);

// The order of lists: of those of one status, by name.
CREATE INDEX role_status_name IF NOT EXISTS FOR (n:Role) ON (n.status, n.sortName);
CREATE INDEX skill_status_name IF NOT EXISTS FOR (n:Skill) ON (n.status, n.sortName);
CREATE INDEX certification_status_name IF NOT EXISTS FOR (n:Certification) ON (n.status, n.sortName);
CREATE INDEX change_place IF NOT EXISTS FOR (n:Change) ON (n.revision, n.subject);
CREATE INDEX edit_at IF NOT EXISTS FOR (n:Edit) ON (n.at);
CREATE INDEX level_scale IF NOT EXISTS FOR (n:Level) ON (n.scale);

// Search by words, prefixes and near misses; folds accents.
CREATE FULLTEXT INDEX names IF NOT EXISTS
FOR (n:Role|Skill|Certification|Industry|Employer|Name) ON EACH [n.title, n.name, n.text]
OPTIONS { indexConfig: { `fulltext.analyzer`: 'standard-folding' } };
