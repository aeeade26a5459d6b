// A consent platform out of the IAB's own parts, bundled by the test: `cmp.show()`, `cmp.chosen([purposes], [legitimate interests])`.
import { CmpApi } from "@iabtechlabtcf/cmpapi";
import { GVL, TCModel, TCString } from "@iabtechlabtcf/core";

const NUMBER = 31;
const purposes = Object.fromEntries(Array.from({ length: 11 }, (_, at) => [at + 1, { id: at + 1, name: "", description: "", illustrations: [] }]));
const nothing = { specialPurposes: {}, features: {}, specialFeatures: {}, stacks: {}, vendors: {}, dataCategories: {} };
const list = { gvlSpecificationVersion: 3, vendorListVersion: 120, tcfPolicyVersion: 5, lastUpdated: "2026-11-01T00:00:00Z", purposes, ...nothing };
const api = new CmpApi(NUMBER, 3, true);

window.cmp = {
  show: () => api.update("", true),
  outside: () => api.update(null),
  chosen(consents, interests = []) {
    const model = new TCModel(new GVL(list));
    Object.assign(model, { cmpId: NUMBER, cmpVersion: 3, consentScreen: 1, policyVersion: 5, isServiceSpecific: true });
    consents.forEach((one) => model.purposeConsents.set(one));
    interests.forEach((one) => model.purposeLegitimateInterests.set(one));
    api.update(TCString.encode(model), false);
  },
};
