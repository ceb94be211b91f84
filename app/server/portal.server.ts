/** The process's entry in the bundle: serve, or run one command. */
import type { ServerBuild } from "@remix-run/node";
import type { RequestHandler } from "express";
import { runCommand } from "./cli.server";
import { serve } from "./serve.server";

export interface PortalOptions {
  readonly argv: readonly string[];
  readonly build: ServerBuild | (() => Promise<ServerBuild>);
  readonly clientFolder?: string;
  readonly developmentMiddleware?: RequestHandler;
}

export async function runPortal({ argv, ...options }: PortalOptions): Promise<void> {
  try {
    if (argv[0] === "--cli") {
      process.exitCode = await runCommand(argv.slice(1));
      return;
    }
    await serve(options);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
