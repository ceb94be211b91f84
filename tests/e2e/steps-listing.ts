/** The steps of a listing's life: proposal, pack of files, legal notices, hearing, decision, history. */
import { expect, type Reader } from "./fixtures";
import { lookAtEverything } from "./steps-agency";
import type { Firm } from "./steps-enterprise";
import type { textsOf } from "./texts";

type Texts = ReturnType<typeof textsOf>;

/** A file of the firm's own: the same bytes twice would be one file. */
const ledger = (firm: Firm, name: string) => ({ name, mimeType: "text/csv", buffer: Buffer.from(`${firm.uscc},${name}\n`) });

export async function proposeFirm(reader: Reader, t: Texts, firm: Firm): Promise<void> {
  const { page } = reader;
  await reader.open(`/enterprises?q=${firm.uscc}`);
  await page.locator('main a[href$="/proposal"]').first().click();
  await reader.settled();
  await page.locator('textarea[name="reason"]').fill("三年来运行稳定，记录完整。 / steady for three years, complete records");
  await reader.press(t("listing-life:propose.send"));
  await expect(page.locator('main [role="status"]')).toContainText(t("listing-life:propose.done"));
}

export async function acceptProposal(reader: Reader, t: Texts): Promise<void> {
  await reader.open("/positive-list");
  await reader.follow(t("listing-life:waiting.proposal"));
  await reader.page.locator('input[name="pledge"]').check();
  await reader.press(t("listing-life:proposal.acceptButton"));
  expect(reader.page.url()).toContain("done");
}

/** Answers with the path of the application. */
export async function askForFiles(reader: Reader, t: Texts, firm: Firm, name: string): Promise<string> {
  const { page } = reader;
  await reader.open("/applications");
  await page.getByRole("link", { name }).first().click();
  await reader.settled();
  const path = new URL(page.url()).pathname;
  await reader.open(`${path}/request`);
  await page.locator('input[name="way"][value="files"]').check();
  await page.locator('textarea[name="note"]').fill("近一年的台账与自行监测记录。 / ledgers and self-monitoring of the last year");
  await reader.press(t("listing-life:pack.askButton"));
  await expect(page.locator("main")).toContainText(t("listing-life:packStatus.asked"));
  return path;
}

export async function handIn(reader: Reader, t: Texts, firm: Firm): Promise<void> {
  const { page } = reader;
  await reader.open("/positive-list/apply");
  await page.locator('main a[href^="/positive-list/packs/"]').first().click();
  await reader.settled();
  await page.locator('input[type="file"]').setInputFiles(ledger(firm, "ledger.csv"));
  await page.locator('textarea[name="note"]').fill("2026年台账。 / ledgers of 2026");
  await reader.press(t("listing-life:pack.handInButton"));
  await expect(page.locator("main")).toContainText("ledger.csv");
}

export async function acceptPackAndCheck(reader: Reader, t: Texts, path: string): Promise<void> {
  const { page } = reader;
  await reader.open("/work");
  await page.locator(`main a[href="${path}/request"]`).click();
  await reader.settled();
  await page.locator('input[name="verdict"][value="accepted"]').check();
  await page.locator('textarea[name="note"]').first().fill("材料齐全，可以采纳。 / complete");
  await reader.press(t("listing-life:pack.judgeButton"));
  await reader.open(path);
  await lookAtEverything(reader);
  await page.locator('input[name="outcome"][value="checked"]').check();
  await page.locator('textarea[name="note"]').fill("以企业提交的材料核查，未到现场。 / checked by the files, without a visit");
  await reader.press(t("listing:review.saveCheck"));
}

/** Opens the latest legal notice and acknowledges it. */
export async function acknowledgeLatest(reader: Reader, t: Texts): Promise<void> {
  await openNotice(reader);
  await reader.press(t("listing-life:notices.acknowledge"));
  await expect(reader.page.locator("main")).toContainText(t("listing-life:notices.is.acknowledged"));
}

async function openNotice(reader: Reader): Promise<void> {
  await reader.open("/legal-notices");
  await reader.page.locator('main a[href^="/legal-notices/"]').first().click();
  await reader.settled();
}

/** A notice that nobody opened in time, served by post. */
export async function servePost(reader: Reader, t: Texts, day: string): Promise<void> {
  const { page } = reader;
  await reader.open("/legal-notices?show=overdue");
  await page.locator('main a[href^="/legal-notices/"]').first().click();
  await reader.settled();
  await page.locator('input[name="way"][value="post"]').check();
  await page.locator('input[name="on"]').fill(day);
  await page.locator('textarea[name="note"]').fill("挂号信，收件人为法定代表人。 / registered letter to the legal representative");
  await reader.press(t("listing-life:notices.save"));
  await expect(page.locator("main")).toContainText(t("listing-life:notices.is.served-otherwise"));
}

export async function stateCase(reader: Reader, t: Texts, firm: Firm): Promise<void> {
  const { page } = reader;
  await openHearing(reader);
  await page.locator('textarea[name="statement"]').fill("处罚已申请复议，附申请书。 / a review of the penalty has been asked for");
  await page.locator('input[type="file"]').setInputFiles(ledger(firm, "review.csv"));
  await reader.press(t("listing-life:hearing.stateButton"));
  await expect(page.locator("main")).toContainText(t("listing-life:hearingStatus.stated"));
}

export async function waive(reader: Reader, t: Texts): Promise<void> {
  await openHearing(reader);
  await reader.press(t("listing-life:hearing.waiveButton"));
  await expect(reader.page.locator("main")).toContainText(t("listing-life:hearingStatus.waived"));
}

async function openHearing(reader: Reader): Promise<void> {
  await reader.open("/positive-list");
  await reader.page.locator('main a[href^="/positive-list/hearings/"]').first().click();
  await reader.settled();
}

/** Answers with the path of the suspended listing. */
export async function suspendedListing(reader: Reader): Promise<string> {
  await reader.open("/listings?show=suspended");
  await reader.page.locator('main a[href^="/listings/"]').last().click();
  await reader.settled();
  return new URL(reader.page.url()).pathname;
}

export async function recordHearing(reader: Reader, t: Texts, path: string, day: string): Promise<void> {
  const { page } = reader;
  await reader.open(`${path}/hearing`);
  await page.locator('input[name="meetingOn"]').fill(day);
  await page.locator('input[name="meetingPlace"]').fill("市局二号会议室 / city bureau, room 2");
  await reader.press(t("listing-life:hearing.inviteButton"));
  await page.locator('textarea[name="record"]').fill("企业负责人到会陈述，材料已收。 / the head of the firm spoke, files received");
  await reader.press(t("listing-life:hearing.recordButton"));
  await expect(page.locator("main")).toContainText(t("listing-life:hearingStatus.held"));
}

export async function decideSuspension(reader: Reader, t: Texts, path: string, decision: "remove" | "reinstate"): Promise<void> {
  const { page } = reader;
  await reader.open(path);
  await page.locator(`input[name="decision"][value="${decision}"]`).check();
  await page.locator('textarea[name="reason"]').fill("听取意见后作出决定。 / decided after hearing the enterprise");
  await reader.press(t("listing:one.save"));
}

/** The register's page of the listing names each change. */
export async function seeHistory(reader: Reader, t: Texts, number: string, kinds: readonly string[]): Promise<void> {
  await reader.open(`/register/${number}`);
  for (const kind of kinds) await expect(reader.page.locator("main")).toContainText(t(`listing-life:history.kind.${kind}`));
}
