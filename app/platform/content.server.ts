/**
 * The only reader of content/. The files are bundled as text when the portal is built; features parse them with their
 * own schemas through `parseYaml` and `parseMarkdown`, once, and cache what they got.
 */
import { isNode, LineCounter, parseDocument, type Document } from "yaml";
import type { z } from "zod";

const files = import.meta.glob<string>("../../content/**/*.{yaml,md}", {
  query: "?raw",
  import: "default",
  eager: true,
});

export interface ContentFile {
  /** Path below content/, e.g. "law/instruments.yaml". */
  readonly path: string;
  readonly text: string;
}

const PREFIX = "../../content/";

/** Files below a folder of content/ (e.g. "guides/"), by path. */
export function contentFiles(folder: string, extension: "yaml" | "md"): ContentFile[] {
  return Object.entries(files)
    .map(([path, text]) => ({ path: path.slice(PREFIX.length), text }))
    .filter(({ path }) => path.startsWith(folder) && path.endsWith(`.${extension}`))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** @throws {ContentError} when there is no such file */
export function contentFile(path: string): ContentFile {
  const text = files[PREFIX + path];
  if (text === undefined) throw new ContentError(path, 1, "The file is missing.");
  return { path, text };
}

/** A content file that cannot be used: says which file, which line, what is wrong and what was expected. */
export class ContentError extends Error {
  constructor(
    readonly path: string,
    readonly line: number,
    readonly remedy: string
  ) {
    super(`content/${path}:${line}: ${remedy}`);
    this.name = "ContentError";
  }
}

/** @throws {ContentError} with the line of the first value that does not fit `schema` */
export function parseYaml<S extends z.ZodType>(file: ContentFile, schema: S): z.output<S> {
  return checked(file, file.text, schema, 0);
}

export interface Markdown<T> {
  readonly frontMatter: T;
  readonly body: string;
}

/** A Markdown file with YAML front matter between two `---` lines. @throws {ContentError} */
export function parseMarkdown<S extends z.ZodType>(file: ContentFile, schema: S): Markdown<z.output<S>> {
  const match = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(file.text);
  if (!match) throw new ContentError(file.path, 1, "Expected front matter between two lines of ---.");
  return { frontMatter: checked(file, match[1] ?? "", schema, 1), body: (match[2] ?? "").trim() };
}

function checked<S extends z.ZodType>(file: ContentFile, yaml: string, schema: S, linesAbove: number): z.output<S> {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines });
  const broken = document.errors[0];
  if (broken) {
    const line = (broken.linePos?.[0].line ?? 1) + linesAbove;
    throw new ContentError(file.path, line, broken.message.split("\n")[0] ?? "Not YAML.");
  }
  const result = schema.safeParse(document.toJS());
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const path = issue?.path ?? [];
  const line = lineOf(document, lines, path) + linesAbove;
  throw new ContentError(file.path, line, `${path.join(".") || "the file"}: ${issue?.message ?? "does not fit"}.`);
}

/** Line of the value at `path`, or of the nearest value around it that is there. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
