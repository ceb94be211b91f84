/**
 * PDFs: tagged, in the reader's language, with one font that has every Han character, page numbers and a QR code.
 *
 * A document is written top to bottom through the methods of `PdfWriter`; `finish` gives its bytes. Takes a second or so
 * of processor time, so it is made outside transactions. Lengths are points.
 */
import QRCode from "qrcode";
import type { Locale } from "~/shared/locale";
import { BOLD, FONT, MARGIN, openDocument, type OpenDocument } from "./pdf-document.server";

const INK = "#16211c";
const MUTED = "#4b5b53";
const LINE = "#c9d3cd";

export interface PdfOptions {
  readonly title: string;
  readonly locale: Locale;
  /** Small line at the foot of each page, left of the page number. */
  readonly footer?: string;
  readonly pageLabel: (page: number, pages: number) => string;
}
type Tag = "H1" | "H2" | "H3" | "P";
interface TextStyle {
  readonly tag: Tag;
  readonly size: number;
  readonly bold?: boolean;
  readonly color?: string;
  readonly align?: "left" | "center";
  readonly after?: number;
}

interface ContentsPlace {
  readonly list: PDFKit.PDFStructureElement;
  readonly page: number;
  readonly y: number;
}

/** Headings in the order they were written make the outline and the contents. */
export class PdfWriter {
  private readonly doc: OpenDocument["doc"];
  private readonly root: OpenDocument["root"];
  private readonly bytes: Promise<Buffer>;
  readonly sections: { title: string; page: number }[] = [];

  constructor(private readonly options: PdfOptions) {
    const { doc, root, bytes } = openDocument(options.title, options.locale);
    [this.doc, this.root, this.bytes] = [doc, root, bytes];
  }

  title(text: string): void {
    this.text(text, { tag: "H1", size: 22, bold: true, after: 10 });
  }

  heading(text: string): void {
    this.room(90);
    this.doc.moveDown(0.6);
    this.sections.push({ title: text, page: this.page() });
    this.doc.outline.addItem(text);
    this.text(text, { tag: "H2", size: 15, bold: true, after: 6 });
  }

  subheading(text: string): void {
    this.room(60);
    this.text(text, { tag: "H3", size: 11, bold: true, after: 2 });
  }

  paragraph(
    text: string,
    {
      muted = false,
      center = false,
      size = 10.5,
    }: { muted?: boolean; center?: boolean; size?: number } = {}
  ): void {
    this.text(text, {
      tag: "P",
      size,
      color: muted ? MUTED : INK,
      align: center ? "center" : "left",
      after: 6,
    });
  }

  /** Names and values, one line each. */
  values(rows: readonly { label: string; value: string }[]): void {
    const left = 150;
    for (const { label, value } of rows) {
      const width = this.width() - left;
      this.doc.font(FONT).fontSize(10.5);
      const height =
        Math.max(
          this.doc.heightOfString(value, { width }),
          this.doc.heightOfString(label, { width: left - 10 })
        ) + 6;
      this.room(height);
      const { y } = this.doc;
      this.tagged("P", () => {
        this.doc
          .font(FONT)
          .fontSize(10.5)
          .fillColor(MUTED)
          .text(label, MARGIN, y, { width: left - 10 });
        this.doc.fillColor(INK).text(value, MARGIN + left, y, { width });
      });
      this.doc.x = MARGIN;
      this.doc.y = y + height;
    }
    this.doc.moveDown(0.4);
  }

  rule(): void {
    this.room(14);
    const { y } = this.doc;
    this.doc.markContent("Artifact", { type: "Layout" });
    this.doc
      .moveTo(MARGIN, y)
      .lineTo(MARGIN + this.width(), y)
      .lineWidth(0.7)
      .strokeColor(LINE)
      .stroke();
    this.doc.endMarkedContent();
    this.doc.y = y + 8;
  }

  space(points: number): void {
    this.doc.y += points;
  }

  /** A QR code with a text for those who cannot see it. */
  async qr(
    content: string,
    alt: string,
    { size = 96, center = false }: { size?: number; center?: boolean } = {}
  ): Promise<void> {
    const image = await QRCode.toBuffer(content, {
      errorCorrectionLevel: "M",
      margin: 1,
      width: size * 4,
    });
    this.room(size + 12);
    const { y } = this.doc;
    const figure = this.doc.struct("Figure", { alt }, () => {
      this.doc.image(image, center ? MARGIN + (this.width() - size) / 2 : MARGIN, y, {
        width: size,
      });
    });
    this.root.add(figure);
    this.doc.x = MARGIN;
    this.doc.y = y + size + 8;
  }

  /** Keeps room here for a list of the headings still to come; `fillContents` writes it once their pages are known. */
  reserveContents(lines: number): ContentsPlace {
    const list = this.doc.struct("TOC");
    this.root.add(list);
    const place = { list, page: this.page() - 1, y: this.doc.y };
    this.doc.y += lines * 18 + 10;
    return place;
  }

  fillContents({ list, page, y }: ContentsPlace): void {
    this.doc.switchToPage(page);
    this.sections.forEach(({ title, page: at }, index) => {
      const top = y + index * 18;
      const line = this.doc.struct("TOCI", {}, () => {
        this.doc
          .font(FONT)
          .fontSize(10.5)
          .fillColor(INK)
          .text(title, MARGIN, top, { width: this.width() - 60, lineBreak: false });
        this.doc.text(String(at), MARGIN + this.width() - 50, top, {
          width: 50,
          align: "right",
          lineBreak: false,
        });
      });
      list.add(line);
    });
    list.end();
  }

  finish(): Promise<Buffer> {
    const { start, count } = this.doc.bufferedPageRange();
    for (let index = 0; index < count; index += 1) {
      this.doc.switchToPage(start + index);
      // The foot lies below the bottom margin, where text would otherwise open a page.
      this.doc.page.margins.bottom = 0;
      const y = this.doc.page.height - MARGIN + 8;
      this.doc.markContent("Artifact", { type: "Pagination" });
      this.doc.font(FONT).fontSize(8.5).fillColor(MUTED);
      this.doc.text(this.options.footer ?? this.options.title, MARGIN, y, {
        width: this.width() - 110,
        lineBreak: false,
        ellipsis: true,
      });
      this.doc.text(this.options.pageLabel(index + 1, count), MARGIN + this.width() - 110, y, {
        width: 110,
        align: "right",
        lineBreak: false,
      });
      this.doc.endMarkedContent();
    }
    this.root.end();
    this.doc.end();
    return this.bytes;
  }

  private text(
    content: string,
    { tag, size, bold = false, color = INK, align = "left", after = 4 }: TextStyle
  ): void {
    this.tagged(tag, () => {
      this.doc
        .font(bold ? BOLD : FONT)
        .fontSize(size)
        .fillColor(color);
      this.doc.text(content, MARGIN, this.doc.y, { width: this.width(), align, lineGap: 2 });
    });
    this.doc.y += after;
  }

  private tagged(tag: Tag, draw: () => void): void {
    this.root.add(this.doc.struct(tag, {}, draw));
  }

  /** Opens a page when less than `height` is left on this one. */
  private room(height: number): void {
    if (this.doc.y + height > this.doc.page.height - this.doc.page.margins.bottom)
      this.doc.addPage();
  }

  private readonly width = (): number => this.doc.page.width - 2 * MARGIN;
  private page(): number {
    const { start, count } = this.doc.bufferedPageRange();
    return start + count;
  }
}

export const createPdf = (options: PdfOptions): PdfWriter => new PdfWriter(options);

/** Headers of a PDF made for one reader: saved under its name, kept by no cache. */
export function pdfHeaders(fileName: string): Headers {
  return new Headers({
    "Content-Type": "application/pdf",
    "Content-Disposition": `attachment; filename="${fileName}"`,
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
  });
}
