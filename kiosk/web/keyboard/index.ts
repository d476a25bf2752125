// The on-screen keyboard, and the text fields that it types into.
export { Entry } from "./entry";
export { Keyboard } from "./keyboard";
export { useTyping } from "./use_typing";
export type { Purpose } from "./board";
export type { Key } from "./typing";
