/** All Chinese texts, one namespace a file, for the server. A browser loads them in two parts. */
import { texts as answering } from "./answering.zh-CN";
import { texts as others } from "./others.zh-CN";

export const texts = { ...answering, ...others };
