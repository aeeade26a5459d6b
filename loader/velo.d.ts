/** Velo: records a web page for replay, masked before it leaves the browser. See docs/api.md. */

/** Options of `start`; each has the value that records least as its default. */
export interface Options {
  /** URL of the collector. None: nothing is sent, `on("batch")` still sees it. */
  endpoint?: string | null;
  /** `strict`: page text is hidden. `balanced`: page text shows except what is marked or detected as personal. */
  preset?: "strict" | "balanced";
  /** Record what visitors type, outside the floor and outside what is detected as personal. */
  recordInputs?: boolean;
  /** `balanced` only: show e-mail addresses. */
  recordEmails?: boolean;
  /** `balanced` only: show long numbers, never valid card, bank or id numbers. */
  recordNumbers?: boolean;
  /** CSS selectors of what leaves as an empty box. */
  exclude?: string[];
  /** CSS selectors of what leaves with its words hidden. */
  mask?: string[];
  /** CSS selectors of what `strict` may show. */
  allow?: string[];
  /** CSS selectors of where input and pointer events are not recorded. */
  ignore?: string[];
  /** `required`: nothing is loaded or observed until `consent.grant()`, or a consent platform says yes. */
  consent?: "required" | "not-required";
  /** Global Privacy Control or Do Not Track means: do not record. */
  respectGpc?: boolean;
  /** Share of sessions recorded, 0 to 1. */
  sample?: number;
  /** Honour other products' privacy marks, and Smartsupp's and Smartlook's calls: all, none, or those of the products named. */
  aliases?: boolean | string[];
  /** Origins, like `https://pay.example`, whose pages may show in this recording when framed here, and this page in theirs. */
  frames?: string[];
  /** With `consent: "required"`: whose yes counts beside `consent.grant()`. All, none, or those named. */
  consentFrom?: boolean | ("event" | "google" | "tcf")[];
  /** The IAB TCF purposes that the visitor must have agreed to, each: 1, 8 and 10. */
  tcfPurposes?: number[];
}

/** What velo is doing: nothing yet, waiting for consent, and so on. */
export type State = "idle" | "waiting" | "starting" | "recording" | "paused" | "off" | "failed";

/** One element, several, or a CSS selector. Nothing at all marks nothing. */
export type Target = Element | Iterable<Element> | ArrayLike<Element> | string | null | undefined;

/** Lifts the mark of the call that gave it, and no other. */
export type Undo = () => void;

/** What velo is doing now. */
export declare const state: State;

/** Begins. Rejects when an option is wrong or the recorder cannot start; then nothing is recorded. */
export declare function start(options?: Options): Promise<State>;
/** Undoes every hook and sends what is left. */
export declare function stop(): Promise<void>;
/** Observes no more, until `resume`. */
export declare function pause(): void;
/** Goes on, with a new snapshot of the whole page. */
export declare function resume(): void;

/** From now on the target leaves as an empty box, also in what has not left yet. */
export declare function exclude(target: Target): Undo;
/** From now on the target's words and values are hidden, also in what has not left yet. */
export declare function mask(target: Target): Undo;
/** The target's words may show where the preset is `strict`. */
export declare function allow(target: Target): Undo;
/** From now on no input and no pointer event in the target is recorded, and its values are hidden. */
export declare function ignore(target: Target): Undo;

/** Whether the visitor may be recorded: what the page says of it, and what holds now. */
export declare const consent: {
  readonly state: "required" | "granted" | "revoked" | "not-required";
  /** The visitor agrees. Resolves like `start`. */
  grant(): Promise<State>;
  /**
   * The visitor does not agree any more: everything is forgotten, the collector is asked to erase the recording. Resolves with
   * whether it has; if not, it is asked again at a later visit.
   */
  revoke(): Promise<boolean>;
};

/** Resolves when everything seen so far was masked and accepted by the collector. */
export declare function flush(): Promise<void>;
/** What was hidden and dropped: counts by rule and reason, never content. */
export declare function ledger(): Promise<Record<string, unknown>>;
/** Something that the site wants to find in the recording; masked like everything else. */
export declare function event(name: string, data?: unknown): void;
/** A name for the visitor that says nothing about the person. */
export declare function identify(pseudonym: string): void;
/** The listener gets the exact text of each segment before it leaves. */
export declare function on(name: "batch", listener: (text: string) => void): Undo;
