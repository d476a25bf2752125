/** Where rooms stand among one another. Pure. */

interface Positioned {
  readonly id: string;
  readonly position: number;
}

/** The positions that change when one moves up (-1) or down (1): every item gets its place in the list, from 1. */
export function move(items: readonly Positioned[], id: string, by: -1 | 1): Positioned[] {
  const from = items.findIndex((item) => item.id === id);
  const to = from + by;
  const moved = items[from];
  if (moved === undefined || to < 0 || to >= items.length) return [];
  const others = items.filter((item) => item !== moved);
  const after = [...others.slice(0, to), moved, ...others.slice(to)];
  return after.flatMap((item, index) => (item.position === index + 1 ? [] : [{ id: item.id, position: index + 1 }]));
}
