// zone.js, core-js and the like are there before the recorder.
import { feature } from "./common.js";
import { show, work, wrap } from "./wrappers.js";

feature({ ready: () => wrap().then(show), act: work });
