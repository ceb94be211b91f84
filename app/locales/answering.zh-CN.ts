/** The Chinese texts of the pages on which questions are answered, for phones on a slow line. */
const files = import.meta.glob<Record<string, unknown>>(
  "./zh-CN/{common,errors,self-check,self-check-work,self-check-round,rounds,evidence}.json",
  { eager: true, import: "default" }
);

export const texts = Object.fromEntries(
  Object.entries(files).map(([path, value]) => [path.slice("./zh-CN/".length, -".json".length), value])
);
