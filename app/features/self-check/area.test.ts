import { expect, it } from "vitest";
import { areaFaults, byArea, type AreaMap } from "./area";
import type { Questionnaire } from "./questionnaire";

const both = (text: string) => ({ "zh-CN": text, en: text });
const topic = (id: string) => ({ id, title: both(id), intro: both(id) });
const questionnaire = (id: Questionnaire["id"], ...topics: string[]): Questionnaire =>
  ({ id, version: 1, topics: topics.map(topic) }) as unknown as Questionnaire;
const area = (id: string) => ({ id, title: both(id), hint: both(id) });
const map: AreaMap = {
  areas: [area("workshop"), area("office")],
  topics: { core: { permit: "office", water: "workshop" }, coating: { paint: "workshop" } },
};

it("groups topics by area in the order of the areas, and leaves empty areas out", () => {
  const run = [questionnaire("core", "permit", "water"), questionnaire("coating", "paint")];
  const groups = byArea(map, run, [{ id: "permit" }, { id: "water" }, { id: "paint" }]);
  expect(groups.map((group) => [group.area.id, group.topics.map(({ id }) => id)])).toEqual([
    ["workshop", ["water", "paint"]],
    ["office", ["permit"]],
  ]);
  expect(byArea(map, run, [{ id: "permit" }]).map((group) => group.area.id)).toEqual(["office"]);
});

it("names a topic without an area, an area that is none and a topic that is none", () => {
  const run = [questionnaire("core", "permit", "water", "new"), questionnaire("coating", "paint")];
  const wrong = { ...map, topics: { core: { permit: "office", water: "roof" }, coating: { paint: "workshop", gone: "office" } } };
  const faults = areaFaults(wrong, run).join("\n");
  expect(faults).toMatch(/topic new of core version 1/);
  expect(faults).toMatch(/roof/);
  expect(faults).toMatch(/topics\.coating\.gone/);
  expect(areaFaults(map, [questionnaire("core", "permit", "water"), questionnaire("coating", "paint")])).toEqual([]);
});
