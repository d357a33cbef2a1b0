-- What is put on a notice is seen by those only who see the notice: requests may be for chosen companies, or for staff.
DROP POLICY notice_tag_seen ON notice_tag;
CREATE POLICY notice_tag_seen ON notice_tag FOR SELECT
  USING (cluster_id = (SELECT current_cluster())
    AND ((company_id IS NULL AND (SELECT sees_notices())) OR company_id = (SELECT worn_company()))
    AND EXISTS (SELECT FROM notice n WHERE n.cluster_id = notice_tag.cluster_id AND n.id = notice_tag.notice_id));
