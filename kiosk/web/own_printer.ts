// The printer beside the kiosk, reached through the agent on this machine while the server is away. Its layouts, which
// tell of nobody, are kept on the device; what stands on a badge goes from the sealed roster to the printer alone.
import type { Answer } from "@client/api";
import type { Outgoing } from "./outbox";

/** What a badge is printed of. */
export interface OwnBadge {
  readonly code: string;
  /** The category's id. */
  readonly category: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly rehearsal: boolean;
}

/** Layouts by name, the name of each category's, and that of all others. */
export interface Layouts {
  readonly layouts: Readonly<Record<string, { readonly layout: string; readonly images: Readonly<Record<string, string>> }>>;
  readonly chosen: Readonly<Record<string, string>>;
  readonly usual: string;
}

export interface OwnPrinterParts {
  /** The agent's origin, or null on a page that none serves. */
  readonly fetcher: typeof fetch | null;
  readonly layouts: () => Promise<Answer<Layouts>>;
  readonly kept: () => Promise<Layouts | undefined>;
  readonly keep: (layouts: Layouts) => void;
}

const PRINTER = "/agent/v1/printer";
const BADGES = "/agent/v1/badges";

export class OwnPrinter {
  private layouts: Layouts | undefined;
  private isHere = false;

  constructor(private readonly parts: OwnPrinterParts) {}

  /** Looks whether there is a printer, and fetches the layouts. Answers whether a badge could be printed now. */
  async look(): Promise<boolean> {
    this.isHere = (await this.ask(PRINTER)) !== null;
    if (!this.isHere) return false;
    const answer = await this.parts.layouts();
    if (answer.kind === "ok") this.parts.keep(answer.value);
    this.layouts = answer.kind === "ok" ? answer.value : (this.layouts ?? (await this.parts.kept()));
    return this.layouts !== undefined;
  }

  /** Prints a badge under this id, once however often it is asked for. Answers whether it came out. */
  async print(jobId: string, { code, category, fields, rehearsal }: OwnBadge): Promise<boolean> {
    const chosen = this.layouts?.layouts[this.layouts.chosen[category] ?? this.layouts.usual];
    if (!this.isHere || chosen === undefined) return false;
    const body = JSON.stringify({ id: jobId, code, fields, rehearsal, ...chosen });
    return isPrinted(await this.ask(BADGES, { method: "POST", headers: { "Content-Type": "application/json" }, body }));
  }

  /** Scans that an earlier page left, with what it printed and had no time to write down. */
  async withPrinted(scans: readonly Outgoing[]): Promise<readonly Outgoing[]> {
    if (!this.isHere) return scans;
    return Promise.all(scans.map(async (scan) => (mayHavePrinted(scan) && isPrinted(await this.ask(`${BADGES}/${scan.scan_id}`)) ? printed(scan) : scan)));
  }

  private async ask(path: string, init: RequestInit = {}): Promise<unknown> {
    try {
      const response = await this.parts.fetcher?.(path, init);
      return response?.ok === true ? ((await response.json()) as unknown) : null;
    } catch (trouble) {
      console.warn("the agent does not answer", trouble);
      return null;
    }
  }
}

/** The badge of a scan has the scan's own id. */
export function printed(scan: Outgoing): Outgoing {
  return { ...scan, badge_printed: { job_id: scan.scan_id } };
}

function mayHavePrinted({ offline, badge_printed }: Outgoing): boolean {
  return offline?.outcome === "admitted" && badge_printed === undefined;
}

function isPrinted(told: unknown): boolean {
  return typeof told === "object" && told !== null && "state" in told && told.state === "printed";
}
