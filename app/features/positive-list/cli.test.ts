import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { day } from "~/shared/day";
import { evaluateCommand, evaluateOutputSchema } from "./cli.server";
import { exampleFacts } from "./example-facts";

async function run(args: string[], stdin = "") {
  let out = "";
  let err = "";
  const code = await evaluateCommand.run(args, {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    stdin: async () => stdin,
  });
  return { code, out, err };
}

const input = JSON.stringify({ facts: exampleFacts(day("2026-11-22")) });

describe("portal evaluate", () => {
  it("prints an evaluation that fits the printed schema", async () => {
    const { code, out } = await run(
      ["--facts", "-", "--on", "2026-11-22", "--profile", "guangzhou"],
      input
    );
    expect(code).toBe(0);
    const result = evaluateOutputSchema.parse(JSON.parse(out));
    expect(result).toMatchObject({
      outcome: "ELIGIBLE",
      recommended: true,
      profile: { id: "guangzhou" },
    });
  });

  it("prints the same bytes for the same input", async () => {
    const args = ["--facts", "-", "--on", "2026-11-22"];
    expect((await run(args, input)).out).toBe((await run(args, input)).out);
  });

  it("reads what --example prints, from a file", async () => {
    const { out } = await run(["--example", "--on", "2026-11-22"]);
    const file = join(await mkdtemp(join(tmpdir(), "evaluate-")), "facts.json");
    await writeFile(file, out);
    expect((await run(["--facts", file, "--on", "2026-11-22"])).code).toBe(0);
  });

  it("prints JSON schemas of input and output", async () => {
    const { input: accepted, output } = JSON.parse((await run(["--schema"])).out);
    expect(accepted.properties.facts.type).toBe("array");
    expect(output.properties.outcome.enum).toEqual(["ELIGIBLE", "NOT_ELIGIBLE", "REMOVED"]);
  });

  it.each([
    [[], "", "--facts is missing"],
    [["--nonsense"], "", "Unknown option '--nonsense'"],
    [["--facts", "/no/such/file"], "", "/no/such/file: cannot be read"],
    [["--facts", "-"], "{", "cannot be read as JSON"],
    [["--facts", "-"], "[]", "the file: []"],
    [
      ["--facts", "-", "--on", "2026-02-30"],
      input,
      '--on: not a calendar day: "2026-02-30". Expected YYYY-MM-DD.',
    ],
    [
      ["--facts", "-", "--profile", "mars"],
      input,
      'No profile "mars". Expected one of: default, fujian, guangzhou, hainan,',
    ],
    [["--facts", "-"], '{"facts":[{"kind":"rumour"}]}', 'facts[0].kind: "rumour"'],
    [
      ["--facts", "-"],
      input.replace('"validTo":null', '"validTo":"2026-02-30"'),
      'facts[0].validTo: "2026-02-30": expected a calendar day, YYYY-MM-DD.',
    ],
    [
      ["--facts", "-"],
      input.replaceAll('"example-02"', '"example-01"'),
      'facts[1].id: "example-01": "example-01" is used twice.',
    ],
    [
      ["--facts", "-"],
      '{"enterprise":{"uscc":"91520000714304796K"},"facts":[]}',
      "enterprise.uscc",
    ],
  ])("refuses %j with code 2 and a remedy", async (args, stdin, message) => {
    const { code, out, err } = await run(args, stdin);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toContain(message);
  });
});
