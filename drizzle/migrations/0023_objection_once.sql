-- A form sent twice is one objection.
ALTER TABLE objection ADD COLUMN idempotency_key uuid UNIQUE;
