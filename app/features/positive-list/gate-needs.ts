/** The numbers that a profile puts into what a gate asks for. */
import type { GateCode, Profile } from "./profile";

export function gateNeeds({ gates }: Profile, code: GateCode): { months?: number } {
  switch (code) {
    case "G2":
    case "G2b":
    case "G3":
    case "G4":
    case "G9":
      return { months: gates[code].windowMonths };
    case "G12":
      return { months: gates.G12.falsePledgeMonths };
    default:
      return {};
  }
}
