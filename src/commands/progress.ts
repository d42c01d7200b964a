/** The lines of a run: one a revision, begun where somebody watches, and ended with the time it took. */
import type { RunProgress, RunResult } from '../api/upgrade';
import type { ExitCode } from '../errors';
import { counted, seconds } from '../report/style';
import type { CommonFlags, Terminal } from './command';

/** Longer messages push their time out of the column. */
const WIDEST = 90;

/** More than a person reads in a line. */
const MOST_NAMED = 12;

/** Runs a plan and says what happens; with `--format json` only the result is printed. */
export async function runWithProgress(
  flags: CommonFlags,
  terminal: Terminal,
  action: (progress: RunProgress) => Promise<RunResult>,
): Promise<ExitCode> {
  const json = flags.format === 'json';
  const waiting: RunProgress = {
    onWaiting: (text) => {
      terminal.err(text);
    },
  };
  const result = await action(json ? waiting : { ...lines(terminal), ...waiting }).catch((error: unknown) => {
    // The line of a revision that was begun stays; what went wrong stands below it.
    if (!json) terminal.begin('\n');
    throw error;
  });
  if (json) terminal.out(JSON.stringify(result, null, 2));
  else terminal.out(endLine(result));
  return 0;
}

function lines(terminal: Terminal): RunProgress {
  let width = 0;
  return {
    onPlan({ position, to, steps, losses }) {
      width = Math.min(WIDEST, Math.max(...steps.map((step) => step.length), 0));
      if (steps.length === 0) return;
      const way = `${placeWords(position.at)} → ${placeWords(to)}, ${counted(steps.length, 'revision')}`;
      terminal.out(`${position.database} as ${position.user} · ${way}\n`);
      if (losses.length > 0) terminal.out(`  LOSES DATA  ${lossWords(losses)}\n`);
    },
    onStart(words) {
      terminal.begin(`  ${words}`);
    },
    onRevision({ words, milliseconds }) {
      terminal.out(`  ${words.padEnd(width)}  ${seconds(milliseconds).padStart(7)}`);
    },
  };
}

/** The rest of a long list is a number. */
function lossWords(losses: readonly string[]): string {
  const more = losses.length - MOST_NAMED;
  return `${losses.slice(0, MOST_NAMED).join(', ')}${more > 0 ? `, and ${more} more` : ''}`;
}

function placeWords(heads: readonly string[]): string {
  return heads.length === 0 ? 'base' : heads.join(', ');
}

function endLine(result: RunResult): string {
  const left = result.pending === 0 ? '' : `, ${counted(result.pending, 'revision')} pending`;
  const place = result.at.length === 0 ? 'at base' : `at ${result.atHead ? 'head' : result.at.join(', ')}${left}`;
  return result.revisions.length === 0 ? `nothing to do: ${place}` : place;
}
