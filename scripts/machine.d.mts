export declare function findChromium(): string | undefined;
export declare function findHeadlessShell(): string | undefined;
export declare function findOrthanc(): { readonly program: string; readonly plugin: string } | undefined;
export declare function findCompiler(): string | undefined;
export declare const CHROMIUM_SWITCHES: string[];
export declare const TEST_SWITCHES: string[];
export declare const MESA_SWITCHES: string[];
/** Whether Chromium can draw by Mesa's llvmpipe here. */
export declare function hasMesa(): boolean;
export declare function ensureMachine(): void;
/** dciodvfy of dicom3tools, or undefined. */
export declare function findValidator(): string | undefined;
export declare function hasPydicom(): boolean;
/** DCMTK's dcm2pnm, or undefined. */
export declare function findDcmtk(): string | undefined;
export declare function findNginx(): string | undefined;
