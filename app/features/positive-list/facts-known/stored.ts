/** Facts that are rows of their own, as against those the portal computes each time. */
const STORED_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const isStored = ({ id }: { readonly id: string }): boolean => STORED_ID.test(id);
