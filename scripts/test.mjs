/**
 * `npm test`: every test, from a fresh clone: installs, builds, runs the unit tests once, the tests with a database once for each
 * major of PostgreSQL, those of command line, embedded database, kills and packed tarball on the newest, and adds up the counts. Node's
 * own modules only.
 *
 *   PG_MAJOR=16            one major, or several: PG_MAJOR=14,18
 *   TEST_ONLY=database/x   only test files whose path matches; TEST_ONLY=corpus/NAME, where no file matches, one case of the corpus
 *
 * The last line is `N passed, N failed`, with `, N skipped` when any were.
 */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ROOT, program, run, setUp } from './setup.mjs';

const MAJORS = ['14', '15', '16', '17', '18'];
/** On every major. */
const DATABASE = ['test/database', 'test/corpus'];
/** On the newest: what does not depend on the server's major, and takes processes and time. */
const ONCE = ['test/cli', 'test/embedded', 'test/kills', 'test/package'];

/** What needs the published packages of test/packages/. */
const PACKAGES = ['test/corpus/packages.test.ts', 'test/corpus/edited-packages.test.ts'];

const majors = (process.env.PG_MAJOR || MAJORS.join(',')).split(',');
const unknown = majors.filter((major) => !MAJORS.includes(major));
if (unknown.length > 0) {
  console.error(`PG_MAJOR=${process.env.PG_MAJOR}: known are ${MAJORS.join(', ')}.`);
  process.exit(2);
}

const total = { passed: 0, failed: 0, skipped: 0 };
const lines = [];
const add = (label, counts, seconds) => {
  for (const key of Object.keys(total)) total[key] += counts[key];
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
  lines.push(`${label.padEnd(14)} ${counts.passed} passed, ${counts.failed} failed${skipped} (${seconds} s)`);
};

/** Something that is no test has failed: counted as one failure, so that the closing line never looks better than the run was. */
const fail = (label, reason) => {
  total.failed++;
  lines.push(`${label.padEnd(14)} failed: ${reason}`);
};

const results = mkdtempSync(path.join(os.tmpdir(), 'stillhead-jest-'));
process.on('exit', () => rmSync(results, { recursive: true, force: true }));

const selection = select(process.env.TEST_ONLY ?? '');
try {
  const { built } = await setUp({ tests: true, packages: selection.packages, build: true });
  if (!built) fail('Build', 'the compiler found errors, see above');
  await runAll();
} catch (error) {
  fail('Set-up', error instanceof Error ? error.message : String(error));
}

console.log(`\n${lines.join('\n')}\n`);
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

async function runAll() {
  if (selection.unit) await jest('Unit', 'unit', {});
  if (selection.database) for (const major of majors) await onMajor(`PostgreSQL ${major}`, 'database', major);
  if (selection.once) await onMajor('Whole program', 'once', [...majors].sort().at(-1));
}

async function onMajor(label, project, major) {
  const reason = process.env.TEST_PG_URL ? null : missing(major);
  if (reason === null) return jest(label, project, { PG_MAJOR: major });
  total.skipped++;
  lines.push(`${label.padEnd(14)} skipped: ${reason}`);
}

/** Why there are no binaries of a major here, or null when there are. */
function missing(major) {
  const platform = `${process.platform}-${process.arch}`;
  const name = platform === 'linux-x64' ? `pg${major}` : `pg${major}-${platform}`;
  const { optionalDependencies } = JSON.parse(readFileSync(path.join(ROOT, 'test/package.json'), 'utf8'));
  if (!(name in optionalDependencies)) return `no package has PostgreSQL ${major} for ${platform}`;
  return existsSync(path.join(ROOT, 'test/node_modules', name))
    ? null
    : `the package ${name} is not installed in test/`;
}

async function jest(label, project, env) {
  console.log(`\n${label}`);
  const file = path.join(results, `${label}.json`);
  const start = performance.now();
  const patterns = selection.pattern === '' ? [] : [`--testPathPatterns=${selection.pattern}`];
  const args = [`--selectProjects=${project}`, ...patterns, '--passWithNoTests', '--json', `--outputFile=${file}`];
  const { code } = await run([...program('jest/bin/jest.js'), ...args], {
    env: { ...env, TEST_CASE: selection.testCase, TEST_KEPT: path.join(results, 'kept') },
  });
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  if (!existsSync(file)) return fail(label, `jest ended with code ${code} and without a result`);
  const result = JSON.parse(readFileSync(file, 'utf8'));
  const counts = countsOf(result);
  add(label, counts, seconds);
  lines.push(...skippedOf(result).map((title) => `  skipped: ${title}`));
  if (code !== 0 && counts.failed === 0) fail(label, `jest ended with code ${code}`);
}

/** A test file that could not be loaded has no tests to count: one failure. */
function countsOf(result) {
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
    skipped: result.numPendingTests + result.numTodoTests,
  };
}

/** The titles of the tests that were not run: each says why. */
function skippedOf({ testResults }) {
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'pending' || status === 'todo')
    .map(({ fullName }) => fullName);
}

/** Which projects a pattern needs, so that no server is started for nothing. */
function select(pattern) {
  const files = (folder) =>
    existsSync(path.join(ROOT, folder))
      ? readdirSync(path.join(ROOT, folder), { recursive: true })
          .filter((file) => file.endsWith('.test.ts'))
          .map((file) => path.posix.join(folder, file.split(path.sep).join('/')))
      : [];
  const matches = (folders) => folders.flatMap(files).some((file) => new RegExp(pattern).test(file));
  const [unit, database, once] = [matches(['test/unit']), matches(DATABASE), matches(ONCE)];
  const packages = PACKAGES.some((file) => new RegExp(pattern).test(file));
  const corpus = /^(?:test\/)?corpus\/(.+)$/.exec(pattern);
  if (!unit && !database && corpus !== null) {
    const none = { unit: false, packages: false, once: false };
    return { ...none, database: true, pattern: 'test/corpus/', testCase: corpus[1] };
  }
  return { unit, database, packages, once, pattern, testCase: undefined };
}
