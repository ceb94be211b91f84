/** Signs answers to machines (EdDSA over Ed25519) and publishes the key they are checked with. */
import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { calculateJwkThumbprint, CompactSign, exportJWK, type JWK } from "jose";
import { keySeed } from "~/platform/crypto.server";

/** PKCS #8 wrapping of a bare Ed25519 seed. */
const PKCS8_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");

interface SigningKey {
  readonly key: KeyObject;
  readonly jwk: JWK & { readonly kid: string };
}
let made: Promise<SigningKey> | undefined;

/** The same after every restart, from the portal's secret. */
const signingKey = (): Promise<SigningKey> => (made ??= makeKey());

async function makeKey(): Promise<SigningKey> {
  const key = createPrivateKey({
    key: Buffer.concat([PKCS8_PREFIX, keySeed("jws")]),
    format: "der",
    type: "pkcs8",
  });
  const open = await exportJWK(createPublicKey(key));
  const kid = await calculateJwkThumbprint(open);
  return { key, jwk: { ...open, kid, alg: "EdDSA", use: "sig" } };
}

/** Compact JWS of a JSON value. */
export async function signed(value: unknown): Promise<string> {
  const { key, jwk } = await signingKey();
  return new CompactSign(new TextEncoder().encode(JSON.stringify(value)))
    .setProtectedHeader({ alg: "EdDSA", kid: jwk.kid, typ: "JOSE" })
    .sign(key);
}

export const publicKeys = async (): Promise<{ keys: JWK[] }> => ({
  keys: [(await signingKey()).jwk],
});
