// @ts-check
import { eraseButtons, localTimes } from "./said.js";

localTimes();
eraseButtons();
