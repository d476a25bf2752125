// One set of line icons, drawn on a 24-unit square. An icon beside its word is decoration and hidden from screen
// readers; one that stands alone is given a `label`.
import type { ComponentChild } from "preact";

const SHAPES = {
  access: (
    <>
      <circle cx="12" cy="12" r="9.5" />
      <path d="M12 6v.1M7 9.6c3.3 1 6.7 1 10 0M12 10.4v3.6m0 0-2.6 4.4M12 14l2.6 4.4" />
    </>
  ),
  arrow_right: <path d="M4 12h16m-6-6 6 6-6 6" />,
  back: <path d="M20 12H4m6-6-6 6 6 6" />,
  badge: (
    <>
      <rect x="5" y="6" width="14" height="15" rx="2" />
      <path d="M10 6V3h4v3M9 17c.4-1.6 1.5-2.4 3-2.4s2.6.8 3 2.4" />
      <circle cx="12" cy="11.5" r="1.8" />
    </>
  ),
  bell: <path d="M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15zM10 21.5h4" />,
  camera: (
    <>
      <path d="M3 8a2 2 0 0 1 2-2h2.5l1.5-2h6l1.5 2H19a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2z" />
      <circle cx="12" cy="12.5" r="3.5" />
    </>
  ),
  camera_off: <path d="M8 6l1-2h6l1.5 2H19a2 2 0 0 1 2 2v8.5M17 19H5a2 2 0 0 1-2-2V8a2 2 0 0 1 1.5-1.9M9.3 10.5a3.5 3.5 0 0 0 4.8 4.8M3 3l18 18" />,
  check: <path d="m4 12.5 5.5 5.5L20 6.5" />,
  check_circle: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="m7.5 12.5 3 3 6-6.5" />
    </>
  ),
  chevron_down: <path d="m5 9 7 7 7-7" />,
  chevron_right: <path d="m9 5 7 7-7 7" />,
  clock: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 6.5V12l3.5 2.5" />
    </>
  ),
  contrast: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 3a9 9 0 0 1 0 18z" fill="currentColor" />
    </>
  ),
  cross: <path d="m5 5 14 14M19 5 5 19" />,
  delete_back: <path d="M9 5h11a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H9l-6-7zm3 4 6 6m0-6-6 6" />,
  desk: <path d="M2 11h20M4 11v9m16-9v9M12 3.5a2 2 0 1 1 0 4 2 2 0 0 1 0-4zM8 11c.2-2 1.8-3 4-3s3.8 1 4 3" />,
  door: <path d="M5 21V4a1 1 0 0 1 1-1h12a1 1 0 0 1 1 1v17M3 21h18M15 12v1" />,
  globe: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M3 12h18M12 3c5 5.5 5 12.5 0 18M12 3c-5 5.5-5 12.5 0 18" />
    </>
  ),
  help: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M9.5 9.5a2.5 2.5 0 1 1 3.7 2.2c-.8.5-1.2 1-1.2 2M12 16.8v.1" />
    </>
  ),
  keyboard: <path d="M3 6h18v12H3zM6.5 10h.1m3.5 0h.1m3.5 0h.1m3.5 0h.1M7 14h10" />,
  large_text: <path d="M2.5 19 8.5 4.5 14.5 19M4.6 14h7.8M15.5 19l3-7.5 3 7.5m-5-2.5h4" />,
  list_check: <path d="m3 6 1.5 1.5L7.5 4.5M3 12.5 4.5 14l3-3M3 19l1.5 1.5 3-3M11 6h10M11 12.5h10M11 19h10" />,
  low_reach: <path d="M3.5 3h17v18h-17zM7 17.5h10M12 6v8m-3.5-3.5L12 14l3.5-3.5" />,
  menu: <path d="M4 7h16M4 12h16M4 17h16" />,
  lock: <path d="M5 11h14v10H5zM8 11V7.5a4 4 0 0 1 8 0V11" />,
  look: <path d="M12 3.5 22 20.5H2zM12 9.5v5M12 17.4v.1" />,
  minus: <path d="M5 12h14" />,
  person: <path d="M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4 21c.5-4 3.5-6 8-6s7.5 2 8 6" />,
  people: <path d="M9 5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM2.5 20c.4-3.5 2.8-5.2 6.5-5.2s6.1 1.7 6.5 5.2M15.5 5.3a3.5 3.5 0 0 1 0 6.4M18 15.3c2 .7 3.2 2.2 3.5 4.7" />,
  phone: <path d="M7 2.5h10a1 1 0 0 1 1 1v17a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1v-17a1 1 0 0 1 1-1zM11 18.5h2" />,
  plus: <path d="M12 5v14M5 12h14" />,
  printer: <path d="M7 9V3h10v6M7 17H4a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1h16a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-3M7 14h10v7H7z" />,
  qr: <path d="M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 18h2v2h-2zM18 14h2M14 18v2" />,
  refresh: <path d="M20 5v5h-5M4 19v-5h5M19.5 10a8 8 0 0 0-14.3-2.5M4.5 14a8 8 0 0 0 14.3 2.5" />,
  scan: <path d="M3 8V4a1 1 0 0 1 1-1h4M16 3h4a1 1 0 0 1 1 1v4M21 16v4a1 1 0 0 1-1 1h-4M8 21H4a1 1 0 0 1-1-1v-4M7 12h10" />,
  search: <path d="M11 4a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM16 16l5 5" />,
  shift: <path d="M12 4 3.5 13H8v7h8v-7h4.5z" />,
  sign_out: <path d="M10 4H5v16h5M9 12h12m-5-5 5 5-5 5" />,
  sound: <path d="M4 9.5h3.5L13 5v14l-5.5-4.5H4zM16.5 9a4.5 4.5 0 0 1 0 6M19 6.5a8 8 0 0 1 0 11" />,
  stop: <path d="M8 3h8l5 5v8l-5 5H8l-5-5V8zM12 7.5v6M12 16.4v.1" />,
  undo: <path d="M8 5 4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11H9" />,
  unreachable: <path d="M3 3l18 18M5 12.5a10 10 0 0 1 4.5-2.6M19 12.5a10 10 0 0 0-5-2.7M2 9a15 15 0 0 1 4.5-2.9M22 9A15 15 0 0 0 10.5 5M8.5 16a5 5 0 0 1 6.5-.5M12 19.5v.1" />,
} satisfies Record<string, ComponentChild>;

export type IconName = keyof typeof SHAPES;

/** `size` is a CSS length; without it the icon is as tall as the text around it. `stroke` is in units of the square. */
export function Icon({ name, size = "1.25em", label, stroke = 1.5 }: { name: IconName; size?: string; label?: string; stroke?: number }) {
  const spoken = label === undefined ? { "aria-hidden": "true" as const } : { role: "img" as const, "aria-label": label };
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      stroke-width={stroke}
      stroke-linecap="round"
      stroke-linejoin="round"
      {...spoken}
    >
      {SHAPES[name]}
    </svg>
  );
}
