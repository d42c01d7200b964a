/**
 * `npm run check`: all that can be told without a database: types, lint, format, unused code, unit tests with the guards. Prints what a
 * step says only when the step fails. `npm run check -- lint types` runs the named steps alone.
 */
import { program, run, setUp } from './setup.mjs';

const STEPS = {
  types: [...program('tsc7/bin/tsc'), '-p', 'tsconfig.json'],
  build: [...program('tsc7/bin/tsc'), '-p', 'tsconfig.build.json', '--noEmit'],
  lint: [...program('eslint/bin/eslint.js'), '.', '--max-warnings', '0'],
  format: [...program('prettier/bin/prettier.cjs'), '--check', '.', '--log-level', 'warn'],
  unused: [...program('knip/bin/knip.js'), '--no-config-hints'],
  unit: [...program('jest/bin/jest.js'), '--selectProjects', 'unit', '--passWithNoTests'],
};

const asked = process.argv.slice(2);
const names = asked.length > 0 ? asked : Object.keys(STEPS);
const unknown = names.filter((name) => !(name in STEPS));
if (unknown.length > 0) {
  console.error(`No such step: ${unknown.join(', ')}. The steps are ${Object.keys(STEPS).join(', ')}.`);
  process.exit(2);
}

await setUp();
const failed = [];
const waiting = [...names];

/** Two at a time: the machines that matter have two cores. */
async function work() {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const start = performance.now();
    const { code, output } = await run(STEPS[name], { quiet: true });
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`${code === 0 ? 'ok    ' : 'failed'} ${name} (${seconds} s)`);
    if (code === 0) continue;
    failed.push(name);
    console.log(output.trimEnd());
  }
}
await Promise.all([work(), work()]);

console.log(failed.length === 0 ? 'check: nothing to complain about' : `check: failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
