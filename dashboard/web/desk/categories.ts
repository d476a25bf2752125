/** The categories that the event has, for whoever chooses one: read anew each time the desk asks a question. */
import { createContext } from "preact";

export interface Category {
  readonly id: string;
  readonly label: string;
}

export const Categories = createContext<readonly Category[]>([]);
