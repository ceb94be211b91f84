/** What a report says of one fixed run, in both languages, word for word. */
import { expect, it } from "vitest";
import { day } from "~/shared/day";
import { LOCALES } from "~/shared/locale";
import type { Answer } from "./answer";
import { questionnairesOf } from "./content.server";
import type { Run } from "./queries.server";
import { reportOf } from "./report-facts.server";

const ON = day("2026-11-20");
const AT = new Date("2026-11-20T01:30:00Z");
const stored = (questionId: string, answer: Answer, note = "") => ({
  questionId,
  answer,
  note,
  revision: 1,
  by: "李雷",
  at: AT,
  carriedOn: null,
});
const RUN: Run = {
  id: "5b3f0a52-5a0e-4a52-9d3e-1f9f3d6a7c10",
  enterpriseId: "8f2f8f0c-2f0c-4d43-8f6c-0d8d6f3c2b11",
  enterprise: { name: "广州示例电镀有限公司", nameEn: "Example Plating", uscc: "91440101MA59XXXX0A" },
  siteId: "0c0c6f1e-93d0-4a7c-9d4e-6d5d5b9f7a12",
  siteName: "一厂",
  status: "completed",
  startedOn: ON,
  startedBy: "李雷",
  completedOn: ON,
  completedBy: "李雷",
  sharedAt: null,
  questionnaires: questionnairesOf([{ id: "core", version: 1 }]),
  siteFacts: {
    permitClass: "key",
    dischargesWater: true,
    dischargesAir: true,
    generatesHazardousWaste: true,
    automaticMonitoring: false,
    onDisclosureList: false,
  },
  stored: [
    stored("core-eia-acceptance", { is: "no" }, "=1+1"),
    stored("core-no-evasion", { is: "yes" }),
  ],
  carried: [],
  evidence: [
    {
      id: "d0a0b1c2-1111-4222-8333-444455556666",
      questionId: "core-eia-acceptance",
      fileName: "验收.pdf",
      hash: "a".repeat(64),
      originalHash: "a".repeat(64),
      sizeBytes: 3,
      effectiveFrom: "2026-01-01",
      effectiveTo: "2026-12-31",
      mediaType: "application/pdf",
      state: "ready",
      uploadedAt: AT,
    },
  ],
  frozen: null,
  resultHash: "b".repeat(64),
};

it.each(LOCALES)("the report of a fixed run in %s", async (locale) => {
  const report = reportOf({
    run: RUN,
    locale,
    on: ON,
    corrections: [{ questionId: "core-eia-acceptance", dueOn: "2026-12-20", recurrenceMonths: 12 }],
    code: "23456789ABCDEFGH",
  });
  await expect(`${JSON.stringify(report, null, 2)}\n`).toMatchFileSnapshot(`golden/report-${locale}.json`);
});
