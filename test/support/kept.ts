/**
 * What Stillhead keeps of replays and trials is named by everything that it follows from, and made on the embedded PostgreSQL: the same
 * for many tests, and for each major. `npm test` gives a folder for all of a run.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';

/** Lets a project keep it where others of the same run do. @param home where, in a run that gives no folder */
export function keepTogether(project: string, home: string): void {
  const kept = process.env['TEST_KEPT'] ?? path.join(home, 'kept');
  fs.mkdirSync(kept, { recursive: true });
  fs.symlinkSync(kept, path.join(project, '.stillhead'));
}
