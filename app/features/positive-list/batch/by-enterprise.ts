/** Rows of many enterprises, each turned into something, under the enterprise they belong to and in their order. */
export function byEnterprise<R extends { readonly enterpriseId: string }, T>(
  rows: readonly R[],
  make: (row: R) => T
): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.enterpriseId);
    if (group) group.push(make(row));
    else groups.set(row.enterpriseId, [make(row)]);
  }
  return groups;
}
