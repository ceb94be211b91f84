/** The profiles as content/profiles/ has them, held against what was published and against the linter. */
import { z } from "zod";
import { inForceOn, provisionOf } from "~/features/law/content.server";
import { contentFile, contentFiles, ContentError, parseYaml } from "~/platform/content.server";
import { sha256Hex } from "~/platform/crypto.server";
import type { Day } from "~/shared/day";
import { daySchema } from "~/shared/day-schema";
import { profileSchema, type Profile } from "../profile";
import { PUBLISHED_PROFILES, scoreRules } from "../rules.server";
import { lintProfile, lintTiers, type Finding } from "./lint";

export interface FileFinding extends Finding {
  /** Below content/. */
  readonly file: string;
}

const publishedSchema = z.array(
  z.strictObject({
    profile: profileSchema.shape.id,
    version: profileSchema.shape.version,
    publishedOn: daySchema,
    /** SHA-256 of the file. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  })
);
type Published = z.output<typeof publishedSchema>[number];

export interface ProfileFile {
  readonly path: string;
  readonly text: string;
  readonly profile: Profile;
}

/** A version that was published never changes: evaluations, notices and approvals name it. Pure. */
export function publishedFaults(list: readonly Published[], files: readonly ProfileFile[]): FileFinding[] {
  const fault = (file: string, path: string, message: string): FileFinding => ({ severity: "fault", file, path, message });
  const left = new Map(list.map((one) => [`${one.profile}@${one.version}`, one]));
  const found = files.flatMap(({ path, text, profile: { id, version } }) => {
    const published = left.get(`${id}@${version}`);
    left.delete(`${id}@${version}`);
    const sha256 = sha256Hex(text);
    if (!published) return [fault(path, "version", `${id}@${version} is not published yet. Add it to ${PUBLISHED_PROFILES} with sha256 ${sha256}.`)];
    if (published.sha256 === sha256) return [];
    return [fault(path, "version", `version ${version} was published on ${published.publishedOn} and is frozen. Undo the change here and make it as version ${version + 1} in a file of its own.`)];
  });
  const gone = [...left.keys()].map((key) => fault(PUBLISHED_PROFILES, key, "was published and is missing. Put its file back."));
  return [...found, ...gone, ...versionFaults(files)];
}

function versionFaults(files: readonly ProfileFile[]): FileFinding[] {
  const fault = (file: string, message: string): FileFinding => ({ severity: "fault", file, path: "version", message });
  const seen = new Map<string, string>();
  return files.flatMap(({ path, profile: { id, version } }) => {
    const twin = seen.get(`${id}@${version}`);
    seen.set(`${id}@${version}`, path);
    if (twin !== undefined) return [fault(path, `${id}@${version} stands in ${twin} already. Raise the version or remove one of them.`)];
    const before = version === 1 || files.some((other) => other.profile.id === id && other.profile.version === version - 1);
    return before ? [] : [fault(path, `there is no version ${version - 1} of ${id}. Number the versions without a gap.`)];
  });
}

/** Everything found in profiles and tiers. @throws {ContentError} for a file that does not fit its schema */
export function profileFindings(on: Day): FileFinding[] {
  const files = contentFiles("profiles/", "yaml")
    .filter(({ path }) => path !== PUBLISHED_PROFILES)
    .map((file) => ({ ...file, profile: parseYaml(file, profileSchema) }));
  const list = parseYaml(contentFile(PUBLISHED_PROFILES), publishedSchema);
  const context = {
    on,
    isInForce: (id: Parameters<typeof provisionOf>[0]) => {
      const found = provisionOf(id);
      return found !== null && inForceOn(found, on);
    },
  };
  return [
    ...publishedFaults(list, files),
    ...files.flatMap(({ path, profile }) => lintProfile(profile, context).map((finding) => ({ file: path, ...finding }))),
    ...lintTiers(scoreRules()).map((finding) => ({ file: "rules/tiers.yaml", ...finding })),
  ];
}

/** For the content check. @throws {ContentError} at the first fault */
export function checkProfiles(on: Day): void {
  const [first] = profileFindings(on).filter(({ severity }) => severity === "fault");
  if (first) throw new ContentError(first.file, 1, `${first.path}: ${first.message}`);
}
