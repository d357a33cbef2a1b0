-- The code lists belong to the whole installation: what one cluster loads, every cluster reads. So only the staff of a
-- cluster that the operator named their keeper may load them from a page; an installation of one cluster names itself.
CREATE TABLE code_list_keeper (
  cluster_id uuid PRIMARY KEY REFERENCES cluster (id)
);
ALTER TABLE code_list_keeper ENABLE ROW LEVEL SECURITY;
ALTER TABLE code_list_keeper FORCE ROW LEVEL SECURITY;
CREATE POLICY code_list_keeper_seen ON code_list_keeper FOR SELECT USING (cluster_id = (SELECT current_cluster()) OR at_gate());
CREATE POLICY code_list_keeper_named ON code_list_keeper USING (at_gate());
-- The app only reads it; the operator's side writes, as the owner.
GRANT SELECT ON code_list_keeper TO talgud_app;

SELECT set_config('talgud.gate', 'on', true);
INSERT INTO code_list_keeper SELECT id FROM cluster WHERE (SELECT count(*) FROM cluster) = 1;
SELECT set_config('talgud.gate', '', true);

-- Not forced: the owner, who is the operator's side, writes freely. Reading is open: the lists are public everywhere.
ALTER TABLE code ENABLE ROW LEVEL SECURITY;
CREATE POLICY code_read ON code FOR SELECT USING (true);
CREATE POLICY code_added ON code FOR INSERT WITH CHECK (
  (SELECT "current_hat"() IN ('cluster-manager', 'cluster-staff'))
  AND (SELECT EXISTS (SELECT FROM code_list_keeper WHERE cluster_id = current_cluster())));
CREATE POLICY code_renewed ON code FOR UPDATE USING (
  (SELECT "current_hat"() IN ('cluster-manager', 'cluster-staff'))
  AND (SELECT EXISTS (SELECT FROM code_list_keeper WHERE cluster_id = current_cluster())));
GRANT INSERT, UPDATE ON code TO talgud_app;
