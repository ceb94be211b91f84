/**
 * What stored approvals, shadow runs and evaluations name must be found again byte for byte: a profile parsed by today's
 * schema hashes as it did when it was approved. A new part of the schema is optional and has no default.
 */
import { expect, it } from "vitest";
import { contentHash } from "../rule-versions/shadow-run.server";
import { profileVersion } from "../rules.server";

it.each([
  ["default", 1, "1d5fee05e25cf9537c89377615e4bcee257ab83b5b436ab4eb595f664dd8ce1e"],
  ["fujian", 1, "1d0e02b4bf6fb431f2474f2d22b0ee3a4843d44f620a201323bc24521a0d7c14"],
  ["guangzhou", 1, "fdbca12bf472ec0672bc75eddddc92aff9434790be08e57432c4eff6d67f9322"],
  ["guangzhou", 2, "f48e4448637467c28b44b76e6fa1f242db68332a59a5d529a8808d7130623c0a"],
  ["hubei-2020", 1, "96f54bf9e534c5f99804b1ff4760c5e49bc23f19c7ee871f2ce7aa381e43e81b"],
  ["shanghai", 1, "6f8a121771b0c65343b32ae7c04356e86e53d4c006e2285967affb12cebcafbc"],
])("%s, version %i", (id, version, hash) => expect(contentHash(profileVersion(id, version))).toBe(hash));
