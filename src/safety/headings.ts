/** The lines that stand at the head of a revision and under autogenerate: one for each effect, what destroys first. */
import { findingsOf } from './assess';
import type { Assessment } from './assess';
import type { Effect, Finding } from './finding';

export interface HeadLine {
  readonly label: string;
  readonly text: string;
}

const LABELS: Readonly<Record<Effect, string>> = {
  losesData: 'LOSES DATA',
  needsYou: 'NEEDS YOU',
  mayFail: 'MAY FAIL',
  stopsReads: 'STOPS READS',
  stopsWrites: 'STOPS WRITES',
  breaks: 'BREAKS',
  takesDown: 'TAKES DOWN',
};

/** The head lines of a plan; empty for one that harms nobody. */
export function headLines(assessment: Assessment): readonly HeadLine[] {
  const lines: HeadLine[] = [];
  const add = (effect: Effect, text: string): void => void lines.push({ label: LABELS[effect], text });

  const losses = findingsOf(assessment, 'losesData');
  for (const [detail, found] of grouped(losses, (finding) => finding.detail))
    add('losesData', `${subjects(found)} (${detail})`);

  const needs = findingsOf(assessment, 'needsYou');
  const open = needs.filter((finding) => finding.rule === 'open-step');
  if (open.length > 0) {
    add(
      'needsYou',
      `${open.length} open step${open.length === 1 ? '' : 's'}: ${open.map((each) => `how to ${each.detail}`).join('; ')}`,
    );
  }
  for (const { detail } of needs.filter((finding) => !open.includes(finding))) add('needsYou', detail);
  const risky = findingsOf(assessment, 'mayFail');
  if (risky.length > 0)
    add('mayFail', `if ${unique(risky.map(({ subject, detail }) => `in ${subject} ${detail}`)).join('; ')}`);
  addStops(assessment, add);

  const broken = unique(findingsOf(assessment, 'breaks').map((finding) => finding.detail));
  if (broken.length > 0) add('breaks', `the running version, ${broken.join(', or ')}`);

  for (const [, found] of grouped(findingsOf(assessment, 'takesDown'), (finding) => finding.detail)) {
    const [them, one] = found.length === 1 ? ['it', 'it'] : ['them', 'one'];
    const text = `put back at the end as the database has ${them}; where ${one} is not there, nothing is done`;
    add('takesDown', `${subjects(found)}: ${text}`);
  }
  return lines;
}

/** More than a person reads in a line. */
const MOST_NAMED = 12;

/** What the way back of a revision loses, as one line of its head; none where it loses nothing. */
export function wayBackLines(assessment: Assessment): readonly HeadLine[] {
  const lost = unique(findingsOf(assessment, 'losesData').map(({ subject }) => subject));
  if (lost.length === 0) return [];
  const more = lost.length > MOST_NAMED ? `, and ${lost.length - MOST_NAMED} more` : '';
  return [{ label: 'GOING BACK', text: `loses the data of ${lost.slice(0, MOST_NAMED).join(', ')}${more}` }];
}

function addStops(assessment: Assessment, add: (effect: Effect, text: string) => void): void {
  const reads = worst(findingsOf(assessment, 'stopsReads'));
  const stopped = new Set(reads.map((finding) => finding.subject));
  const writes = worst(findingsOf(assessment, 'stopsWrites')).filter((finding) => !stopped.has(finding.subject));
  const rest = assessment.stopsForAnInstant ? '; everything else for an instant' : '';
  const text = (found: readonly Finding[]): string =>
    [...grouped(found, (finding) => finding.duration ?? '')]
      .map(([duration, each]) => `${subjects(each)}: ${howLong(duration, each.length > 1)}`)
      .join('; ');
  if (reads.length > 0) add('stopsReads', `and writes of ${text(reads)}${writes.length > 0 ? '' : rest}`);
  if (writes.length > 0) add('stopsWrites', `of ${text(writes)}${rest}`);
}

function howLong(duration: string, several: boolean): string {
  if (duration === 'held') return `until ${several ? 'their' : 'its'} transaction is done`;
  return `while ${several ? 'they are' : 'it is'} ${duration === 'rewrite' ? 'rewritten' : 'read through'}`;
}

const LONGEST = ['held', 'scan', 'rewrite'];

/** One finding for each subject, the one that lasts longest. */
function worst(findings: readonly Finding[]): readonly Finding[] {
  const bySubject = new Map<string, Finding>();
  for (const finding of findings) {
    const known = bySubject.get(finding.subject);
    if (!known || LONGEST.indexOf(finding.duration ?? '') > LONGEST.indexOf(known.duration ?? ''))
      bySubject.set(finding.subject, finding);
  }
  return [...bySubject.values()];
}

function grouped(
  findings: readonly Finding[],
  by: (finding: Finding) => string,
): ReadonlyMap<string, readonly Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(by(finding));
    if (group) group.push(finding);
    else groups.set(by(finding), [finding]);
  }
  return groups;
}

function subjects(findings: readonly Finding[]): string {
  return unique(findings.map((finding) => finding.subject)).join(', ');
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
