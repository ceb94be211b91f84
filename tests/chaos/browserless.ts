/** A reader without a browser: keeps cookies, fills the forms of a page, follows nothing by itself. */
export interface Answer {
  readonly status: number;
  readonly location: string;
  readonly body: string;
}

export class Client {
  private readonly cookies = new Map<string, string>();
  constructor(public origin: string) {}

  get = (path: string): Promise<Answer> => this.ask(path, { method: "GET" });

  post = (path: string, fields: Record<string, string>): Promise<Answer> =>
    this.ask(path, {
      method: "POST",
      headers: { Origin: this.origin, "Content-Type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(fields).toString(),
    });

  private async ask(path: string, init: RequestInit): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(this.origin + path, {
      ...init,
      headers: { ...init.headers, ...(cookie ? { Cookie: cookie } : {}) },
      redirect: "manual",
      signal: AbortSignal.timeout(30_000),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.cookies.set(name, value);
    }
    return {
      status: response.status,
      location: response.headers.get("Location") ?? "",
      body: await response.text(),
    };
  }

  async signIn(login: string, password: string): Promise<void> {
    const answer = await this.post("/sign-in", { loginName: login, password });
    if (answer.status !== 302) throw new Error(`Sign-in of ${login} answered ${answer.status}.`);
  }
}

const decode = (text: string): string =>
  text
    .replace(/&quot;/g, '"')
    .replace(/&#x27;/g, "'")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&");

/** Names and values of the hidden fields of a page. */
export function hiddenFields(html: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [tag] of html.matchAll(/<input\b[^>]*type="hidden"[^>]*>/g)) {
    const name = /\bname="([^"]*)"/.exec(tag)?.[1];
    if (name !== undefined) fields[decode(name)] = decode(/\bvalue="([^"]*)"/.exec(tag)?.[1] ?? "");
  }
  return fields;
}

/** The password printed beside a demonstration account. */
export function printedPassword(output: string, login: string): string {
  const line = output.split("\n").find((text) => text.trim().startsWith(`${login} `));
  const password = line?.trim().split(/\s+/)[1];
  if (!password) throw new Error(`No account ${login} was printed:\n${output}`);
  return password;
}
