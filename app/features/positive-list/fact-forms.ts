/** Forms about facts. Messages are keys of the `errors` namespace. The file is received on its own. */
import { z } from "zod";
import { IMPORTABLE_KINDS } from "./import-columns";

export const importForm = z.object({
  kind: z.enum(IMPORTABLE_KINDS, { error: "choose" }),
});
