/**
 * The only reader of content/. The files are bundled as text when the portal is built; features parse them with their
 * own schemas through `parseYaml` and `parseMarkdown`, once, and cache what they got.
 */
import { parse as parseYamlText, YAMLParseError } from "yaml";
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
  let value: unknown;
  try {
    value = parseYamlText(file.text);
  } catch (error) {
    if (error instanceof YAMLParseError)
      throw new ContentError(file.path, error.linePos?.[0].line ?? 1, error.message.split("\n")[0] ?? "Not YAML.");
    throw error;
  }
  return checked(file, value, schema, 0);
}

export interface Markdown<T> {
  readonly frontMatter: T;
  readonly body: string;
}

/** A Markdown file with YAML front matter between two `---` lines. @throws {ContentError} */
export function parseMarkdown<S extends z.ZodType>(file: ContentFile, schema: S): Markdown<z.output<S>> {
  const match = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(file.text);
  if (!match) throw new ContentError(file.path, 1, "Expected front matter between two lines of ---.");
  const frontMatter = checked(file, parseYamlText(match[1] ?? ""), schema, 1);
  return { frontMatter, body: (match[2] ?? "").trim() };
}

function checked<S extends z.ZodType>(file: ContentFile, value: unknown, schema: S, offset: number): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const path = issue?.path ?? [];
  throw new ContentError(file.path, lineOf(file.text, path) + offset, `${path.join(".") || "the file"}: ${issue?.message ?? "does not fit"}.`);
}

/** Best guess at the line of a value: the last key of its path that can be found, in order. */
function lineOf(text: string, path: readonly PropertyKey[]): number {
  const lines = text.split("\n");
  let line = 0;
  for (const part of path) {
    if (typeof part === "number") {
      for (let seen = -1; line < lines.length; line += 1) {
        if (/^\s*- /.test(lines[line] ?? "")) seen += 1;
        if (seen === part) break;
      }
    } else {
      const at = lines.findIndex((text_, index) => index >= line && new RegExp(`(^|[\\s{,"'-])${String(part)}["']?:`).test(text_));
      if (at >= 0) line = at;
    }
  }
  return Math.min(line, lines.length - 1) + 1;
}
