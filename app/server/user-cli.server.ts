/** `user add`: the first administrator of a new portal, or anyone else, invited from the command line. */
import { eq } from "drizzle-orm";
import { z } from "zod";
import { inviteAccount, type NewAccount } from "~/features/accounts/commands.server";
import { parseOptions, printJson, UsageError, type Command } from "~/platform/command";
import { tables, withTx } from "~/platform/db.server";
import { AGENCY_ROLES, ENTERPRISE_ROLES, system } from "~/shared/actor";
import { LOCALES } from "~/shared/locale";
import { usccSchema } from "~/shared/uscc";
import { withDatabase } from "./database-cli.server";

const { agencies, enterprises } = tables;
const OPERATOR = system("command-line");
const OPTIONS = ["login", "name", "email", "role", "enterprise", "agency", "language"] as const;

const inputSchema = z
  .strictObject({
    login: z
      .string()
      .regex(
        /^[a-z0-9][a-z0-9._-]{2,63}$/,
        "expected 3 to 64 characters of a-z, 0-9, dot, dash, underscore"
      ),
    name: z.string().min(1).max(80),
    email: z.email(),
    role: z.enum([...ENTERPRISE_ROLES, ...AGENCY_ROLES, "administrator"]),
    /** Unified social credit code, for the roles of an enterprise. */
    enterprise: usccSchema.optional(),
    /** Region code of the agency, for its roles: "44", "4401" or "440113". */
    agency: z.string().optional(),
    language: z.enum(LOCALES).default("zh-CN"),
  })
  .superRefine(({ role, enterprise, agency }, context) => {
    const side = sideOf(role);
    if ((side === "enterprise") !== (enterprise !== undefined))
      context.addIssue({
        code: "custom",
        path: ["enterprise"],
        message: `needed for ${ENTERPRISE_ROLES.join(", ")} and for no other role`,
      });
    if ((side === "agency") !== (agency !== undefined))
      context.addIssue({
        code: "custom",
        path: ["agency"],
        message: `needed for ${AGENCY_ROLES.join(", ")} and for no other role`,
      });
  });
const outputSchema = z.object({ accountId: z.uuid(), link: z.url(), validHours: z.number().int() });
const VALID_HOURS = 72;

type Role = NewAccount["role"];
const isOneOf = (roles: readonly Role[], role: Role): boolean => roles.includes(role);
const sideOf = (role: Role): "enterprise" | "agency" | "portal" =>
  isOneOf(ENTERPRISE_ROLES, role)
    ? "enterprise"
    : isOneOf(AGENCY_ROLES, role)
      ? "agency"
      : "portal";

export const userAdd: Command = {
  summary: "Invite a person: mails and prints a link that works once, for 72 hours",
  usage:
    "--login <name> --name <display name> --email <address> --role <role> [--enterprise <uscc>] [--agency <region code>] [--language zh-CN|en]",
  schemas: { output: outputSchema },
  async run(args) {
    const input = inputSchema.safeParse(parseOptions(args, OPTIONS));
    if (!input.success)
      throw new UsageError(
        input.error.issues.map(({ path, message }) => `--${path.join(".")}: ${message}`).join("\n")
      );
    const { login, name, email, role, language, ...place } = input.data;
    const outcome = await withDatabase(async () =>
      inviteAccount(OPERATOR, {
        loginName: login,
        displayName: name,
        email,
        role,
        locale: language,
        ...(await placeOf(place)),
      })
    );
    if (outcome.is === "login-taken") throw new UsageError(`--login: ${login} is taken.`);
    printJson(
      outputSchema.parse({
        accountId: outcome.accountId,
        link: outcome.link,
        validHours: VALID_HOURS,
      })
    );
    return 0;
  },
};

async function placeOf({
  enterprise,
  agency,
}: {
  enterprise?: string | undefined;
  agency?: string | undefined;
}) {
  return withTx(OPERATOR, async (tx) => {
    if (enterprise !== undefined) {
      const [row] = await tx
        .select({ id: enterprises.id })
        .from(enterprises)
        .where(eq(enterprises.uscc, enterprise));
      if (!row) throw new UsageError(`--enterprise: there is no enterprise ${enterprise}.`);
      return { enterpriseId: row.id };
    }
    if (agency === undefined) return {};
    const [row] = await tx
      .select({ id: agencies.id })
      .from(agencies)
      .where(eq(agencies.regionCode, agency));
    if (!row) throw new UsageError(`--agency: there is no agency for region ${agency}.`);
    return { agencyId: row.id };
  });
}
