/** Asks for the newest wish only: after a pause in the typing, one at a time, and what was overtaken is not told. */

export interface Newest<W> {
  wish(wish: W): void;
}

/** `tell` gets the answer to the newest wish; `pauseMs` is how long nothing new must be wished before it is asked. */
export function createNewest<W, A>(ask: (wish: W) => Promise<A>, tell: (answer: A) => void, pauseMs: number): Newest<W> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let next: { readonly wish: W } | null = null;
  let isAsking = false;

  async function go(): Promise<void> {
    if (isAsking || next === null) return;
    const { wish } = next;
    next = null;
    isAsking = true;
    const answer = await ask(wish);
    isAsking = false;
    if (next === null) tell(answer);
    else if (timer === undefined) await go(); // its pause is over already
  }

  return {
    wish(wish) {
      next = { wish };
      clearTimeout(timer);
      timer = setTimeout(() => {
        timer = undefined;
        void go();
      }, pauseMs);
    },
  };
}
