/** The package brings no types; this is what the benches use. */
declare module "autocannon" {
  interface Result {
    readonly requests: { readonly average: number };
    readonly non2xx: number;
  }
  export default function autocannon(options: {
    url: string;
    connections: number;
    duration: number;
  }): Promise<Result>;
}
