/** The embedded database's folder on disk: where it lies, how it is made, and the passwords to it. */
import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { z } from "zod";
import {
  findBinaries,
  isReachable,
  SHARED_FOLDER,
  type Binaries,
} from "./embedded-binaries.server";

const secretsSchema = z.object({ superuser: z.string(), owner: z.string() });
export type Secrets = z.output<typeof secretsSchema>;

export interface Cluster {
  readonly binaries: Binaries;
  readonly folder: string;
  readonly dataDir: string;
}

export function clusterOf(dataDir: string): Cluster {
  const binaries = findBinaries();
  mkdirSync(dataDir, { recursive: true });
  const chosen = chosenFolder(dataDir);
  const folder =
    chosen ??
    (isReachable(dataDir, binaries.user) ? join(dataDir, "postgres") : sharedFolder(dataDir));
  if (chosen && !isReachable(join(chosen, ".."), binaries.user))
    throw new Error(
      `The user PostgreSQL runs as can no longer reach ${chosen}. Open its parent folders again: chmod a+x.`
    );
  return { binaries, dataDir, folder };
}

const placeFile = (dataDir: string): string => join(dataDir, "database-folder");

/** Where the data was put at first: it stays there, whatever is reachable later. */
function chosenFolder(dataDir: string): string | null {
  const file = placeFile(dataDir);
  return existsSync(file) ? resolve(dataDir, readFileSync(file, "utf8").trim()) : null;
}

const sharedFolder = (dataDir: string): string =>
  join(
    SHARED_FOLDER,
    `zijian-data-${createHash("sha256").update(dataDir).digest("hex").slice(0, 16)}`
  );

/**
 * Makes the folder if there is none, and new passwords if theirs are lost: only someone who may stop the server, which
 * `stopRunning` does, can set new ones.
 */
export async function prepareCluster(
  cluster: Cluster,
  stopRunning: () => Promise<void>
): Promise<Secrets> {
  const { binaries, folder, dataDir } = cluster;
  const made = existsSync(join(folder, "PG_VERSION"));
  if (made) {
    const version = readFileSync(join(folder, "PG_VERSION"), "utf8").trim();
    if (version !== binaries.major)
      throw new Error(
        `${folder} was made by PostgreSQL ${version}, this portal brings ${binaries.major}. Dump it with the old version and restore it, or set DATA_DIR to an empty folder.`
      );
  }
  const kept = readSecrets(dataDir);
  if (made && kept) return kept;
  const secrets = {
    superuser: randomBytes(24).toString("hex"),
    owner: randomBytes(24).toString("hex"),
  };
  if (made) {
    await stopRunning();
    singleUser(cluster, folder, [
      `ALTER ROLE postgres PASSWORD '${secrets.superuser}'`,
      `ALTER ROLE zijian PASSWORD '${secrets.owner}'`,
    ]);
  } else {
    makeCluster(cluster, secrets);
  }
  writeFileSync(secretsFile(dataDir), JSON.stringify(secrets), { mode: 0o600 });
  return secrets;
}

const secretsFile = (dataDir: string): string => join(dataDir, "database-passwords.json");

export function readSecrets(dataDir: string): Secrets | null {
  try {
    return secretsSchema.parse(JSON.parse(readFileSync(secretsFile(dataDir), "utf8")));
  } catch {
    return null;
  }
}

/** Made beside its place and moved there whole: what a killed start leaves behind is thrown away. */
function makeCluster(cluster: Cluster, secrets: Secrets): void {
  const { binaries, folder } = cluster;
  const draft = `${folder}.new`;
  rmSync(draft, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  if (binaries.user) chownSync(draft, binaries.user.uid, binaries.user.gid);
  const args = [
    "-D",
    draft,
    "-U",
    "postgres",
    "--auth=scram-sha-256",
    "-E",
    "UTF8",
    "--locale=C.UTF-8",
    "--no-instructions",
  ];
  // Nobody can connect before the passwords are set: single-user mode needs none.
  const pwfile = join(draft, "..", `${randomBytes(6).toString("hex")}.pw`);
  writeFileSync(pwfile, secrets.superuser, { mode: 0o600 });
  if (binaries.user) chownSync(pwfile, binaries.user.uid, binaries.user.gid);
  try {
    const run = spawnSync(join(binaries.dir, "bin/initdb"), [...args, `--pwfile=${pwfile}`], {
      ...binaries.user,
      cwd: "/",
      env: PROGRAM_ENV,
      encoding: "utf8",
    });
    if (run.status !== 0)
      throw new Error(`The database could not be made: ${run.stderr || String(run.error)}`);
  } finally {
    rmSync(pwfile, { force: true });
  }
  singleUser(cluster, draft, [
    `CREATE ROLE zijian LOGIN CREATEROLE CREATEDB PASSWORD '${secrets.owner}'`,
    "CREATE DATABASE zijian OWNER zijian",
    // Lets functions of the owner act as the system, past row-level security, and nothing else do so.
    "GRANT SET ON PARAMETER app.kind TO zijian",
  ]);
  renameSync(draft, folder);
  // Inside the data folder it is named relative to it, so that the whole may be moved.
  const inside = dirname(folder) === cluster.dataDir;
  writeFileSync(placeFile(cluster.dataDir), inside ? basename(folder) : folder);
}

function singleUser({ binaries }: Cluster, folder: string, statements: readonly string[]): void {
  const run = spawnSync(
    join(binaries.dir, "bin/postgres"),
    ["--single", "-D", folder, "postgres"],
    {
      ...binaries.user,
      cwd: "/",
      env: PROGRAM_ENV,
      encoding: "utf8",
      input: `${statements.join(";\n")};\n`,
    }
  );
  if (run.status !== 0 || /ERROR:|FATAL:/.test(run.stderr))
    throw new Error(`The database could not be set up: ${run.stderr}`);
}

/** Fixed, so that no PG* setting of the caller reaches the server. */
export const PROGRAM_ENV: NodeJS.ProcessEnv = {
  NODE_ENV: "production",
  PATH: "/usr/local/bin:/usr/bin:/bin",
  LC_ALL: "C.UTF-8",
  TZ: "UTC",
};
