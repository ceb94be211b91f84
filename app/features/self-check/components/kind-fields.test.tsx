import { useForm } from "@conform-to/react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { filledIn, type EntryValue } from "../read-answer";
import type { Answer } from "../answer";
import { KindFields, type KindProps } from "./kind-fields";

const HASH = "a".repeat(64);
const question = (kind: KindProps["question"]["kind"]): KindProps["question"] => ({
  id: "q",
  kind,
  text: "Outlets?",
  unit: "t",
  choices: ["label", "door"].map((id) => ({ id, text: id })),
  columns: [
    { id: "name", kind: "text", required: true, title: "Name", unit: null, choices: [] },
    { id: "state", kind: "choice", required: false, title: "State", unit: null, choices: [{ id: "open", text: "Open" }] },
    { id: "since", kind: "day", required: false, title: "Since", unit: null, choices: [] },
  ],
  maxRows: 6,
  allowsNotApplicable: true,
  evidence: [{ id: "e", fileName: "photo.jpg", hash: HASH, effectiveOn: "2026-11-01" }],
});

function Form({ kind, shown }: { kind: KindProps["question"]["kind"]; shown: EntryValue }) {
  const [, fields] = useForm<Record<string, EntryValue>>({ id: "f", defaultValue: { q: shown } });
  const field = fields["q"];
  return field ? <KindFields question={question(kind)} field={field} /> : null;
}
const html = (kind: KindProps["question"]["kind"], answer: Answer | null) =>
  renderToStaticMarkup(<Form kind={kind} shown={filledIn(answer, "")} />);
const names = (text: string) => [...text.matchAll(/ name="([^"]+)"/g)].map(([, name]) => name);

describe("fields without JavaScript", () => {
  it("of a table: its rows, three empty ones, and a button for more", () => {
    const text = html("table", { is: "table", rows: [{ name: "DW001", state: "open", since: "2026-01-01" }] });
    expect(names(text)).toEqual([
      ...[0, 1, 2, 3].flatMap((row) => ["name", "state", "since"].map((column) => `q.rows[${row}].${column}`)),
      "then",
    ]);
    expect(text).toContain('value="rows:q"');
    expect(text).toContain('value="DW001"');
    expect(text).toContain('value="2026-01-01"');
    expect(text).toMatch(/<option value="open" selected="">/);
    expect(new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)).size).toBe(13);
  });

  it("of a full table: no row and no button more than there may be", () => {
    const rows = Array.from({ length: 5 }, () => ({ name: "x" }));
    const text = html("table", { is: "table", rows });
    expect(names(text)).toHaveLength(18);
    expect(text).not.toContain("rows:q");
  });

  it("of several choices and of files: ticked as they were answered", () => {
    const ticked = html("choices", { is: "choices", value: ["door"] });
    expect(names(ticked)).toEqual(["q.ticked", "q.ticked"]);
    expect(ticked).toMatch(/checked="" [^>]*value="door"|value="door"[^>]* checked=""/);
    expect(ticked).not.toMatch(/value="label"[^>]* checked=""/);
    const files = html("file", { is: "files", value: [HASH] });
    expect(files).toContain("photo.jpg");
    expect(files).toMatch(/checked=""/);
    expect(html("file", null)).not.toMatch(/checked=""/);
  });

  it("of a text, a number and a day; none of a yes-no question", () => {
    expect(html("text", { is: "text", value: "words" })).toContain(">words</textarea>");
    expect(html("number", { is: "number", value: 5 })).toContain('value="5"');
    expect(html("day", null)).toContain('type="date"');
    expect(html("yes-no", null)).toBe("");
  });
});
