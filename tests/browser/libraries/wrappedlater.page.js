// zone.js, core-js and the like come while the recorder is at work.
import { feature } from "./common.js";
import { show, work, wrap } from "./wrappers.js";

feature({ ready: show, act: () => wrap().then(show).then(work) });
