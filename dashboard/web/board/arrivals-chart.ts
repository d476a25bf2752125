/** The curve of arrivals, drawn by uPlot in the page's own colours. */
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { time } from "../times";
import { type ArrivalsSeries, BUCKET_MS } from "./arrivals-series";

const BUCKET_S = BUCKET_MS / 1_000;

/** Draws into `host`, and again when it changes size or the page its colours. Answers with how to update and end it. */
export function drawArrivals(host: HTMLElement, timeZone: string): { show(series: ArrivalsSeries): void; end(): void } {
  const plot = new uPlot(options(host, timeZone), [[], []], host);
  const resize = new ResizeObserver(() => plot.setSize(sizeOf(host)));
  const theme = matchMedia("(prefers-color-scheme: dark)");
  const redraw = () => plot.redraw(false);
  resize.observe(host);
  theme.addEventListener("change", redraw);
  return {
    show: ({ starts, arrivals }) => plot.setData([starts, arrivals]),
    end: () => {
      resize.disconnect();
      theme.removeEventListener("change", redraw);
      plot.destroy();
    },
  };
}

function options(host: HTMLElement, timeZone: string): uPlot.Options {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const axis: uPlot.Axis = {
    stroke: () => colour(host, "--ink-soft"),
    font: `${rem * 0.875}px ${getComputedStyle(host).fontFamily}`,
    ticks: { show: false },
  };
  const bars = uPlot.paths.bars?.({ size: [0.8, 40], align: 1, radius: 0.1 });
  return {
    ...sizeOf(host),
    legend: { show: false },
    cursor: { show: false },
    padding: [rem * 0.5, rem * 1.5, 0, 0], // on the right: half a label of the time axis
    scales: {
      // Room for the last bar: it stands to the right of its start.
      x: { time: true, range: (_, from, to) => [from, to + BUCKET_S] },
      y: { range: (_, __, most) => [0, Math.max(4, most)] },
    },
    axes: [
      { ...axis, size: rem * 1.9, space: rem * 4, grid: { show: false }, values: (_, at) => at.map((s) => time(s * 1_000, timeZone)) },
      {
        ...axis,
        size: rem * 2.6,
        space: rem * 2.4,
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000],
        grid: { stroke: () => colour(host, "--line"), width: 1 },
      },
    ],
    series: [{}, { fill: () => colour(host, "--bars"), width: 0, points: { show: false }, ...(bars ? { paths: bars } : {}) }],
  };
}

function sizeOf(host: HTMLElement): { readonly width: number; readonly height: number } {
  return { width: Math.max(1, host.clientWidth), height: Math.max(1, host.clientHeight) };
}

// A canvas takes no custom property and no light-dark(): the browser is asked what the colour comes to.
function colour(host: HTMLElement, property: string): string {
  const probe = document.createElement("i");
  probe.style.color = `var(${property})`;
  host.append(probe);
  const computed = getComputedStyle(probe).color;
  probe.remove();
  return computed;
}
