/** All English texts, one namespace a file, for the server. A browser loads them in two parts. */
import { texts as answering } from "./answering.en";
import { texts as others } from "./others.en";

export const texts = { ...answering, ...others };
