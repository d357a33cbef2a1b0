-- Hands out the versions of a company's answers to a notice, and outlives them: a version that was seen before the
-- answer was withdrawn never fits one given afterwards. Its row also makes writers of the same answer take turns.
CREATE TABLE notice_answer_turn (
  cluster_id uuid NOT NULL,
  notice_id uuid NOT NULL,
  company_id uuid NOT NULL,
  turn integer NOT NULL,
  PRIMARY KEY (cluster_id, notice_id, company_id),
  FOREIGN KEY (cluster_id, notice_id) REFERENCES notice (cluster_id, id),
  FOREIGN KEY (cluster_id, company_id) REFERENCES company (cluster_id, id)
);

-- The owner of the tables is no member of any cluster, and sees the answers only while they are not FORCEd.
ALTER TABLE notice_answer NO FORCE ROW LEVEL SECURITY;
INSERT INTO notice_answer_turn (cluster_id, notice_id, company_id, turn)
  SELECT cluster_id, notice_id, company_id, version FROM notice_answer;
ALTER TABLE notice_answer FORCE ROW LEVEL SECURITY;

ALTER TABLE notice_answer_turn ENABLE ROW LEVEL SECURITY;
ALTER TABLE notice_answer_turn FORCE ROW LEVEL SECURITY;
CREATE POLICY notice_answer_turn_taken ON notice_answer_turn
  USING (cluster_id = (SELECT current_cluster())
    AND ((SELECT acts_as_staff()) OR company_id = (SELECT worn_company())));
GRANT SELECT, INSERT, UPDATE ON notice_answer_turn TO talgud_app;
