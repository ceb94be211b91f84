/** A PostgreSQL for the tests alone, with one migrated template from which every test file gets its own database. */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { startEmbeddedDatabase, type EmbeddedDatabase } from "~/platform/embedded-database.server";
import { migrateDatabase } from "~/platform/migrate.server";

declare module "vitest" {
  interface ProvidedContext {
    /** As the superuser, on the database `postgres`. */
    superuserUrl: string;
    /** As the owner, on the database `template_zijian`. */
    templateUrl: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), "zijian-test-"));
  // Reachable for the user PostgreSQL runs as when the tests run as root.
  chmodSync(dataDir, 0o755);
  const server = await startEmbeddedDatabase({
    dataDir,
    settings: ["fsync=off", "max_connections=200"],
  });
  const teardown = async (): Promise<void> => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const templateUrl = await makeTemplate(server);
    project.provide("superuserUrl", server.superuserUrl);
    project.provide("templateUrl", templateUrl);
    return teardown;
  } catch (error) {
    await teardown();
    throw error;
  }
}

async function makeTemplate(server: EmbeddedDatabase): Promise<string> {
  const admin = postgres(server.superuserUrl, { max: 1, onnotice: () => {} });
  await admin.unsafe("create database template_zijian owner zijian");
  await admin.end();
  const url = server.url.replace(/\/zijian$/, "/template_zijian");
  await migrateDatabase(url);
  return url;
}
