/** People one manages: name, role, state, and what can be done about each. */
import { Form } from "@remix-run/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { AccountRole } from "~/shared/actor";
import { Tag, type Tone } from "~/shared/ui/status";
import { Table } from "~/shared/ui/table";

export interface MemberView {
  readonly id: string;
  readonly displayName: string;
  readonly loginName: string;
  readonly role: AccountRole;
  readonly state: "active" | "invited" | "disabled";
  readonly isOneself: boolean;
}
const TONES: Readonly<Record<MemberView["state"], Tone>> = { active: "good", invited: "info", disabled: "plain" };

/** `roles` are those that can be given; none for staff, whose role stays. */
export function MemberTable({ caption, members, roles = [] }: { caption: string; members: readonly MemberView[]; roles?: readonly AccountRole[] }) {
  const { t } = useTranslation("accounts");
  return (
    <Table
      caption={caption}
      captionHidden
      rows={members}
      rowKey={(row) => row.id}
      columns={[
        { head: t("members.name"), label: t("members.name"), cell: (row) => row.displayName },
        { head: t("members.login"), label: t("members.login"), cell: (row) => row.loginName },
        { head: t("members.role"), label: t("members.role"), cell: (row) => <RoleCell member={row} roles={roles} /> },
        { head: t("members.state"), label: t("members.state"), cell: (row) => <Tag tone={TONES[row.state]}>{t(`state.${row.state}`)}</Tag> },
        { head: t("members.action"), label: t("members.action"), cell: (row) => <Actions member={row} /> },
      ]}
    />
  );
}

function RoleCell({ member, roles }: { member: MemberView; roles: readonly AccountRole[] }) {
  const { t } = useTranslation("accounts");
  if (member.isOneself || roles.length === 0) return <>{t(`role.${member.role}`)}</>;
  return (
    <Form method="post" className="flex flex-wrap gap-2">
      <input type="hidden" name="accountId" value={member.id} />
      <select name="role" defaultValue={member.role} aria-label={`${t("members.role")} ${member.displayName}`} className="min-h-9 rounded-box border-2 border-strong bg-page px-2">
        {roles.map((role) => (
          <option key={role} value={role}>
            {t(`role.${role}`)}
          </option>
        ))}
      </select>
      <Act intent="role" member={member}>
        {t("members.saveRole")}
      </Act>
    </Form>
  );
}

function Actions({ member }: { member: MemberView }) {
  const { t } = useTranslation("accounts");
  if (member.isOneself) return <span className="text-muted">{t("members.you")}</span>;
  return (
    <Form method="post" className="flex flex-wrap gap-x-4 gap-y-1">
      <input type="hidden" name="accountId" value={member.id} />
      {member.state === "invited" ? <Act intent="invite-again" member={member}>{t("members.inviteAgain")}</Act> : null}
      {member.state === "active" ? <Act intent="clear-factor" member={member}>{t("members.clearFactor")}</Act> : null}
      {member.state === "disabled" ? <Act intent="enable" member={member}>{t("members.enable")}</Act> : <Act intent="disable" member={member}>{t("members.disable")}</Act>}
    </Form>
  );
}

function Act({ intent, member, children }: { intent: string; member: MemberView; children: ReactNode }) {
  return (
    <button name="intent" value={intent} className="min-h-6 text-accent underline">
      {children} <span className="sr-only">{member.displayName}</span>
    </button>
  );
}
