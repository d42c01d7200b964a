/** The lines that stand at the head of a revision and under autogenerate: one for each effect, what destroys first. */
import { findingsOf } from './assess';
import type { Assessment } from './assess';
import type { Effect, Finding } from './finding';
import { GIVEN_BACK } from './rules/taken-down';

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

/** `oneWay`: without a downgrade, and where no version of an application is known to run: between two schemas. */
export type Ways = 'bothWays' | 'oneWay';

/** The head lines of a plan; empty for one that harms nobody. */
export function headLines(assessment: Assessment, ways: Ways = 'bothWays'): readonly HeadLine[] {
  const lines: HeadLine[] = [];
  const add = (effect: Effect, text: string): void => void lines.push({ label: LABELS[effect], text });

  const losses = findingsOf(assessment, 'losesData');
  const lossOf = ({ detail, detailOneWay = detail }: Finding): string => (ways === 'oneWay' ? detailOneWay : detail);
  for (const [detail, found] of grouped(losses, lossOf)) add('losesData', `${subjects(found)} (${detail})`);

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
  if (broken.length > 0 && ways === 'bothWays') add('breaks', `the running version, ${broken.join(', or ')}`);

  for (const [detail, found] of grouped(findingsOf(assessment, 'takesDown'), (finding) => finding.detail)) {
    const [them, one] = found.length === 1 ? ['it', 'it'] : ['them', 'one'];
    const objects = `put back at the end as the database has ${them}; where ${one} is not there, nothing is done`;
    add('takesDown', `${subjects(found)}: ${detail === GIVEN_BACK ? detail : objects}`);
  }
  return lines;
}

/** More than a person reads in a line. */
const MOST_NAMED = 12;

/** What the way back of a revision does to rows, as lines of its head; none where they stay as they are. */
export function wayBackLines(assessment: Assessment): readonly HeadLine[] {
  const subjectsOf = (effect: Effect): readonly string[] =>
    unique(findingsOf(assessment, effect).map(({ subject }) => subject));
  // It stops before anything is lost, until a person says what the rows become.
  const stopping = findingsOf(assessment, 'needsYou').filter(({ rule }) => rule === 'removed-label');
  const enums = unique(stopping.map(({ subject }) => subject));
  const lost = subjectsOf('losesData').filter((subject) => !enums.includes(subject));
  const risks = unique(findingsOf(assessment, 'mayFail').map(({ subject, detail }) => `in ${subject} ${detail}`));
  const parts = [
    ...(lost.length === 0 ? [] : [`loses the data of ${named(lost)}`]),
    ...(enums.length === 0 ? [] : [`stops while rows hold a label that ${named(enums)} did not have`]),
    ...(risks.length === 0 ? [] : [`may fail if ${risks.join('; ')}`]),
  ];
  return parts.map((text) => ({ label: 'GOING BACK', text }));
}

function named(subjects: readonly string[]): string {
  const more = subjects.length > MOST_NAMED ? `, and ${subjects.length - MOST_NAMED} more` : '';
  return subjects.slice(0, MOST_NAMED).join(', ') + more;
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
