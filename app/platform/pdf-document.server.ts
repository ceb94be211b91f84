/** An empty tagged PDF in A4 with the one font that has every Han character, and its bytes once it is ended. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import PDFDocument from "pdfkit";
import type { Locale } from "~/shared/locale";

export const FONT = "NotoSansSC";
export const BOLD = "NotoSansSC-Bold";
export const MARGIN = 56;
const require = createRequire(import.meta.url);
const fontFiles = new Map<string, Buffer>();

function fontFile(name: string): Buffer {
  let bytes = fontFiles.get(name);
  if (!bytes) {
    bytes = readFileSync(require.resolve(`@expo-google-fonts/noto-sans-sc/${name}`));
    fontFiles.set(name, bytes);
  }
  return bytes;
}

export interface OpenDocument {
  readonly doc: PDFKit.PDFDocument;
  readonly root: PDFKit.PDFStructureElement;
  readonly bytes: Promise<Buffer>;
}

export function openDocument(title: string, locale: Locale): OpenDocument {
  const doc = new PDFDocument({
    size: "A4",
    margins: { top: MARGIN, bottom: MARGIN + 16, left: MARGIN, right: MARGIN },
    pdfVersion: "1.7",
    tagged: true,
    lang: locale,
    displayTitle: true,
    bufferPages: true,
    info: { Title: title, Creator: "Zijian" },
    font: "",
  });
  doc.registerFont(FONT, fontFile("400Regular/NotoSansSC_400Regular.ttf"));
  doc.registerFont(BOLD, fontFile("600SemiBold/NotoSansSC_600SemiBold.ttf"));
  const root = doc.struct("Document");
  doc.addStructure(root);
  const chunks: Buffer[] = [];
  const bytes = new Promise<Buffer>((resolve, reject) => {
    doc.on("data", (chunk: Buffer) => chunks.push(chunk));
    doc.on("end", () => resolve(Buffer.concat(chunks)));
    doc.on("error", reject);
  });
  return { doc, root, bytes };
}
