/** A program that talks to the portal as a browser would: keeps cookies, names its origin, follows nothing by itself. */
import { TOTP, Secret } from "otpauth";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
  /** Where a redirect leads, as a path; "" without one. */
  readonly location: string;
}

export interface Client {
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, fields?: Record<string, string> | FormData, headers?: Record<string, string>): Promise<Answer>;
  /** Name and password, and the second factor where one is asked for. */
  signIn(loginName: string, password?: string): Promise<Answer>;
  cookie(name: string): string | undefined;
  setCookie(name: string, value: string): void;
}

export const PASSWORD = "demo-qing-shan-lv-shui";

let addresses = 0;
const nextAddress = (): string => {
  addresses += 1;
  return `10.${addresses >> 16}.${(addresses >> 8) & 255}.${addresses & 255}`;
};

/** @param address as a trusted proxy would tell it */
export function client(origin: string, address: string = nextAddress()): Client {
  const jar = new Map<string, string>();
  const ask = async (path: string, init: RequestInit): Promise<Answer> => {
    const headers = new Headers(init.headers);
    headers.set("X-Forwarded-For", address);
    if (jar.size > 0) headers.set("Cookie", [...jar].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await fetch(origin + path, { ...init, headers, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "") jar.delete(name);
      else jar.set(name, value);
    }
    return {
      status: response.status,
      headers: response.headers,
      body: await response.text(),
      location: response.headers.get("Location") ?? "",
    };
  };
  const self: Client = {
    get: (path, headers = {}) => ask(path, { headers }),
    post: (path, fields = {}, headers = {}) =>
      ask(path, {
        method: "POST",
        headers: { Origin: origin, ...headers },
        body: fields instanceof FormData ? fields : new URLSearchParams(fields),
      }),
    async signIn(loginName, password = PASSWORD) {
      const first = await self.post("/sign-in", { loginName, password });
      if (!first.location.startsWith("/sign-in/second-factor")) return first;
      return self.post("/sign-in/second-factor", { code: await demonstrationCode(origin, loginName) });
    },
    cookie: (name) => jar.get(name),
    setCookie: (name, value) => void jar.set(name, value),
  };
  return self;
}

/** The code a member of staff of the demonstration would read off their phone. */
export async function demonstrationCode(origin: string, loginName: string): Promise<string> {
  const page = await (await fetch(`${origin}/dev/codes`)).text();
  const code = new RegExp(`data-login="${loginName}"[^>]*data-code="(\\d{6})"`).exec(page)?.[1];
  if (!code) throw new Error(`/dev/codes shows no code for ${loginName}.`);
  return code;
}

/** The code of an authenticator app that was given this secret. */
export const codeOf = (secret: string): string => new TOTP({ secret: Secret.fromBase32(secret.replaceAll(" ", "")) }).generate();
