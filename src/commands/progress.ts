/** The lines of a run: one a revision, as it ends. */
import type { RunProgress, RunResult } from '../api/upgrade';
import type { ExitCode } from '../errors';
import { aligned, counted, seconds } from '../report/style';
import type { CommonFlags, Terminal } from './command';

/** Runs a plan and says what happens; with `--format json` only the result is printed. */
export async function runWithProgress(
  flags: CommonFlags,
  terminal: Terminal,
  action: (progress: RunProgress) => Promise<RunResult>,
): Promise<ExitCode> {
  const json = flags.format === 'json';
  const say = (line: string): void => (json ? undefined : terminal.out(line));
  const result = await action({
    onPlan: ({ position, to, count }) => {
      const from = position.at.length === 0 ? 'base' : position.at.join(', ');
      const target = to.length === 0 ? 'base' : to.join(', ');
      if (count > 0)
        say(`${position.database} as ${position.user} · ${from} → ${target}, ${counted(count, 'revision')}\n`);
    },
    onRevision: ({ words, milliseconds }) => say(aligned([[`  ${words}`, seconds(milliseconds)]], '   ')[0] ?? ''),
    onWaiting: (text) => terminal.err(text),
  });
  if (json) terminal.out(JSON.stringify(result, null, 2));
  else terminal.out(endLine(result));
  return 0;
}

function endLine(result: RunResult): string {
  const place = result.at.length === 0 ? 'at base' : `at ${result.atHead ? 'head' : result.at.join(', ')}`;
  return result.revisions.length === 0 ? `nothing to do: ${place}` : place;
}
