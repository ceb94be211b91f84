/** Text as people type it: without the control characters that no keyboard makes and no database keeps. */
export const plainText = (text: string): string =>
  // oxlint-disable-next-line no-control-regex
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, "");
