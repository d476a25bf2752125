/** One import on the page: the file goes up, and the server is asked again and again how far it is. */
import { type Answer, type Api } from "@client/api";
import { type ReadonlySignal, signal } from "@preact/signals";
import { type Trouble, troubleOf } from "../parts/trouble";
import { type Choices, isBusy, type Told } from "./told";

const ASK_MS = 400;

export interface Bringing {
  /** What is known of the file in hand; null while there is none. */
  readonly told: ReadonlySignal<Told | null>;
  readonly trouble: ReadonlySignal<Trouble | null>;
  readonly isSending: ReadonlySignal<boolean>;
  send(file: File): Promise<void>;
  check(columns: Readonly<Record<string, string>>, choices: Choices): Promise<void>;
  run(confirmed: boolean): Promise<void>;
  /** Cancels what goes on, and forgets the file. */
  drop(): Promise<void>;
  /** The page is going away: a file that is not being imported is forgotten. */
  leave(): void;
}

export function createBringing(api: Api, sleep: (ms: number) => Promise<void>): Bringing {
  const told = signal<Told | null>(null);
  const trouble = signal<Trouble | null>(null);
  const isSending = signal(false);

  const path = (rest = ""): string => `/import-files/${told.peek()?.id ?? ""}${rest}`;

  async function follow(asked: Promise<Answer<Told>>): Promise<void> {
    trouble.value = null;
    const first = await asked;
    if (first.kind !== "ok") {
      trouble.value = troubleOf(first);
      return;
    }
    told.value = first.value;
    const { id } = first.value;
    while (told.peek()?.id === id && isBusy(told.peek() as Told)) {
      await sleep(ASK_MS);
      const answer = await api.get<Told>(`/import-files/${id}`);
      if (told.peek()?.id !== id) return; // dropped meanwhile
      if (answer.kind === "ok") told.value = answer.value;
      else if (answer.kind === "refused") {
        trouble.value = troubleOf(answer);
        told.value = null;
      }
    }
  }

  return {
    told,
    trouble,
    isSending,
    async send(file) {
      isSending.value = true;
      try {
        await follow(api.postFile<Told>("/import-files", file, file.name).finally(() => (isSending.value = false)));
      } finally {
        isSending.value = false;
      }
    },
    check: (columns, choices) => follow(api.post<Told>(path("/check"), { columns, ...choices })),
    run: (confirmed) => follow(api.post<Told>(path("/run"), { confirmed })),
    async drop() {
      const gone = path();
      const had = told.peek() !== null;
      told.value = null;
      trouble.value = null;
      if (had) await api.remove(gone);
    },
    leave() {
      if (told.peek() !== null && told.peek()?.state !== "importing") void api.remove(path());
    },
  };
}
