// How somebody needs the kiosk to be while they use it. Pure; gone with them.

export interface Access {
  readonly largeText: boolean;
  readonly highContrast: boolean;
  /** Every control in the lower half of the screen. */
  readonly lowReach: boolean;
  /** Nothing leaves the screen by itself while somebody may still be there. */
  readonly unlimitedTime: boolean;
  /** The screen and what has the focus are read aloud. */
  readonly spoken: boolean;
  /** How loud the voice is, from 1 to `LOUDEST`. */
  readonly volume: number;
}

export type Mode = Exclude<keyof Access, "volume">;

export type AccessEvent =
  | { readonly kind: "opened" }
  | { readonly kind: "closed" }
  | { readonly kind: "switched"; readonly mode: Mode }
  | { readonly kind: "volume_changed"; readonly by: 1 | -1 };

export interface AccessState {
  readonly access: Access;
  /** The panel stands over whatever screen there is. */
  readonly isAccessOpen: boolean;
}

export const LOUDEST = 5;

/** A kiosk as everybody finds it. */
export const NO_ACCESS: Access = { largeText: false, highContrast: false, lowReach: false, unlimitedTime: false, spoken: false, volume: 3 };

export function stepAccess({ access, isAccessOpen }: AccessState, event: AccessEvent): AccessState {
  switch (event.kind) {
    case "opened":
      return { access, isAccessOpen: true };
    case "closed":
      return { access, isAccessOpen: false };
    case "switched":
      return { access: { ...access, [event.mode]: !access[event.mode] }, isAccessOpen };
    case "volume_changed":
      return { access: { ...access, volume: Math.min(LOUDEST, Math.max(1, access.volume + event.by)) }, isAccessOpen };
  }
}

/** Whether anything was chosen that the next attendee must not find. */
export function isChanged(access: Access): boolean {
  return Object.entries(NO_ACCESS).some(([mode, usual]) => access[mode as keyof Access] !== usual);
}
