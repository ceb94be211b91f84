/** The rules of sharing, parsed and checked once. */
import { checkCitations } from "~/features/law/content.server";
import { contentFile, parseYaml } from "~/platform/content.server";
import { sha256Hex } from "~/platform/crypto.server";
import { disclosureSchema, type Disclosure } from "./disclosure";
import { canonicalJson } from "./frozen";

let cached: Disclosure | undefined;

/** @throws {ContentError} when the file does not hold */
export function disclosure(): Disclosure {
  if (cached) return cached;
  const file = contentFile("rules/disclosure.yaml");
  const rules = parseYaml(file, disclosureSchema);
  const { does, doesNot, publishedOn } = rules.explanation;
  checkCitations(
    file,
    [...does, ...doesNot, ...rules.windows].flatMap(({ basis }) => basis),
    publishedOn
  );
  return (cached = rules);
}

/** Which explanation a share was made with: its version and the SHA-256 of its text in both languages. */
export function explanationShown(): { version: number; hash: string } {
  const { explanation } = disclosure();
  return { version: explanation.version, hash: sha256Hex(canonicalJson(explanation)) };
}
