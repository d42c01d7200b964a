/**
 * How one PostgreSQL prints expressions: all of them in one round trip a batch, each guarded by itself, in a transaction that is
 * rolled back. It must never evaluate an expression and never leave anything behind.
 */
import { PRINT_SETTINGS } from '../catalog/settings';
import { trace } from '../log';
import type { PrintAnswers, Printed, PrintRequest } from '../schema/expressions';
import { quoteIdentifier, quoteLiteral } from '../schema/quote';
import type { Session } from '../session';
import { printStep } from './steps';

export interface SettleOptions {
  readonly defaultSchema: string;
}

/** Expressions a batch. Each holds its locks only for itself; more than these are a message of a size that no server likes. */
const BATCH = 50_000;

interface AnswerRow {
  readonly key: string;
  readonly printed: string | null;
  readonly names: readonly string[] | null;
  readonly refused: string | null;
}

/**
 * Asks the server behind the session how it prints each of the expressions.
 * @returns an answer for every request: a text, or the server's refusal
 * @throws the server's error where nothing could be asked at all: no right to make temporary objects, a standby, a lost connection
 */
export async function settle(
  session: Session,
  requests: readonly PrintRequest[],
  options: SettleOptions,
): Promise<PrintAnswers> {
  const answers = new Map<string, Printed>();
  const unique = [...new Map(requests.map((request) => [request.key, request])).values()];
  for (let start = 0; start < unique.length; start += BATCH) {
    const batch = unique.slice(start, start + BATCH);
    for (const row of await print(session, batch, options)) answers.set(row.key, toPrinted(row));
  }
  trace('settle', () => `${unique.length} expressions printed by ${session.server.description}`);
  return answers;
}

async function print(
  session: Session,
  requests: readonly PrintRequest[],
  options: SettleOptions,
): Promise<readonly AnswerRow[]> {
  try {
    const results = await session.script(script(requests, options));
    return results.flat().filter(isAnswer);
  } catch (error) {
    // The transaction is still open, and of no use to anybody.
    await session.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

function isAnswer(row: object): row is AnswerRow {
  return 'key' in row && 'printed' in row && 'names' in row && 'refused' in row;
}

function toPrinted({ printed, names, refused }: AnswerRow): Printed {
  if (printed === null) return { text: null, error: refused ?? 'nothing was printed' };
  return { text: printed, columns: names ?? [], error: null };
}

function script(requests: readonly PrintRequest[], { defaultSchema }: SettleOptions): string {
  const steps = requests.map((request) => ({ key: request.key, ...printStep(request, defaultSchema) }));
  return [
    'BEGIN',
    "SET LOCAL lock_timeout = '3s'",
    // Functions that a trigger of the user's runs on DDL, or a slow planner, are nobody's wish here.
    'SET LOCAL check_function_bodies = off',
    'CREATE TEMP TABLE stillhead_question (ordinal int, key text, step jsonb) ON COMMIT DROP',
    `CREATE TEMP TABLE stillhead_answer (key text, printed text, names text[], refused text) ON COMMIT DROP`,
    `INSERT INTO pg_temp.stillhead_question
      SELECT ordinality, step->>'key', step
      FROM pg_catalog.jsonb_array_elements(${quoteLiteral(JSON.stringify(steps))}::pg_catalog.jsonb) WITH ORDINALITY AS each (step, ordinality)`,
    `DO ${dollarQuoted(block(defaultSchema))}`,
    'SELECT key, printed, pg_catalog.to_json(names) AS names, refused FROM pg_temp.stillhead_answer',
    'ROLLBACK',
  ].join(';\n');
}

/** PostgreSQL prints some expressions otherwise once they have been printed and read again (`IN` over varchar): rounds until stable. */
const MOST_ROUNDS = 3;

/**
 * Each question in a subtransaction that always ends in an error, its own or ours, so that what it made and the locks it took are
 * gone before the next one. Variables survive that; what a statement wrote does not.
 */
function block(defaultSchema: string): string {
  const printing = PRINT_SETTINGS.map((setting) => `        ${setting};`).join('\n');
  return `
DECLARE
  -- Behind the data source's schema the connection's own path: extensions may lie in a schema that only it names.
  path text := pg_catalog.concat_ws(', ', ${quoteLiteral(quoteIdentifier(defaultSchema))},
    nullif(pg_catalog.current_setting('search_path'), ''), 'public');
  question record;
  command text;
  expression text;
  printed text;
  names text[];
  refused text;
BEGIN
  FOR question IN SELECT key, step FROM pg_temp.stillhead_question ORDER BY ordinal LOOP
    expression := question.step->>'expression';
    printed := NULL;
    names := NULL;
    refused := NULL;
    BEGIN
      PERFORM pg_catalog.set_config('search_path', path, true);
      FOR command IN SELECT pg_catalog.jsonb_array_elements_text(question.step->'prepare') LOOP
        EXECUTE command;
      END LOOP;
      FOR round IN 1..${MOST_ROUNDS} LOOP
        EXECUTE (question.step->>'before') || expression || (question.step->>'after');
${printing}
        EXECUTE question.step->>'read' INTO printed, names;
        EXIT WHEN printed = expression;
        expression := printed;
        EXECUTE question.step->>'undo';
      END LOOP;
      RAISE EXCEPTION USING ERRCODE = 'SH000';
    EXCEPTION
      WHEN SQLSTATE 'SH000' THEN
        NULL;
      WHEN lock_not_available OR insufficient_resources OR read_only_sql_transaction THEN
        RAISE;
      WHEN OTHERS THEN
        -- What was printed once stands, even if it cannot be read again.
        refused := CASE WHEN printed IS NULL THEN SQLERRM END;
    END;
    INSERT INTO pg_temp.stillhead_answer VALUES (question.key, printed, names, refused);
  END LOOP;
END`;
}

/** With a tag that does not occur in the text. */
function dollarQuoted(text: string): string {
  let tag = '$stillhead$';
  while (text.includes(tag)) tag = `${tag.slice(0, -1)}_$`;
  return `${tag}${text}${tag}`;
}
