/** The OpenAPI document of the interface for machines, made from the schemas that check what is sent. */
import { z } from "zod";
import {
  exemptionAnswerSchema,
  exemptionAnswersSchema,
  exemptionQuestionsSchema,
  problemSchema,
  purposeSchema,
} from "./exemption-answer";
import { factAnswerDocument, factCallDocument } from "./fact-api";
import { financeAnswerSchema, financeQuestionSchema } from "./finance/finance-answer";

function jsonSchema(schema: z.ZodType, io: "input" | "output" = "output") {
  const made = z.toJSONSchema(schema, { unrepresentable: "any", io });
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
    "429": problem("More questions in a minute than the key may ask; see Retry-After"),
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
    "429": problem("More questions in a minute than the key may ask; see Retry-After"),
  },
};

const financeQuery = {
  operationId: "askGreenFinance",
  summary: "How the listing of an enterprise stands, for an organisation it has consented to, signed",
  security: [{ key: [] }],
  requestBody: {
    required: true,
    content: { "application/json": { schema: { $ref: "#/components/schemas/FinanceQuestion" } } },
  },
  responses: {
    "200": {
      description: "Consent, standing on the list, tier of the last evaluation",
      content: { "application/json": { schema: { $ref: "#/components/schemas/FinanceAnswer" } } },
    },
    "400": problem("The body or the code is not usable"),
    "401": problem("No key, or a key that is not valid (any more)"),
    "403": problem("The key does not cover this question (no-scope), or no consent to this organisation is in force (no-consent)"),
    "429": problem("More questions in a minute than the key may ask; see Retry-After"),
  },
};

const factCall = {
  operationId: "stateFacts",
  summary: "State up to 1,000 facts about enterprises of the key's region; each entry has its own answer",
  security: [{ key: [] }],
  parameters: [
    {
      name: "Idempotency-Key",
      in: "header",
      required: true,
      description: "Yours for this call. The same key with the same body is answered as the first time, for 30 days",
      schema: { type: "string", minLength: 1, maxLength: 255 },
    },
  ],
  requestBody: {
    required: true,
    content: { "application/json": { schema: { $ref: "#/components/schemas/FactCall" } } },
  },
  responses: {
    "200": {
      description: "An answer for each entry, in the order sent: stored, corrected, already on record, or refused with field and message",
      content: { "application/json": { schema: { $ref: "#/components/schemas/FactAnswer" } } },
    },
    "400": problem("The body or the header Idempotency-Key is not usable"),
    "401": problem("No key, or a key that is not valid (any more)"),
    "403": problem("The key has no scope facts:write"),
    "409": problem("The Idempotency-Key was sent with another body"),
    "429": problem("More calls in a minute than the key may make; see Retry-After"),
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
    title: "Zijian for machines",
    version,
    description:
      "Is an enterprise exempt from routine inspections? Each question is logged with its purpose; the enterprise sees it. Systems of agencies state facts, which the enterprise sees and can have corrected.",
  },
  paths: {
    "/api/v1/exemptions/{uscc}": { get: exemptionQuery },
    "/api/v1/exemptions": { post: batchQuery },
    "/api/v1/green-finance": { post: financeQuery },
    "/api/v1/facts": { post: factCall },
    "/.well-known/jwks.json": { get: keyQuery },
  },
  components: {
    securitySchemes: { key: { type: "http", scheme: "bearer" } },
    schemas: {
      Exemption: jsonSchema(exemptionAnswerSchema),
      ExemptionAnswers: jsonSchema(exemptionAnswersSchema),
      ExemptionQuestions: jsonSchema(exemptionQuestionsSchema),
      FinanceQuestion: jsonSchema(financeQuestionSchema),
      FinanceAnswer: jsonSchema(financeAnswerSchema),
      FactCall: jsonSchema(factCallDocument, "input"),
      FactAnswer: jsonSchema(factAnswerDocument),
      Problem: jsonSchema(problemSchema),
    },
  },
});
