/** Work on many, each on its own: a fault at one enterprise does not hold up the others, and is still reported at the end. */
export async function eachAlone<T>(things: readonly T[], work: (thing: T) => Promise<unknown>): Promise<void> {
  const faults: unknown[] = [];
  for (const thing of things) {
    try {
      await work(thing);
    } catch (error) {
      faults.push(error);
    }
  }
  if (faults.length === 1) throw faults[0];
  if (faults.length > 1) throw new AggregateError(faults, `${faults.length} of ${things.length} could not be done.`);
}
