/** All gates in order. A gate that a profile switches off does not apply. */
import type { GateResult } from "./evaluation";
import { Findings, plain } from "./explain";
import type { FactView } from "./fact-view";
import { GATE_CODES, type GateCode, type Profile } from "./profile";
import {
  crimeGate,
  falsificationGate,
  incidentGate,
  penaltyGate,
  reentryGate,
  violationGate,
} from "./record-gates";
import {
  creditGate,
  exclusionGate,
  monitoringGate,
  openMattersGate,
  permitGate,
  pledgeGate,
  reportsGate,
  zoningGate,
} from "./state-gates";

const GATES: Readonly<Record<GateCode, (view: FactView, profile: Profile) => GateResult>> = {
  G1: permitGate,
  G2: penaltyGate,
  G2b: violationGate,
  G3: incidentGate,
  G4: crimeGate,
  G5: reportsGate,
  G6: monitoringGate,
  G7: exclusionGate,
  G8: zoningGate,
  G9: falsificationGate,
  G10: creditGate,
  G11: openMattersGate,
  G12: pledgeGate,
  G13: reentryGate,
};

const SWITCHED_OFF = plain("gate-off");

export function gateResults(view: FactView, profile: Profile): GateResult[] {
  return GATE_CODES.map((code) => {
    const { isOn, basis } = profile.gates[code];
    return isOn
      ? GATES[code](view, profile)
      : new Findings().notApplicable(code, basis, SWITCHED_OFF);
  });
}
