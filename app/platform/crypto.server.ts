/** Random tokens, hashes, and sealing of small secrets with the portal's key. */
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { env } from "./env.server";

/** 32 random bytes for links and cookies, base64url. */
export const randomToken = (): string => randomBytes(32).toString("base64url");

/** Public codes that people type: 16 characters without look-alikes, 80 bits. */
export function randomCode(): string {
  const alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZab".toUpperCase().slice(0, 30);
  return Array.from(randomBytes(16), (byte) => alphabet[byte % alphabet.length]).join("");
}

export const sha256Hex = (data: string | Uint8Array): string => createHash("sha256").update(data).digest("hex");

/** The UUID that follows from a text, the same in every process (RFC 9562, version 8). */
export function uuidOf(text: string): string {
  const hex = sha256Hex(text);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Derived once for each secret and purpose; several are needed for every request. */
const keys = new Map<string, Buffer>();
function key(purpose: string): Buffer {
  const secret = env().APP_SECRET;
  const name = `${secret} ${purpose}`;
  const known = keys.get(name);
  if (known) return known;
  const derived = Buffer.from(hkdfSync("sha256", secret, "zijian", purpose, 32));
  keys.set(name, derived);
  return derived;
}

/** AES-256-GCM, base64url of nonce + tag + text. */
export function seal(plain: string, purpose: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key(purpose), nonce);
  const text = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString("base64url");
}

/** @throws {Error} when it was sealed with another key or changed */
export function unseal(sealed: string, purpose: string): string {
  const bytes = Buffer.from(sealed, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", key(purpose), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
}

export const hmacHex = (data: string, purpose: string): string => createHmac("sha256", key(purpose)).update(data).digest("hex");

/** 32 bytes from which a signing key is derived, the same after every restart. */
export const keySeed = (purpose: string): Buffer => key(purpose);
