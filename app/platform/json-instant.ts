/** An instant as PostgreSQL writes it into JSON. */
import { z } from "zod";

export const jsonInstant = z.string().transform((text) => new Date(text));
