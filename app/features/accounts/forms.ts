/** What the account forms post. Messages are keys of the `errors` namespace. */
import { z } from "zod";
import { AGENCY_ROLES, API_SCOPES } from "~/shared/actor";
import { LOCALES } from "~/shared/locale";
import { usccSchema } from "~/shared/uscc";
import { MAX_LENGTH } from "./password";

/** As typed at sign-in: any text is a name that may not exist. */
const typedLogin = z.string().trim().min(1).max(200).transform((text) => text.normalize("NFKC").toLowerCase());
/** A name for a new account. */
const newLogin = z
  .string()
  .trim()
  .min(1)
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{2,39}$/, { error: "loginName" });
const personName = z.string().trim().min(1).max(60);
const email = z.string().trim().toLowerCase().max(200).pipe(z.email());
/** Longer than any password may be, so that the rule itself answers and not the parser. */
const password = z.string().min(1).max(MAX_LENGTH * 8);
const code = z.string().trim().regex(/^\d{3} ?\d{3}$/, { error: "codeWrong" });
const towards = { to: z.string().max(2000).optional(), resume: z.string().max(60).optional() };

export const signInForm = z.object({ loginName: typedLogin, password: z.string().min(1).max(2000), ...towards });
export const codeForm = z.object({ code, sealed: z.string().max(1000).optional(), ...towards });
export const confirmForm = z.object({ password: z.string().min(1).max(2000), ...towards });
export const newPasswordForm = z.object({ newPassword: password });
export const resetForm = z.object({ loginName: typedLogin });

export const localeForm = z.object({ locale: z.enum(LOCALES) });
export const changePasswordForm = z.object({ password: z.string().min(1).max(2000), newPassword: password });
export const enrolForm = z.object({ code, sealed: z.string().min(1).max(1000) });
export const sessionForm = z.object({ sessionId: z.string().regex(/^[0-9a-f]{64}$/) });

export const MEMBER_ROLES = ["learner", "manager"] as const;
const person = { displayName: personName, loginName: newLogin, email, idempotencyKey: z.uuid() };
export const inviteMemberForm = z.object({ ...person, role: z.enum(MEMBER_ROLES) });
export type InviteMemberInput = z.output<typeof inviteMemberForm>;
export const memberRoleForm = z.object({ accountId: z.uuid(), role: z.enum(["learner", "manager", "legal-representative"]) });
export const accountIdForm = z.object({ accountId: z.uuid() });

export const agencyForm = z.object({
  regionCode: z
    .string()
    .trim()
    .regex(/^\d{2}(\d{2}(\d{2})?)?$/, { error: "regionCode" }),
  nameZh: z.string().trim().min(2).max(100),
  nameEn: z.string().trim().min(2).max(200),
  idempotencyKey: z.uuid(),
});
export type AgencyInput = z.output<typeof agencyForm>;
export const inviteStaffForm = z.object({ ...person, agencyId: z.uuid(), role: z.enum(AGENCY_ROLES) });
export type InviteStaffInput = z.output<typeof inviteStaffForm>;

/** Their keys among the texts, where a colon would part a namespace. */
export const SCOPE_TEXTS = { "exemption:read": "exemption-read", "facts:write": "facts-write", "green-finance:read": "green-finance-read" } as const;
export const QUESTIONS_PER_MINUTE = 600;
export const apiKeyForm = z.object({
  organisation: z.string().trim().min(2).max(100),
  scopes: z.array(z.enum(API_SCOPES)).min(1),
  regionCode: z
    .string()
    .trim()
    .regex(/^(\d{2}){1,3}$/, { error: "regionCode" })
    .optional(),
  perMinute: z.coerce.number().int().min(1).max(100_000).optional(),
  idempotencyKey: z.uuid(),
});
export type ApiKeyInput = z.output<typeof apiKeyForm>;
export const apiKeyIdForm = z.object({ apiKeyId: z.uuid() });

export const inviteEnterpriseForm = z.object({
  uscc: usccSchema,
  name: z.string().trim().min(2).max(100),
  nameEn: z.string().trim().max(200).optional(),
  regionCode: z.string().trim().regex(/^\d{6}$/, { error: "regionOutside" }),
  ...person,
});
export type InviteEnterpriseInput = z.output<typeof inviteEnterpriseForm>;
