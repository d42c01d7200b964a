// The lists of the README that come from the code: every error with its meaning, every safety rule. `npm run update` writes them
// between their markers; with --check nothing is written, and a list that is not current ends with 1. Reads sources, builds nothing.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const README = path.join(ROOT, 'README.md');
const SRC = path.join(ROOT, 'src');

const ERROR =
  /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport class \w+ extends StillheadError \{\n\s*readonly code = '(\w+)';(?:\n\s*override readonly exitCode = (\d))?/g;
const RULE = /\bid: '([^']+)'[\s\S]*?\babout:\s*'((?:[^'\\]|\\.)*)'/;

const lists = { errors: errorLines(), rules: ruleLines() };
const before = fs.readFileSync(README, 'utf8');
const after = Object.entries(lists).reduce(replaced, before);
if (!process.argv.includes('--check')) fs.writeFileSync(README, after);
else if (after !== before) {
  console.error('README.md: its lists are not what the code says; npm run update writes them');
  process.exitCode = 1;
}

/** `- NOT_AT_HEAD (exit 1): …`, by code. */
function errorLines() {
  const folder = path.join(SRC, 'errors');
  const more = fs.existsSync(folder) ? fs.readdirSync(folder).map((name) => path.join(folder, name)) : [];
  const text = [path.join(SRC, 'errors.ts'), ...more].map((file) => fs.readFileSync(file, 'utf8')).join('\n');
  const found = [...text.matchAll(ERROR)].map(
    ([, doc, code, exit]) => `- \`${code}\` (exit ${exit ?? 1}): ${plain(doc)}`,
  );
  const classes = text.match(/^export class \w+ extends StillheadError/gm) ?? [];
  if (found.length !== classes.length)
    throw new Error(`${classes.length} errors, of which ${found.length} can be read`);
  return found.sort();
}

function ruleLines() {
  const folder = path.join(SRC, 'safety', 'rules');
  return fs
    .readdirSync(folder)
    .sort()
    .map((name) => {
      const [, id, about] = RULE.exec(fs.readFileSync(path.join(folder, name), 'utf8')) ?? [];
      if (id === undefined || about === undefined) throw new Error(`${name} has no id and about`);
      return `- \`${id}\`: ${about.replaceAll("\\'", "'")}`;
    });
}

/** A doc comment as one line, without what it says of parameters. */
function plain(doc) {
  const text = doc.replace(/\n\s*\* ?/g, ' ').trim();
  return text
    .split(/(?<=\.) (?=[A-Z`@])/)
    .filter((sentence) => !/^[`@]/.test(sentence))
    .join(' ');
}

function replaced(text, [name, lines]) {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [start, end] = [text.indexOf(open), text.indexOf(close)];
  if (start < 0 || end < start) throw new Error(`README.md has no place for its ${name}: ${open} … ${close}`);
  return `${text.slice(0, start + open.length)}\n\n${lines.join('\n')}\n\n${text.slice(end)}`;
}
