/** The walk-in form with one part of it changed. Pure. */
import { type Consent, setting, type Setting, type SetupDocument, type Thing, type WalkIn } from "./document";
import { withText } from "./with-text";

/** The form as the page works with it: the server takes no open category that is not there any more. */
export function formOf({ settings: { walk_in }, categories }: SetupDocument): Setting<WalkIn> {
  const open = (walk_in.value.open_categories ?? []).filter(({ id }) => categories.some((category) => category.id === id));
  return { ...walk_in, value: { ...walk_in.value, open_categories: open } };
}

export const formThing: Thing<Setting<WalkIn>> = { ...setting("walk_in"), read: formOf };

export const ASKING = ["off", "asked", "needed"] as const;
export type Asking = (typeof ASKING)[number];

export function asking({ fields }: WalkIn, id: string): Asking {
  const field = fields.find((one) => one.id === id);
  if (field === undefined) return "off";
  return field.is_needed ? "needed" : "asked";
}

/** `order` is the order of the fields on the form. */
export function withAsking(form: WalkIn, id: string, how: Asking, order: readonly string[]): WalkIn {
  const others = form.fields.filter((field) => field.id !== id);
  const all = how === "off" ? others : [...others, { id, is_needed: how === "needed" }];
  return { ...form, fields: all.sort((one, other) => order.indexOf(one.id) - order.indexOf(other.id)) };
}

export function withConsent(form: WalkIn, id: string, change: Partial<Consent>): WalkIn {
  return { ...form, consents: form.consents.map((consent) => (consent.id === id ? { ...consent, ...change } : consent)) };
}

export function withoutConsent(form: WalkIn, id: string): WalkIn {
  return { ...form, consents: form.consents.filter((consent) => consent.id !== id) };
}

export function withConsentText(form: WalkIn, id: string, language: string, text: string): WalkIn {
  const texts = form.consents.find((consent) => consent.id === id)?.texts ?? {};
  return withConsent(form, id, { texts: withText(texts, language, text) });
}

/** A category's price where people may register themselves in it; null where they may not. */
export function openPrice({ open_categories = [] }: WalkIn, id: string): string | null {
  return open_categories.find((category) => category.id === id)?.price ?? null;
}

/** `order` is the order of the event's categories; a price of null closes one. */
export function withOpenPrice(form: WalkIn, id: string, price: string | null, order: readonly string[]): WalkIn {
  const others = (form.open_categories ?? []).filter((category) => category.id !== id);
  const all = price === null ? others : [...others, { id, price }];
  return { ...form, open_categories: all.sort((one, other) => order.indexOf(one.id) - order.indexOf(other.id)) };
}

/** One that no consent has or, in this form, had: what people agreed to must not become another text. */
export function newConsentId({ consents }: WalkIn): string {
  const numbers = consents.map(({ id }) => Number(/^consent-(\d+)$/.exec(id)?.[1] ?? 0));
  return `consent-${Math.max(0, ...numbers) + 1}`;
}
