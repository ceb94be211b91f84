/**
 * Signs answers to machines (EdDSA over Ed25519) and publishes the keys they are checked with.
 *
 * Keys are derived from the portal's secret and an epoch; the database says which epoch signs and which are published.
 */
import { createPrivateKey, createPublicKey, sign, type KeyObject } from "node:crypto";
import { gt, isNull, or } from "drizzle-orm";
import { calculateJwkThumbprint, exportJWK, type JWK } from "jose";
import { wallClock } from "~/platform/clock.server";
import { keySeed } from "~/platform/crypto.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { system } from "~/shared/actor";
import { publishedAt, signingAt, type KeyEpoch } from "./signing-keys";

const { signingKeys } = tables;
/** PKCS #8 wrapping of a bare Ed25519 seed. */
const PKCS8_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");

interface SigningKey {
  readonly key: KeyObject;
  readonly jwk: JWK & { readonly kid: string };
  /** The protected header of every answer, as it is signed. */
  readonly header: string;
}
const made = new Map<number, Promise<SigningKey>>();

function keyOf(epoch: number): Promise<SigningKey> {
  const known = made.get(epoch);
  if (known) return known;
  const fresh = makeKey(epoch);
  made.set(epoch, fresh);
  return fresh;
}

/** The same after every restart. */
async function makeKey(epoch: number): Promise<SigningKey> {
  const key = createPrivateKey({
    key: Buffer.concat([PKCS8_PREFIX, keySeed(epoch === 0 ? "jws" : `jws ${epoch}`)]),
    format: "der",
    type: "pkcs8",
  });
  const open = await exportJWK(createPublicKey(key));
  const kid = await calculateJwkThumbprint(open);
  const header = base64url(JSON.stringify({ alg: "EdDSA", kid, typ: "JOSE" }));
  return { key, jwk: { ...open, kid, alg: "EdDSA", use: "sig" }, header };
}

const base64url = (text: string): string => Buffer.from(text, "utf8").toString("base64url");

/** Compact JWS of a JSON value, with the key of this epoch. */
export async function signed(value: unknown, epoch: number): Promise<string> {
  const { key, header } = await keyOf(epoch);
  const input = `${header}.${base64url(JSON.stringify(value))}`;
  return `${input}.${sign(null, Buffer.from(input), key).toString("base64url")}`;
}

/** The epochs that have not ended at `at`. Needs the system's reach. */
export function keyEpochs(tx: Tx, at: Date): Promise<KeyEpoch[]> {
  return tx
    .select({
      epoch: signingKeys.epoch,
      publishedAt: signingKeys.publishedAt,
      signsFrom: signingKeys.signsFrom,
      endsAt: signingKeys.endsAt,
    })
    .from(signingKeys)
    .where(or(isNull(signingKeys.endsAt), gt(signingKeys.endsAt, at)))
    .orderBy(signingKeys.epoch);
}

/** The epoch whose key signs now. Needs the system's reach. */
export async function signingEpoch(tx: Tx): Promise<number> {
  const at = wallClock();
  return signingAt(await keyEpochs(tx, at), at).epoch;
}

export async function publicKeys(at: Date = wallClock()): Promise<{ keys: JWK[] }> {
  const epochs = await withTx(system("signing-keys"), (tx) => keyEpochs(tx, at));
  const keys = await Promise.all(publishedAt(epochs, at).map(({ epoch }) => keyOf(epoch)));
  return { keys: keys.map(({ jwk }) => jwk) };
}

export const kidOf = async (epoch: number): Promise<string> => (await keyOf(epoch)).jwk.kid;
