/** Public keys of the portal's signed answers (RFC 7517). */
import { JWKS_MAX_AGE_SECONDS } from "~/features/positive-list/signing-keys";
import { publicKeys } from "~/features/positive-list/signing.server";

export const loader = async () =>
  Response.json(await publicKeys(), {
    headers: { "Cache-Control": `public, max-age=${JWKS_MAX_AGE_SECONDS}` },
  });
