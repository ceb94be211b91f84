/** Areas and drawings beside the questionnaires: complete, and nothing that leads nowhere. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { areas } from "~/features/self-check/areas.server";
import { allQuestionnaires } from "~/features/self-check/content.server";
import { drawings } from "~/features/self-check/drawings.server";

const FOLDER = join(import.meta.dirname, "../app/static/drawings");

it("every topic of every questionnaire version has an area", () => {
  const { topics } = areas();
  const missing = allQuestionnaires().flatMap(({ id, topics: all }) => all.filter((topic) => !topics[id]?.[topic.id]).map((topic) => `${id}/${topic.id}`));
  expect(missing).toEqual([]);
});

it("every drawing is there and used, says what it shows in both languages, and brings no script or link", () => {
  const used = drawings();
  for (const { file, alt, caption } of used) {
    expect(existsSync(join(FOLDER, `${file}.svg`)), file).toBe(true);
    for (const text of [alt, caption]) {
      expect(text["zh-CN"]).toMatch(/\p{Script=Han}/u);
      expect(text.en).not.toMatch(/\p{Script=Han}/u);
    }
  }
  expect(readdirSync(FOLDER).toSorted()).toEqual(used.map(({ file }) => `${file}.svg`).toSorted());
  for (const name of readdirSync(FOLDER)) expect(readFileSync(join(FOLDER, name), "utf8"), name).not.toMatch(/<script|href=|<style|on\w+=/);
});

it("numbers in a drawing are those its caption explains", () => {
  for (const { file, caption } of drawings()) {
    const shown = [...readFileSync(join(FOLDER, `${file}.svg`), "utf8").matchAll(/>(\d)<\/text>/g)].map(([, number]) => number).toSorted();
    for (const text of [caption.en, caption["zh-CN"]]) expect([...text.matchAll(/\b\d\b/g)].map(([number]) => number).toSorted(), file).toEqual(shown);
  }
});
