/** The OpenAPI document of the interface for machines. */
import { openApiDocument } from "~/features/positive-list/openapi";

export const loader = () =>
  Response.json(openApiDocument("1.0.0"), {
    headers: { "Cache-Control": "public, max-age=3600" },
  });
