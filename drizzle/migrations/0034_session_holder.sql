-- Who holds a session, in one statement without a transaction: asked for with every request of everybody signed in.
CREATE FUNCTION app.session_holder(p_session text) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET app.kind = 'system' AS $$
  SELECT jsonb_build_object(
    'session', jsonb_build_object('id', s.id, 'userId', s.user_id, 'expiresAt', s.expires_at, 'absoluteExpiresAt', s.absolute_expires_at,
      'authAt', s.auth_at, 'mfaAt', s.mfa_at, 'userAgent', s.user_agent),
    'id', a.id, 'displayName', a.display_name, 'role', a.role, 'enterpriseId', a.enterprise_id, 'agencyId', a.agency_id,
    'regionCode', g.region_code, 'agencyLevel', g.level, 'locale', a.locale, 'disabledAt', a.disabled_at,
    'totpConfirmedAt', c.totp_confirmed_at)
  FROM session s
  JOIN account a ON a.id = s.user_id
  LEFT JOIN agency g ON g.id = a.agency_id
  LEFT JOIN credential c ON c.account_id = a.id
  WHERE s.id = p_session
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.session_holder FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.session_holder TO zijian_app;
