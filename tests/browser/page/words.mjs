// The words of the visitor's elements as JSON; run by node.
import { words as consent } from "../../../loader/visitor/words_consent.js";
import { words as privacy } from "../../../loader/visitor/words_privacy.js";
import { KINDS, ROWS, RULES } from "../../../loader/visitor/words_ledger.js";

console.log(JSON.stringify({ consent, privacy, kinds: KINDS, rules: RULES, rows: ROWS }));
