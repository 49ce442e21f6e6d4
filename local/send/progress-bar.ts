// Shows how far sending is: a bar that is redrawn on a terminal, a plain line every second elsewhere.
import type { Progress } from './send-file.ts';

const REDRAW_MS = 100;
const LINE_MS = 1000;
const WIDTH = 28;

export interface ProgressBar {
  show(progress: Progress): void;
  /** Writes a line of its own, above the bar. */
  say(text: string): void;
  end(): void;
}

/** @param totalBytes size of the file; undefined when it is not known, as for a pipe */
export function progressBar(out: NodeJS.WriteStream, totalBytes: number | undefined): ProgressBar {
  const startMs = performance.now();
  const everyMs = out.isTTY ? REDRAW_MS : LINE_MS;
  let nextMs = startMs + everyMs;
  const describe = ({ accepted, refused }: Progress): string => {
    const seconds = (performance.now() - startMs) / 1000;
    const rest = refused > 0 ? `, ${refused} refused` : '';
    return `${accepted} sent, ${Math.round(accepted / Math.max(seconds, 0.001))}/s${rest}`;
  };
  const draw = (progress: Progress): string => {
    if (totalBytes === undefined || totalBytes === 0) return describe(progress);
    const share = Math.min(1, progress.bytes / totalBytes);
    const full = Math.round(share * WIDTH);
    const percent = `${Math.round(share * 100)}%`.padStart(4);
    return `[${'#'.repeat(full)}${'.'.repeat(WIDTH - full)}]${percent}  ${describe(progress)}`;
  };
  const clear = (): string => (out.isTTY ? '\r\x1b[2K' : '');
  return {
    show: progress => {
      if (performance.now() < nextMs) return;
      nextMs = performance.now() + everyMs;
      out.write(out.isTTY ? clear() + draw(progress) : `${draw(progress)}\n`);
    },
    say: text => {
      out.write(`${clear()}${text}\n`);
    },
    end: () => {
      out.write(clear());
    },
  };
}
