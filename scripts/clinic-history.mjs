// Generates the history of the example application, state by state, as its developers would have: autogenerate, fill the open steps,
// upgrade. `npm run update` writes it to migrations/; a test generates it anew and compares.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT, setUp } from './setup.mjs';

const STATES = path.join(ROOT, 'test', 'corpus', 'clinic');

/**
 * @param {string} home an empty folder inside the repository, so that the entities find their packages
 * @param {string | null} url a server's empty database; null: the embedded one below `home`
 * @returns {Promise<{ name: string, text: string }[]>} the revision files in the order of the history
 */
export async function generateHistory(home, url) {
  const { revision, upgrade, check } = await import(pathToFileURL(path.join(ROOT, 'dist', 'index.js')).href);
  const where = url === null ? { embedded: true } : { url };
  fs.copyFileSync(path.join(ROOT, 'tsconfig.json'), path.join(home, 'tsconfig.json'));
  fs.writeFileSync(path.join(home, 'package.json'), '{ "name": "clinic", "private": true }\n');
  const files = [];
  for (const state of fs
    .readdirSync(STATES)
    .filter((name) => /^\d/.test(name))
    .sort()) {
    const answers = JSON.parse(fs.readFileSync(path.join(STATES, state, 'answers.json'), 'utf8'));
    fs.cpSync(path.join(STATES, state, 'entities'), path.join(home, state), { recursive: true });
    const config = {
      dataSource: `${state}/data-source.ts`,
      migrations: { directory: 'migrations' },
      extensions: 'create',
    };
    fs.writeFileSync(path.join(home, 'stillhead.config.json'), JSON.stringify(config));
    const written = await revision({
      cwd: home,
      ...where,
      message: answers.message,
      autogenerate: true,
      id: answers.id,
      created: new Date(answers.created),
      answers: { renames: answers.renames, noRenames: false, drops: answers.drops, keeps: [] },
    });
    const file = path.join(home, written.path);
    fillSteps(file, answers.fills);
    await upgrade({ cwd: home, ...where });
    const { state: verdict, difference } = await check({ cwd: home, ...where });
    if (verdict !== 'agrees')
      throw new Error(`${state}: ${difference.summaries.map((each) => each.summary).join('; ')}`);
    // The next state is what the developers have then; nothing of this one is left beside it.
    fs.rmSync(path.join(home, state), { recursive: true });
    files.push({ name: path.basename(file), text: fs.readFileSync(file, 'utf8') });
  }
  return files;
}

/** Each open step is replaced by the statement that its developer wrote. */
function fillSteps(file, fills) {
  let text = fs.readFileSync(file, 'utf8');
  for (const { step, sql } of fills) {
    const call = new RegExp(`await op\\.todo\\(\\s*'fill ${step.replaceAll('.', '\\.')}'[\\s\\S]*?\\);\\n`);
    if (!call.test(text)) throw new Error(`${path.basename(file)} has no open step for ${step}`);
    text = text.replace(call, () => `await op.execute(op.sql\`${sql}\`);\n`);
  }
  fs.writeFileSync(file, text);
}

if (process.argv[1] === import.meta.filename) {
  await setUp({ build: true });
  const home = path.join(ROOT, '.stillhead', 'clinic');
  fs.rmSync(home, { recursive: true, force: true });
  fs.mkdirSync(home, { recursive: true });
  const target = path.join(ROOT, 'migrations');
  const files = await generateHistory(home, null);
  fs.rmSync(target, { recursive: true, force: true });
  fs.mkdirSync(target);
  for (const { name, text } of files) fs.writeFileSync(path.join(target, name), text);
  console.log(`migrations/: ${files.length} revisions`);
}
