// A QR symbol that the server has drawn, for another device's camera.

const QUIET = 4; // modules of white around it (ISO/IEC 18004, 6.3.8)

/** `rows` are texts of 0 and 1, the top one first; 1 is dark. `label` is what is said to whoever cannot see it. */
export function Qr({ rows, label }: { readonly rows: readonly string[]; readonly label: string }) {
  const side = rows.length + 2 * QUIET;
  return (
    // Dark on white in every theme: some readers know no other.
    <svg class="qr" viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={side} height={side} fill="#fff" />
      <path d={darkModules(rows)} transform={`translate(${QUIET} ${QUIET})`} fill="#000" />
    </svg>
  );
}

/** A path with one stroke-free bar for every run of dark modules in a row. */
export function darkModules(rows: readonly string[]): string {
  return rows.flatMap((row, y) => [...row.matchAll(/1+/g)].map(({ index, 0: run }) => `M${index} ${y}h${run.length}v1h-${run.length}z`)).join("");
}
