/** Addresses in mails about a self-check. */
import { env } from "~/platform/env.server";

export const selfCheckAddress = (selfCheckId: string, path = ""): string =>
  `${env().PUBLIC_ORIGIN ?? `http://localhost:${env().PORT}`}/self-checks/${selfCheckId}${path}`;
