/** What agencies asked to be looked at in one visit. */
import { Link } from "@remix-run/react";

export function Matters({ rows }: { rows: readonly { readonly id: string; readonly agency: string; readonly matter: string }[] }) {
  return (
    <ul>
      {rows.map(({ id, agency, matter }) => (
        <li key={id}>
          {agency}: <Link to={`/inspections/requests/${id}`}>{matter}</Link>
        </li>
      ))}
    </ul>
  );
}
