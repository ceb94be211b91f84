/** All English texts, one namespace a file. Loaded by the server, and by the browser when the page is in English. */
const files = import.meta.glob<Record<string, unknown>>("./en/*.json", { eager: true, import: "default" });

export const texts = Object.fromEntries(
  Object.entries(files).map(([path, value]) => [path.slice("./en/".length, -".json".length), value])
);
