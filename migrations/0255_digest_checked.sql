-- A digest looks only at notices that something happened to since it last looked.
ALTER TABLE search_digest ADD COLUMN checked_at timestamptz;
CREATE INDEX notice_touched ON notice (cluster_id, (greatest(imported_at, changed_at, matched_at)));
