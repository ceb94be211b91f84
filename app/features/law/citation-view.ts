/** What a page needs to show one citation. */
export interface CitationView {
  readonly id: string;
  readonly label: string;
  readonly heading: string;
  readonly to: string;
}
