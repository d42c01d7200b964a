/** Colour and alignment for text that a person reads in a terminal. Colour only adds: without it the text says the same. */
import { styleText } from 'node:util';

export type Tone = 'bad' | 'good' | 'note' | 'dim' | 'strong';

const FORMATS = { bad: 'red', good: 'green', note: 'yellow', dim: 'dim', strong: 'bold' } as const;

/** Paints a text, or leaves it as it is. */
export type Paint = (tone: Tone, text: string) => string;

/** A paint that colours when the output is a terminal that wants it. */
export function paintFor(color: boolean): Paint {
  return (tone, text) => (color ? styleText(FORMATS[tone], text, { validateStream: false }) : text);
}

/** Rows as lines with their columns lined up; the last column is left as long as it is. */
export function aligned(rows: readonly (readonly string[])[], gap = '  '): readonly string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.slice(0, -1).forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, cell.length)));
  }
  return rows.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
      .join(gap)
      .trimEnd(),
  );
}

/** `1 table`, `2 tables`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? noun : plural}`;
}

/** `0.03 s`, `1.2 s`, `75 s`. */
export function seconds(milliseconds: number): string {
  const value = milliseconds / 1000;
  if (value < 0.1) return `${value.toFixed(2)} s`;
  return value < 10 ? `${value.toFixed(1)} s` : `${Math.round(value)} s`;
}
