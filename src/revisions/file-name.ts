/** The name of a revision's file: `20261120_a1b2c3d4e5f6_track_credentials.ts`. Pure: id and time are arguments. */

const SLUG_LENGTH = 40;

/** The words of a message in lower-case ASCII, joined by underscores, cut at a word; empty where nothing is left. */
export function slugOf(message: string, length: number = SLUG_LENGTH): string {
  const words = message
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  let slug = '';
  for (const word of words) {
    const longer = slug === '' ? word : `${slug}_${word}`;
    if (longer.length > length) return slug === '' ? word.slice(0, length) : slug;
    slug = longer;
  }
  return slug;
}

/** `created` is ISO 8601; its date is taken as it stands there, in UTC where it ends with Z. `extension` is `ts`, `js`, `mjs`, … */
export function revisionFileName(id: string, message: string, created: string, extension: string): string {
  const date = created.slice(0, 10).replaceAll('-', '');
  return `${[date, id, slugOf(message)].filter((part) => part !== '').join('_')}.${extension}`;
}
