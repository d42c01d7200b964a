/** The flags that answer what only a person can decide, and the questions at a terminal that stand in for them. */
import type { Argv } from 'yargs';
import { NO_ANSWERS } from '../api/answers';
import type { Answers } from '../api/answers';
import { AnswerNeededError, type AskedQuestion } from '../errors/answers';
import type { CommonFlags, Terminal } from './command';

export interface AnswerFlags {
  readonly rename?: readonly string[] | undefined;
  readonly renames?: boolean | undefined;
  readonly different?: readonly string[] | undefined;
  readonly names?: 'keep' | 'rename' | undefined;
  readonly drop?: readonly string[] | undefined;
  readonly keep?: readonly string[] | undefined;
}

/** Adds `--rename`, `--different`, `--no-renames`, `--drop`, `--keep` and `--names`. */
export function answerFlags(argv: Argv<CommonFlags>): Argv<CommonFlags & AnswerFlags> {
  return argv
    .option('rename', {
      type: 'string',
      array: true,
      requiresArg: true,
      describe: 'persons.name:full_name, persons:people, persons_status_enum.paid:settled, or app:billing (a schema)',
    })
    .option('different', {
      type: 'string',
      array: true,
      requiresArg: true,
      describe: 'persons.name:title: two things, and no rename',
    })
    .option('names', {
      choices: ['keep', 'rename'] as const,
      describe: 'rename: bring derived names to what TypeORM derives, in a revision of its own',
    })
    .option('renames', { type: 'boolean', describe: '--no-renames: nothing was renamed' })
    .option('drop', {
      type: 'string',
      array: true,
      requiresArg: true,
      describe: 'persons.nickname or persons: may be dropped',
    })
    .option('keep', { type: 'string', array: true, requiresArg: true, describe: 'persons.nickname or persons: stays' });
}

/** The flags as answers. */
export function answersOf(flags: AnswerFlags): Answers {
  return {
    renames: flags.rename ?? [],
    noRenames: flags.renames === false,
    different: flags.different ?? [],
    drops: flags.drop ?? [],
    keeps: flags.keep ?? [],
  };
}

/**
 * Runs an action with the answers that there are; at a terminal what is still open is asked, and the action runs again.
 * @throws AnswerNeededError without a terminal
 */
export async function withAnswers<T>(
  flags: AnswerFlags,
  terminal: Terminal,
  action: (answers: Answers) => Promise<T>,
): Promise<T> {
  let answers: Answers = { ...NO_ANSWERS, ...answersOf(flags) };
  for (;;) {
    try {
      return await action(answers);
    } catch (error) {
      if (!(error instanceof AnswerNeededError) || !terminal.interactive) throw error;
      answers = await ask(error, answers);
    }
  }
}

/**
 * Asks what is open. What an answer may change is not asked yet: it comes again, or does not, once that answer is heeded. Leaving a
 * question unanswered ends the command as it would end without a terminal.
 */
async function ask(error: AnswerNeededError, answers: Answers): Promise<Answers> {
  const prompts = await import('@clack/prompts');
  let given = answers;
  for (const question of error.questions) {
    if (isSettledBy(given, question)) continue;
    const options = choicesOf(question);
    const chosen = await prompts.select({
      message: question.figure === undefined ? question.text : `${question.text} (${question.figure})`,
      options: options.map(({ label, hint }, value) => ({ value, label, hint })),
    });
    const choice = typeof chosen === 'number' ? options[chosen] : undefined;
    if (choice === undefined) throw error;
    given = choice.flags.reduce(withFlag, given);
    // What lies in it has another name then, and so have links to it.
    const isOuter = question.object?.kind === 'table' || question.object?.kind === 'schema';
    if (isOuter && choice.flags.some((flag) => flag.startsWith('--rename '))) return given;
  }
  return given;
}

/** Whether another thing has just been given the new name that this question offers. */
function isSettledBy({ renames }: Answers, { answers }: AskedQuestion): boolean {
  const target = (text: string): string => {
    const [from = '', to = ''] = text.split(/:(?=[^:]*$)/);
    return `${from.slice(0, Math.max(from.lastIndexOf('.'), 0))}.${to}`;
  };
  const taken = new Set(renames.map(target));
  return renamesIn(answers).some((each) => taken.has(target(each)));
}

function renamesIn(answers: readonly string[]): readonly string[] {
  return answers.flatMap((flag) => (flag.startsWith('--rename ') ? [flag.slice('--rename '.length)] : []));
}

export interface Choice {
  readonly label: string;
  readonly hint: string;
  /** As they are typed. */
  readonly flags: readonly string[];
}

/**
 * The answers of a question as a person chooses among them, those that lose nothing first: that one is taken on Enter. "Nothing was
 * renamed" is said of this question alone.
 */
export function choicesOf({ answers, figure }: AskedQuestion): readonly Choice[] {
  const renames = renamesIn(answers);
  const drops = (flag: string): boolean => flag.startsWith('--drop ');
  const safeFirst = [...answers.filter((flag) => !drops(flag)), ...answers.filter(drops)];
  return safeFirst.map((flag): Choice => {
    const [name = '', value = ''] = flag.split(/ (.*)/s);
    switch (name) {
      case '--rename':
        return { label: `renamed   ${value.replace(/:(?=[^:]*$)/, ' → ')}`, hint: 'the data stays', flags: [flag] };
      case '--no-renames':
        return { label: 'different', hint: 'nothing was renamed', flags: renames.map((each) => `--different ${each}`) };
      case '--drop':
        return {
          label: `drop      ${value}`,
          hint: figure === undefined ? 'the data goes' : `the data goes: ${figure}`,
          flags: [flag],
        };
      case '--keep':
        return { label: `keep      ${value}`, hint: 'it stays, and no entity declares it', flags: [flag] };
      default:
        return { label: flag, hint: '', flags: [flag] };
    }
  });
}

function withFlag(answers: Answers, flag: string): Answers {
  const [name, value = ''] = flag.split(/ (.*)/s);
  switch (name) {
    case '--rename':
      return { ...answers, renames: [...answers.renames, value] };
    case '--different':
      return { ...answers, different: [...(answers.different ?? []), value] };
    case '--drop':
      return { ...answers, drops: [...answers.drops, value] };
    case '--keep':
      return { ...answers, keeps: [...answers.keeps, value] };
    default:
      return { ...answers, noRenames: true };
  }
}
