/** The code at the gate as a picture, as people read it, and as they type it. */
import { toString as drawSvg } from "qrcode";

/** Where a code is typed in. */
export const entryAddress = (request: Request): string => new URL("/entry", request.url).toString();

/** A picture that leads to the page of the code. */
export async function codePicture(request: Request, code: string): Promise<string> {
  const svg = await drawSvg(`${entryAddress(request)}/${code}`, { type: "svg", margin: 2, errorCorrectionLevel: "M" });
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
}

/** In groups of four. */
export const spaced = (code: string): string => code.match(/.{1,4}/g)?.join(" ") ?? code;

/** What somebody typed, without spaces and hyphens, in capitals. */
export const typed = (text: string): string => text.replaceAll(/[\s-]/g, "").toUpperCase();
