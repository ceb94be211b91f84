/** What an earlier self-check says to a question: an offer to confirm, law that has changed, or where the answer is from. */
export type CarriedView =
  | {
      readonly is: "offered";
      readonly day: string;
      readonly answer: string;
      readonly note: string;
    }
  | { readonly is: "stale"; readonly changes: readonly { readonly to: string; readonly text: string }[] }
  | { readonly is: "confirmed"; readonly day: string };
