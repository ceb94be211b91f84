/** The OpenAPI document of the interface for machines, made from the schemas that check what is sent. */
import { z } from "zod";
import {
  exemptionAnswerSchema,
  exemptionAnswersSchema,
  exemptionQuestionsSchema,
  problemSchema,
  purposeSchema,
} from "./exemption-answer";

function jsonSchema(schema: z.ZodType) {
  const made = z.toJSONSchema(schema, { unrepresentable: "any" });
  delete made.$schema;
  return made;
}

const problem = (description: string) => ({
  description,
  content: {
    "application/problem+json": {
      schema: { $ref: "#/components/schemas/Problem" },
    },
  },
});

const exemptionQuery = {
  operationId: "askExemption",
  summary: "The exemption of one enterprise, signed",
  security: [{ key: [] }],
  parameters: [
    {
      name: "uscc",
      in: "path",
      required: true,
      description: "Unified social credit code, 18 characters",
      schema: { type: "string", minLength: 18, maxLength: 18 },
    },
    {
      name: "purpose",
      in: "query",
      required: true,
      description: "Why you ask; shown to the enterprise",
      schema: jsonSchema(purposeSchema),
    },
  ],
  responses: {
    "200": {
      description: "How the enterprise stands, with a reason code",
      content: {
        "application/json": {
          schema: { $ref: "#/components/schemas/Exemption" },
        },
      },
    },
    "400": problem("The code or the purpose is not valid"),
    "401": problem("No key, or a key that is not valid (any more)"),
    "403": problem("The key does not cover this question"),
    "404": problem("No enterprise with this code within the key's region"),
    "429": problem("More than 600 questions in a minute; see Retry-After"),
  },
};

const batchQuery = {
  operationId: "askExemptions",
  summary: "The exemptions of up to 100 enterprises, signed together",
  security: [{ key: [] }],
  requestBody: {
    required: true,
    content: {
      "application/json": {
        schema: { $ref: "#/components/schemas/ExemptionQuestions" },
      },
    },
  },
  responses: {
    "200": {
      description: "An answer for each code, in the order asked",
      content: {
        "application/json": {
          schema: { $ref: "#/components/schemas/ExemptionAnswers" },
        },
      },
    },
    "400": problem("The body is not usable"),
    "401": problem("No key, or a key that is not valid (any more)"),
    "403": problem("The key does not cover this question"),
    "429": problem("More than 600 questions in a minute; see Retry-After"),
  },
};

const keyQuery = {
  operationId: "keys",
  summary: "Public keys that answers are checked with (RFC 7517)",
  responses: {
    "200": { description: "Key set", content: { "application/json": {} } },
  },
};

export const openApiDocument = (version: string) => ({
  openapi: "3.1.0",
  info: {
    title: "Zijian exemption query",
    version,
    description:
      "Is an enterprise exempt from routine inspections? Each question is logged with its purpose; the enterprise sees it.",
  },
  paths: {
    "/api/v1/exemptions/{uscc}": { get: exemptionQuery },
    "/api/v1/exemptions": { post: batchQuery },
    "/.well-known/jwks.json": { get: keyQuery },
  },
  components: {
    securitySchemes: { key: { type: "http", scheme: "bearer" } },
    schemas: {
      Exemption: jsonSchema(exemptionAnswerSchema),
      ExemptionAnswers: jsonSchema(exemptionAnswersSchema),
      ExemptionQuestions: jsonSchema(exemptionQuestionsSchema),
      Problem: jsonSchema(problemSchema),
    },
  },
});
