/** The picture for those who do not read: a phone with a code, held up to the screen's eye. */
export function HowToHold() {
  return (
    <svg class="how-to-hold" viewBox="0 0 160 96" fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
      <rect x="112" y="6" width="42" height="84" rx="6" />
      <circle cx="133" cy="20" r="5" />
      <path d="M120 36h26M120 46h18" opacity=".5" />
      <path d="M104 20 66 30m38-2L66 54" stroke-dasharray="1 8" />
      <rect x="12" y="14" width="46" height="72" rx="7" />
      {/* As its own group: where the picture is mirrored the code is not, or it would be none. */}
      <g class="how-to-hold-code">
        <path d="M21 26h10v10H21zM39 26h10v10H39zM21 44h10v10H21z" />
        <path d="M39 45h4m6 0v4m-9 6h3m6 0v.1M24 70h22" />
      </g>
    </svg>
  );
}
