/** Which file somebody may have meant who named one that is not there. Reads the names in its folder alone. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { nearest } from '../likeness';

/** The file in the same folder whose name is nearest and fits `pattern`; `null` where there is none, or no such folder. */
export function nearFile(file: string, pattern: RegExp): string | null {
  const folder = path.dirname(file);
  const near = nearest(
    path.basename(file),
    filesIn(folder).filter((name) => pattern.test(name)),
  );
  return near === null ? null : path.join(folder, near);
}

function filesIn(folder: string): readonly string[] {
  try {
    return fs
      .readdirSync(folder, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map(({ name }) => name)
      .sort();
  } catch {
    return [];
  }
}
