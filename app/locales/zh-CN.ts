/** All Chinese texts, one namespace a file. Loaded by the server, and by the browser when the page is in Chinese. */
const files = import.meta.glob<Record<string, unknown>>("./zh-CN/*.json", { eager: true, import: "default" });

export const texts = Object.fromEntries(
  Object.entries(files).map(([path, value]) => [path.slice("./zh-CN/".length, -".json".length), value])
);
