-- The kinds of membership a cluster offers: data instead of free text.

CREATE FUNCTION runs_cluster() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN current_hat() IN ('cluster-manager', 'cluster-staff', 'system');
CREATE FUNCTION inside_cluster() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN current_hat() IN ('cluster-manager', 'cluster-staff', 'system', 'company-admin', 'company-member',
    'programme-officer', 'auditor');

CREATE TABLE tier (
  cluster_id uuid NOT NULL REFERENCES cluster (id),
  id uuid NOT NULL,
  -- Language to name.
  name jsonb NOT NULL CHECK (jsonb_typeof(name) = 'object' AND name <> '{}'),
  kind text NOT NULL CHECK (kind IN ('full', 'associate', 'research', 'partner')),
  has_vote boolean NOT NULL,
  -- False once no new member joins under it.
  is_offered boolean NOT NULL DEFAULT true,
  position smallint NOT NULL DEFAULT 0,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (cluster_id, id)
);
ALTER TABLE tier ENABLE ROW LEVEL SECURITY;
ALTER TABLE tier FORCE ROW LEVEL SECURITY;
CREATE POLICY tier_seen ON tier FOR SELECT USING (cluster_id = (SELECT current_cluster()) AND inside_cluster());
CREATE POLICY tier_made ON tier FOR INSERT WITH CHECK (cluster_id = (SELECT current_cluster()) AND runs_cluster());
CREATE POLICY tier_changed ON tier FOR UPDATE USING (cluster_id = (SELECT current_cluster()) AND runs_cluster());
GRANT SELECT, INSERT, UPDATE ON tier TO talgud_app;

-- What stood as free text becomes a tier of the same name. The owner, too, is held by forced row security.
ALTER TABLE membership ADD COLUMN tier_id uuid;
ALTER TABLE membership NO FORCE ROW LEVEL SECURITY;
ALTER TABLE tier NO FORCE ROW LEVEL SECURITY;
INSERT INTO tier (cluster_id, id, name, kind, has_vote)
  SELECT cluster_id, gen_random_uuid(),
    CASE WHEN tier = 'full' THEN '{"en": "Full member", "et": "Täisliige"}'
      ELSE jsonb_build_object('en', tier, 'et', tier) END, 'full', true
  FROM (SELECT DISTINCT cluster_id, tier FROM membership) old;
UPDATE membership m SET tier_id = t.id FROM tier t
  WHERE t.cluster_id = m.cluster_id AND t.name ->> 'en' = CASE WHEN m.tier = 'full' THEN 'Full member' ELSE m.tier END;
ALTER TABLE membership FORCE ROW LEVEL SECURITY;
ALTER TABLE tier FORCE ROW LEVEL SECURITY;
ALTER TABLE membership DROP COLUMN tier;
ALTER TABLE membership ADD FOREIGN KEY (cluster_id, tier_id) REFERENCES tier (cluster_id, id);
