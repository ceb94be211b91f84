-- What an agency may see of other people's files and self-checks is asked in functions of their own. Written out in the
-- policies, every statement over evidence carried the plans of all tables behind it, two hundred and seventy of them: forty
-- milliseconds to plan and three to begin, for enterprises too, whom none of it concerns.
CREATE FUNCTION app.share_is_opened(p_self_check uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (SELECT 1 FROM self_check_share h WHERE h.self_check_id = p_self_check AND h.opened_at IS NOT NULL);
END $$;
--> statement-breakpoint
CREATE FUNCTION app.share_has_evidence(p_self_check uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (SELECT 1 FROM self_check_share h WHERE h.self_check_id = p_self_check AND h.with_evidence);
END $$;
--> statement-breakpoint
CREATE FUNCTION app.evidence_is_followed(p_evidence uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (SELECT 1 FROM self_check_answer_evidence a WHERE a.evidence_id = p_evidence)
    OR EXISTS (SELECT 1 FROM correction_evidence c WHERE c.evidence_id = p_evidence);
END $$;
--> statement-breakpoint
CREATE FUNCTION app.evidence_is_decided_on(p_evidence uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (SELECT 1 FROM fact_dispute d WHERE d.evidence_id = p_evidence)
    OR EXISTS (SELECT 1 FROM listing_file f WHERE f.evidence_id = p_evidence);
END $$;
--> statement-breakpoint
ALTER POLICY own ON self_check USING (
  CASE app.kind()
    WHEN 'agency' THEN shared_at IS NOT NULL AND app.sees(enterprise_id) AND app.share_is_opened(id)
    ELSE app.kind() <> 'machine' AND app.sees(enterprise_id)
  END
);
--> statement-breakpoint
ALTER POLICY follows ON self_check_answer_evidence USING (
  EXISTS (SELECT 1 FROM self_check s WHERE s.id = self_check_id) AND (app.kind() <> 'agency' OR app.share_has_evidence(self_check_id))
);
--> statement-breakpoint
ALTER POLICY follows ON evidence USING (
  CASE app.kind()
    WHEN 'agency' THEN app.evidence_is_followed(id)
    ELSE app.kind() <> 'machine' AND app.sees(enterprise_id)
  END
);
--> statement-breakpoint
DROP POLICY dispute_files ON evidence;
--> statement-breakpoint
DROP POLICY listing_files ON evidence;
--> statement-breakpoint
CREATE POLICY decision_files ON evidence FOR SELECT USING (app.kind() = 'agency' AND app.evidence_is_decided_on(id));
--> statement-breakpoint
-- What the functions ask for, found by its key.
CREATE INDEX self_check_share_of ON self_check_share (self_check_id);
--> statement-breakpoint
CREATE INDEX fact_dispute_evidence ON fact_dispute (evidence_id) WHERE evidence_id IS NOT NULL;
--> statement-breakpoint
CREATE INDEX listing_file_evidence ON listing_file (evidence_id);
