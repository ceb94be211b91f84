/** Hashing of passwords: argon2id (the package's default), 19 MiB, two passes, one lane; a hash made with less is made anew at sign-in. */
import { hash, verify } from "@node-rs/argon2";
import { randomToken } from "~/platform/crypto.server";
import { normalisePassword } from "./password";

const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const PREFIX = "$argon2id$v=19$m=19456,t=2,p=1$";

export const hashPassword = (password: string): Promise<string> => hash(normalisePassword(password), PARAMETERS);

let dummy: Promise<string> | undefined;

/** Without a hash it takes as long and says no, so that nobody learns which names exist. */
export async function isPassword(typed: string, passwordHash: string | null): Promise<boolean> {
  const against = passwordHash ?? (await (dummy ??= hashPassword(randomToken())));
  const right = await verify(against, normalisePassword(typed));
  return right && passwordHash !== null;
}

export const isWeakHash = (passwordHash: string): boolean => !passwordHash.startsWith(PREFIX);
