-- Takes points of a key and says how it stands. The window starts with the first try and does not slide.
CREATE FUNCTION app.take_points(p_key text, p_count int, p_seconds double precision, OUT points int, OUT wait int)
LANGUAGE sql AS $$
  INSERT INTO public.rate_limit AS r (key, points, expire)
  VALUES (p_key, p_count, clock_timestamp() + make_interval(secs => p_seconds))
  ON CONFLICT (key) DO UPDATE SET
    points = CASE WHEN r.expire <= clock_timestamp() THEN p_count ELSE r.points + p_count END,
    expire = CASE WHEN r.expire <= clock_timestamp() THEN excluded.expire ELSE r.expire END
  RETURNING r.points, ceil(extract(epoch FROM r.expire - clock_timestamp()))::int
$$;
--> statement-breakpoint
-- By code: the latest listing, and its exemptions in force on a day, of those whom the caller reaches.
CREATE FUNCTION app.exemption_standings(p_usccs jsonb, p_on date)
RETURNS TABLE (uscc bpchar, enterprise_id uuid, number text, status text, listed_on date, ends_on date, granted json)
LANGUAGE sql STABLE AS $$
  SELECT e.uscc, e.id, l.number, l.status, l.listed_on, l.ends_on, x.granted
  FROM public.enterprise e
  LEFT JOIN LATERAL (
    SELECT id, number, status, listed_on, ends_on FROM public.listing WHERE enterprise_id = e.id
    ORDER BY listed_on DESC, created_at DESC LIMIT 1) l ON true
  LEFT JOIN LATERAL (
    SELECT json_agg(json_build_object('kind', kind, 'from', valid_from, 'to', valid_to) ORDER BY kind) AS granted
    FROM public.exemption WHERE enterprise_id = e.id AND listing_id = l.id AND revoked_on IS NULL
      AND valid_from <= p_on AND valid_to >= p_on) x ON true
  WHERE e.uscc = ANY (ARRAY(SELECT jsonb_array_elements_text(p_usccs))::bpchar[])
$$;
--> statement-breakpoint
-- Which enterprises the machine behind this request has asked about, and why: [{enterprise, purpose}, …].
CREATE FUNCTION app.log_access(p_reader text, p_record text, p_log jsonb, p_at timestamptz) RETURNS void
LANGUAGE sql AS $$
  INSERT INTO public.access_event (enterprise_id, at, reader, api_key_id, record, purpose)
  SELECT l.enterprise, p_at, p_reader, app.account_id(), p_record, l.purpose
  FROM jsonb_to_recordset(p_log) AS l(enterprise uuid, purpose text)
$$;
--> statement-breakpoint
-- Questions that one key asks, in one statement: the key, its points, the keys that sign, the standings, the log. From where
-- the key is known on, the policies hold for its machine. Those beyond the points it has left are not answered.
CREATE FUNCTION app.ask_exemptions(p_asked text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET app.kind = 'system' AS $$
DECLARE
  asked jsonb := p_asked::jsonb;
  machine api_key;
  taken record;
  epochs jsonb;
  standings jsonb;
  log jsonb;
  allowed int := 0;
BEGIN
  SELECT * INTO machine FROM api_key WHERE key_hash = asked->>'keyHash' AND revoked_at IS NULL;
  IF NOT FOUND THEN RETURN NULL; END IF;
  SELECT * INTO taken FROM app.take_points(asked->>'limitKey', jsonb_array_length(asked->'questions'), 60);
  SELECT jsonb_agg(jsonb_build_object('epoch', k.epoch, 'publishedAt', k.published_at, 'signsFrom', k.signs_from, 'endsAt', k.ends_at))
    INTO epochs FROM signing_key k WHERE k.ends_at IS NULL OR k.ends_at > (asked->>'wallAt')::timestamptz;
  IF machine.scopes ? 'exemption:read' THEN
    allowed := greatest(0, machine.per_minute - taken.points + jsonb_array_length(asked->'questions'));
  END IF;
  PERFORM set_config('app.kind', 'machine', true), set_config('app.account_id', machine.id::text, true),
    set_config('app.region', machine.region_code || '%', true);
  SELECT jsonb_agg(to_jsonb(s)) INTO standings
  FROM app.exemption_standings(
    (SELECT coalesce(jsonb_agg(DISTINCT q.one->'uscc'), '[]')
     FROM jsonb_array_elements(asked->'questions') WITH ORDINALITY AS q(one, n) WHERE q.n <= allowed),
    (asked->>'on')::date) s;
  SELECT jsonb_agg(jsonb_build_object('enterprise', s.enterprise_id, 'purpose', q.one->'purpose') ORDER BY q.n) INTO log
  FROM jsonb_array_elements(asked->'questions') WITH ORDINALITY AS q(one, n)
  JOIN jsonb_to_recordset(standings) AS s(uscc text, enterprise_id uuid) ON s.uscc = q.one->>'uscc'
  WHERE q.n <= allowed;
  IF log IS NOT NULL THEN PERFORM app.log_access(machine.organisation, 'exemption', log, (asked->>'at')::timestamptz); END IF;
  RETURN jsonb_build_object('scopes', machine.scopes, 'perMinute', machine.per_minute, 'points', taken.points,
    'wait', taken.wait, 'epochs', epochs, 'standings', coalesce(standings, '[]'));
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.take_points, app.exemption_standings, app.log_access, app.ask_exemptions FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.take_points, app.exemption_standings, app.log_access, app.ask_exemptions TO zijian_app;
