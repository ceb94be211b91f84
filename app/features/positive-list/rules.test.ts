import { describe, expect, it } from "vitest";
import { profileById, profiles, scoreRules } from "./rules.server";
import { GATE_CODES } from "./profile";

describe("content/profiles", () => {
  it("holds the profiles, each under its own id", () => {
    expect([...profiles().keys()].sort()).toEqual([
      "default", "fujian", "guangzhou", "hainan", "hubei-2020", "jiangsu", "shaanxi", "shanghai", "suzhou",
    ]);
    expect(() => profileById("mars")).toThrow(
      'No profile "mars". Expected one of: default, fujian'
    );
  });

  it("differ where the places differ", () => {
    expect(profileById("guangzhou").gates.G2b.mode).toBe("flag");
    expect(profileById("fujian").gates.G2b.mode).toBe("fail");
    expect(profileById("fujian").visits.legalEffect.basis.design).toBe(false);
    expect(profileById("default").visits.legalEffect.basis.design).toBe(true);
    expect(profileById("hubei-2020").status).toBe("trial");
  });

  it("says of every gate where it comes from", () => {
    for (const profile of profiles().values())
      for (const code of GATE_CODES) {
        expect(profile.gates[code].isOn).toBe(true);
        expect(profile.gates[code].basis.source.en).not.toBe("");
      }
  });

  it("takes no window of the default shorter than another place's", () => {
    const strictest = profileById("default").gates;
    for (const { gates } of profiles().values()) {
      expect(gates.G2.windowMonths).toBeLessThanOrEqual(strictest.G2.windowMonths);
      expect(gates.G3.windowMonths).toBeLessThanOrEqual(strictest.G3.windowMonths);
      expect(gates.G4.windowMonths).toBeLessThanOrEqual(strictest.G4.windowMonths);
      expect(gates.G9.windowMonths).toBeLessThanOrEqual(strictest.G9.windowMonths);
    }
  });
});

describe("content/rules", () => {
  it("has tiers at 90, 80, 60, 40 and 0", () => {
    expect(scoreRules().tiers.tiers.map((tier) => tier.minScore)).toEqual([90, 80, 60, 40, 0]);
  });
});
