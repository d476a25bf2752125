// One page of a kiosk owns its outbox and its scanner: two would send every scan twice, and both read one ticket.

const LOCK = "turnout-kiosk";

/** Settles when this page is the only one; calls `onTaken` where it must wait for another to be closed. */
export async function becomeSolePage(onTaken: () => void): Promise<void> {
  // Absent on plain http from another machine, whatever the types say.
  const locks = navigator.locks as LockManager | undefined;
  if (locks === undefined) return;
  if (await isHeld(locks, { ifAvailable: true })) return;
  onTaken();
  await isHeld(locks, {});
}

/** Whether the lock is ours from now on; the browser takes it back when the page ends, however it does. */
function isHeld(locks: LockManager, options: LockOptions): Promise<boolean> {
  return new Promise((resolve) => {
    void locks.request(LOCK, options, (lock) => {
      resolve(lock !== null);
      return lock === null ? null : new Promise<never>(() => undefined);
    });
  });
}
