/** One-time codes by time (RFC 6238): six digits, 30 seconds, one step of tolerance either way. */
import { Secret, TOTP } from "otpauth";
import { toString as drawSvg } from "qrcode";
import { z } from "zod";
import { wallClock } from "~/platform/clock.server";
import { seal, unseal } from "~/platform/crypto.server";

const PERIOD_SECONDS = 30;
const ENROLMENT_MS = 30 * 60_000;
/** How the secret is sealed in `credential`. */
const AT_REST = "totp";

const totp = (secret: string, label = ""): TOTP =>
  new TOTP({ issuer: "Zijian", label, secret: Secret.fromBase32(secret), algorithm: "SHA1", digits: 6, period: PERIOD_SECONDS });

export const newSecret = (): string => new Secret({ size: 20 }).base32;
export const sealSecret = (secret: string): string => seal(secret, AT_REST);
export const unsealSecret = (sealed: string): string => unseal(sealed, AT_REST);

/** The 30-second step a code belongs to, or null when it is wrong. Each step may be used once: the caller remembers it. */
export function counterOf(secret: string, code: string): number | null {
  const at = wallClock().getTime();
  const delta = totp(secret).validate({ token: code.replace(/\s/g, ""), timestamp: at, window: 1 });
  return delta === null ? null : Math.floor(at / 1000 / PERIOD_SECONDS) + delta;
}

/** The code to type next: the current step's, or the following one's when that was used already. */
export function nextCode(secret: string, lastCounter: number | null): string {
  const step = Math.floor(wallClock().getTime() / 1000 / PERIOD_SECONDS);
  const unused = lastCounter !== null && lastCounter >= step ? step + 1 : step;
  return totp(secret).generate({ timestamp: unused * PERIOD_SECONDS * 1000 });
}

export interface Enrolment {
  /** Goes through the form and comes back: nothing is stored before the first right code. */
  readonly sealed: string;
  readonly secret: string;
  /** `data:` address of the QR code. */
  readonly picture: string;
}

const offerSchema = z.object({ accountId: z.string(), secret: z.string(), at: z.number() });

/** A secret to put into an authenticator app; `earlier` keeps the one already shown. */
export async function offerEnrolment(accountId: string, loginName: string, earlier?: string): Promise<Enrolment> {
  const secret = (earlier && offeredSecret(accountId, earlier)) || newSecret();
  const sealed = seal(JSON.stringify({ accountId, secret, at: wallClock().getTime() }), "totp-offer");
  const svg = await drawSvg(totp(secret, loginName).toString(), { type: "svg", margin: 2, errorCorrectionLevel: "M" });
  return { sealed, secret, picture: `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}` };
}

/** The secret of an offer made to this account in the last half hour, or null. */
export function offeredSecret(accountId: string, sealed: string): string | null {
  try {
    const offer = offerSchema.parse(JSON.parse(unseal(sealed, "totp-offer")));
    const fresh = wallClock().getTime() - offer.at < ENROLMENT_MS;
    return offer.accountId === accountId && fresh ? offer.secret : null;
  } catch {
    // Changed, or of another portal.
    return null;
  }
}
