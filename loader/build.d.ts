/** Names that the build puts in (recorder/host/bundle.py). Paths are relative to the file that uses them. */

/** The worker's file. */
declare const VELO_WORKER: string;

/** The public key that what leaves is sealed for: its point, in base64; "": nothing is sealed. */
declare const VELO_SEAL: string;

/** The probe's file. */
declare const VELO_PROBE: string;

/** The runtime: folder of Pyodide's own files, and either the memory of a started Python or ("": none) archives of the standard library
 * and the recorder, an empty lock file, the module of the owner's own rules ("": none). */
declare const VELO_RUNTIME: { pyodide: string; image: string; stdlib: string; recorder: string; lock: object; rules: string };

/** What the site's velo.toml says; null: the build was given none. */
declare const VELO_SITE: import("./pages.js").Site | null;

/** The page in which `<velo-privacy>` plays. */
declare const VELO_PLAYER: string;

/** Style sheets come as their text. */
declare module "*.css" {
  const text: string;
  export default text;
}
