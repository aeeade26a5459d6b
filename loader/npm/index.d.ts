/**
 * Says where the files of this package's folder `velo` are served, from the page's address: `/velo/` unless this is called, before `start`.
 */
export declare function filesAt(url: string): void;
