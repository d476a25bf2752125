/** Commands on their way to the server: one at a time, in the order of the taps, each until the server has answered. */
import { type Answer, type Api } from "@client/api";
import { type ReadonlySignal, signal } from "@preact/signals";

/** The server's answer; that it could not be reached is not one. */
export type Delivered<T> = Exclude<Answer<T>, { kind: "unreachable" }>;

export interface Delivery {
  send<T>(path: string, body: () => unknown): Promise<Delivered<T>>;
  /** How many commands the server has not answered yet. */
  readonly waiting: ReadonlySignal<number>;
  /** True while the last try found no server. */
  readonly isStuck: ReadonlySignal<boolean>;
}

const PAUSES_MS = [500, 1_000, 2_000, 4_000];

/** `pause` waits so many ms. `body` is asked again at every try: the time of sending is part of it. */
export function createDelivery(api: Pick<Api, "post">, pause: (ms: number) => Promise<void>): Delivery {
  const waiting = signal(0);
  const isStuck = signal(false);
  let last: Promise<unknown> = Promise.resolve();

  async function untilAnswered<T>(path: string, body: () => unknown): Promise<Delivered<T>> {
    for (let tries = 0; ; tries += 1) {
      const answer = await api.post<T>(path, body());
      isStuck.value = answer.kind === "unreachable";
      if (answer.kind !== "unreachable") return answer;
      await pause(PAUSES_MS[Math.min(tries, PAUSES_MS.length - 1)] ?? 0);
    }
  }

  return {
    waiting,
    isStuck,
    send: <T>(path: string, body: () => unknown) => {
      waiting.value += 1;
      // In order: a sign-off that overtook the tick before it would be refused for the item that is still open.
      const answer = last.then(() => untilAnswered<T>(path, body));
      last = answer;
      return answer.finally(() => {
        waiting.value -= 1;
      });
    },
  };
}
