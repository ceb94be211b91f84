-- The first look at an upload, before a byte of it is received: how the self-check stands, which topics the person has, and
-- one point of what they may send in an hour. One statement, without a transaction around it.
CREATE FUNCTION app.upload_welcome(p_asked text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET app.kind = 'system' AS $$
DECLARE
  asked jsonb := p_asked::jsonb;
  taken record;
BEGIN
  -- A count of tries that a crash takes back is no loss worth waiting for the disk.
  PERFORM set_config('synchronous_commit', 'off', true);
  SELECT * INTO taken FROM app.take_points(asked->>'limitKey', 1, (asked->>'seconds')::int);
  RETURN jsonb_build_object('points', taken.points, 'wait', taken.wait, 'selfCheck', (
    SELECT jsonb_build_object('status', s.status, 'versions', s.questionnaires, 'topics', (
      SELECT coalesce(jsonb_agg(p.topic), '[]') FROM self_check_part p
      WHERE p.self_check_id = s.id AND p.account_id = (asked->>'accountId')::uuid))
    FROM self_check s
    WHERE s.id = (asked->>'selfCheckId')::uuid AND s.enterprise_id = (asked->>'enterpriseId')::uuid));
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.upload_welcome FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.upload_welcome TO zijian_app;
