/** Gates as bits, in the order of `GATE_CODES`: one number each for failed, unknown and not applicable; passed is none of them. */
import type { GateResult } from "../evaluation";
import { GATE_CODES, type GateCode } from "../profile";

export interface GateBits {
  readonly failed: number;
  readonly unknown: number;
  readonly notApplicable: number;
}

export const gateBit = (code: GateCode): number => 1 << GATE_CODES.indexOf(code);

export function gateBits(gates: readonly Pick<GateResult, "code" | "outcome">[]): GateBits {
  const bits = (outcome: GateResult["outcome"]) =>
    gates.reduce((sum, gate) => (gate.outcome === outcome ? sum | gateBit(gate.code) : sum), 0);
  return { failed: bits("failed"), unknown: bits("unknown"), notApplicable: bits("not-applicable") };
}

export const gatesIn = (bits: number): GateCode[] => GATE_CODES.filter((code) => (bits & gateBit(code)) !== 0);
