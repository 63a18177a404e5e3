/** Thrown when the bytes given end inside the header: read more of the file. */
export class NeedMoreBytes extends Error {}
/** Thrown when the bytes are no Part 10 file (PS3.10 7.1), or not one that can be read. */
export class NotPart10 extends Error {}
