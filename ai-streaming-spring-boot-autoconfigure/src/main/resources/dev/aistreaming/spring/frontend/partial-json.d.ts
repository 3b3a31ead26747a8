/**
 * Makes a reader of one JSON document that arrives in pieces. Give it each piece of text; it returns what there is so far, undefined before
 * anything has begun: objects and lists without the members that have not come, strings without their ends; numbers, true, false and null only
 * when they are whole, for 12 is no beginning of 123. A code fence around the document is passed over. At anything else that is no JSON it
 * stops, and returns what it had.
 *
 * Each character is read once, and the same object grows: copy it (`structuredClone`) where each state has to be another object.
 */
export function partialJson<T = unknown>(): (piece: string) => Partial<T> | undefined;
