/** The package brings no types; this is what the benches use. */
declare module "autocannon" {
  export interface Result {
    readonly requests: { readonly average: number };
    readonly latency: { readonly p50: number; readonly p99: number; readonly max: number };
    readonly non2xx: number;
    readonly errors: number;
    readonly "2xx": number;
  }
  export interface Request {
    readonly method?: string;
    readonly path?: string;
    readonly headers?: Record<string, string>;
    readonly setupRequest?: (request: Request) => Request;
  }
  export interface Options {
    readonly url: string;
    readonly connections?: number;
    readonly duration?: number;
    /** Requests a second, over all connections. */
    readonly overallRate?: number;
    readonly requests?: readonly Request[];
  }
  export default function autocannon(options: Options): Promise<Result>;
}
