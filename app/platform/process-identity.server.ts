/** Is the process behind a number the one we once wrote down? Numbers are used again, so its start time counts too. */
import { readFileSync } from "node:fs";

interface Stat {
  readonly zombie: boolean;
  readonly startedAt: string;
}

/** Fields after the command name, which may itself hold blanks and brackets. Null where there is no /proc. */
function statOf(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return { zombie: fields[0] === "Z", startedAt: fields[19] ?? "" };
  } catch {
    return null;
  }
}

/** Alive and not merely waiting to be buried by its parent. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  return statOf(pid)?.zombie !== true;
}

/** "pid start-time": the same text never names two processes of one machine. */
export const identityOf = (pid: number): string => `${pid} ${statOf(pid)?.startedAt ?? "-"}`;

/** The process number if the identity still names a living process, else null. */
export function livingProcess(identity: string): number | null {
  const pid = Number(identity.split(" ")[0]);
  return isAlive(pid) && identityOf(pid) === identity.trim() ? pid : null;
}
