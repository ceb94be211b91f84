/** Drawings that show what to look at. */
export interface Drawing {
  readonly src: string;
  readonly caption: string;
  readonly alt: string;
}

export function Drawings({ drawings }: { drawings: readonly Drawing[] }) {
  return drawings.map(({ src, caption, alt }) => (
    <figure key={src} className="my-3">
      <img
        src={src}
        alt={alt}
        width={640}
        height={400}
        loading="lazy"
        className="h-auto w-full rounded-box border border-line bg-page"
      />
      <figcaption className="mt-1 text-small text-muted">{caption}</figcaption>
    </figure>
  ));
}
