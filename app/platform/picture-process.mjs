/**
 * Makes pictures anew, in a process of its own that gives way to everybody else: requests keep the processor, and a
 * picture that ends the process ends no request. Started by picture-makers.server.ts, one picture at a time; plain
 * JavaScript, so that it runs beside the bundle as beside the sources.
 */
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { setPriority } from "node:os";
import sharp from "sharp";

const PREVIEW_PIXELS = 320;

/**
 * @typedef {object} Order
 * @property {string} from path of the original
 * @property {string} mediaType
 * @property {number} maxPixels
 * @property {string} whole path for the picture made anew
 * @property {string} preview path for a small one
 */
/** @typedef {{ hash: string, sizeBytes: number }} Made */
/** @typedef {{ whole: Made, preview: Made } | { unreadable: true } | { failed: string }} Answer */

// The whole process: its threads are started later and take this over.
setPriority(Number(process.argv[2] ?? 19));
sharp.concurrency(1);
sharp.cache(false);

process.on("disconnect", () => process.exit());
process.on("message", (/** @type {Order} */ order) => {
  make(order).then(
    (answer) => process.send?.(answer),
    (error) => process.send?.({ failed: String(error) })
  );
});

/** @param {Order} order @returns {Promise<Answer>} */
async function make({ from, mediaType, maxPixels, whole, preview }) {
  const original = await readFile(from).catch(absent);
  const made = original && (await remake(original, mediaType, maxPixels));
  if (!made) return { unreadable: true };
  const small = await sharp(made)
    .resize(PREVIEW_PIXELS, PREVIEW_PIXELS, { fit: "inside", withoutEnlargement: true })
    .flatten({ background: "#ffffff" })
    .jpeg({ quality: 70 })
    .toBuffer();
  return { whole: await store(whole, made), preview: await store(preview, small) };
}

/** A fault in the middle of a photograph costs its lower part, not the evidence. */
async function remake(
  /** @type {Buffer} */ bytes,
  /** @type {string} */ mediaType,
  /** @type {number} */ limitInputPixels
) {
  for (const failOn of /** @type {const} */ (["error", "none"])) {
    // Turned as the camera meant it, before the note about that is dropped.
    const upright = sharp(bytes, { limitInputPixels, failOn }).rotate();
    const made = mediaType === "image/png" ? upright.png() : upright.jpeg({ quality: 85 });
    const done = await made.toBuffer().catch(() => null);
    if (done) return done;
  }
  return null;
}

/** @param {string} path @param {Buffer} bytes @returns {Promise<Made>} */
async function store(path, bytes) {
  await writeFile(path, bytes, { flag: "wx", mode: 0o600 });
  return { hash: createHash("sha256").update(bytes).digest("hex"), sizeBytes: bytes.length };
}

/** @returns {null} */
function absent(/** @type {unknown} */ error) {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
  throw error;
}
