/** Carries through the steps of signing in where they lead. */
export function TowardsFields({ to, resume }: { to?: string | undefined; resume?: string | undefined }) {
  return (
    <>
      {to ? <input type="hidden" name="to" value={to} /> : null}
      {resume ? <input type="hidden" name="resume" value={resume} /> : null}
    </>
  );
}
