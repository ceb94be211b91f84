/** Makes translation keys part of the types: a key that is not in the English files does not compile. */
import "i18next";
import type accounts from "./en/accounts.json";
import type booking from "./en/booking.json";
import type common from "./en/common.json";
import type correction from "./en/correction.json";
import type errors from "./en/errors.json";
import type evidence from "./en/evidence.json";
import type guidance from "./en/guidance.json";
import type learning from "./en/learning.json";
import type listing from "./en/listing.json";
import type mail from "./en/mail.json";
import type positiveList from "./en/positive-list.json";
import type rounds from "./en/rounds.json";
import type selfCheck from "./en/self-check.json";
import type selfCheckReport from "./en/self-check-report.json";
import type selfCheckRound from "./en/self-check-round.json";
import type selfCheckWork from "./en/self-check-work.json";
import type sharing from "./en/sharing.json";
import type oneCheck from "./en/one-check.json";
import type factDispute from "./en/fact-dispute.json";
import type factFile from "./en/fact-file.json";
import type listingLife from "./en/listing-life.json";
import type greenFinance from "./en/green-finance.json";
import type inspection from "./en/inspection.json";
import type nextTier from "./en/next-tier.json";
import type percentile from "./en/percentile.json";
import type ruleVersions from "./en/rule-versions.json";
import type profileRules from "./en/profile-rules.json";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "common";
    resources: {
      accounts: typeof accounts;
      booking: typeof booking;
      common: typeof common;
      correction: typeof correction;
      errors: typeof errors;
      evidence: typeof evidence;
      guidance: typeof guidance;
      learning: typeof learning;
      listing: typeof listing;
      mail: typeof mail;
      "positive-list": typeof positiveList;
      rounds: typeof rounds;
      "self-check": typeof selfCheck;
      "self-check-report": typeof selfCheckReport;
      "self-check-round": typeof selfCheckRound;
      "self-check-work": typeof selfCheckWork;
      sharing: typeof sharing;
      "fact-dispute": typeof factDispute;
      "one-check": typeof oneCheck;
      "fact-file": typeof factFile;
      "listing-life": typeof listingLife;
      "green-finance": typeof greenFinance;
      inspection: typeof inspection;
      "next-tier": typeof nextTier;
      percentile: typeof percentile;
      "rule-versions": typeof ruleVersions;
      "profile-rules": typeof profileRules;
    };
  }
}
