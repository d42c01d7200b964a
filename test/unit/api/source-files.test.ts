/** Which files of a project are its sources: what a compiler wrote of them is none. */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { sourceFiles } from '../../../src/api/source-files';

let root: string;
beforeEach(() => {
  root = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'stillhead-sources-'));
});
afterEach(() => {
  fs.rmSync(root, { recursive: true, force: true });
});

async function sources(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), text);
  }
  const found = await sourceFiles({ root, migrations: { directory: path.join(root, 'migrations') } });
  return found.map(({ file }) => file);
}

const map = (...names: readonly string[]): string => JSON.stringify({ version: 3, sources: names });

test('an outDir and a declarationDir, with comments, trailing commas and what is extended', async () => {
  const found = await sources({
    'tsconfig.json':
      '{ // one\n "extends": "./config/base.json", "compilerOptions": { "declarationDir": "./types/", }, }',
    'config/base.json': '{ /* two */ "compilerOptions": { "outDir": "../lib/js", }, }',
    'src/note.ts': '',
    'lib/js/note.js': '',
    'lib/js/deep/old.cjs': '',
    'lib/js/old.mjs': '',
    'lib/kept.js': '',
    'types/old.js': '',
  });
  expect(found).toEqual(['lib/kept.js', 'src/note.ts']);
});

test('an outDir of the configuration that builds; sources that lie in an outDir stay', async () => {
  const found = await sources({
    'tsconfig.json': '{ "compilerOptions": { "outDir": "." } }',
    'tsconfig.build.json': '{ "extends": "./tsconfig.json", "compilerOptions": { "outDir": "out" } }',
    'tsconfig.broken.json': '{ "compilerOptions": ',
    'out/old.js': '',
    'out/written.ts': '',
    'plain.js': '',
  });
  expect(found).toEqual(['out/written.ts', 'plain.js']);
});

test('folders that .gitignore leaves out by a plain line', async () => {
  const found = await sources({
    '.gitignore': ['# built', 'out/', '/lib-out', 'gen', 'a/b/', '*.log', 'kept*/', 'back/', '!back/', ''].join('\r\n'),
    'src/note.ts': '',
    'out/one.js': '',
    'packages/one/out/two.js': '',
    'lib-out/three.js': '',
    'packages/lib-out/four.js': '',
    'packages/gen/five.js': '',
    'a/b/six.js': '',
    'c/a/b/seven.js': '',
    'kept-it/eight.js': '',
    'back/nine.js': '',
    'outer/ten.js': '',
  });
  expect(found).toEqual([
    'back/nine.js',
    'c/a/b/seven.js',
    'kept-it/eight.js',
    'outer/ten.js',
    'packages/lib-out/four.js',
    'src/note.ts',
  ]);
});

test('JavaScript beside its source', async () => {
  const found = await sources({
    'src/note.ts': '',
    'src/note.js': '',
    'src/page.tsx': '',
    'src/page.js': '',
    'src/tool.mts': '',
    'src/tool.mjs': '',
    'src/alone.js': '',
  });
  expect(found).toEqual(['src/alone.js', 'src/note.ts', 'src/tool.mts']);
});

test('JavaScript whose source map names a source that is there', async () => {
  const inline = Buffer.from(map('../src/note.ts')).toString('base64');
  const found = await sources({
    'src/note.ts': '',
    'js/note.js': 'x();\n//# sourceMappingURL=note.js.map\n',
    'js/note.js.map': map('../src/note.ts'),
    'js/rooted.cjs': '//# sourceMappingURL=rooted.cjs.map',
    'js/rooted.cjs.map': JSON.stringify({ sourceRoot: '../src/', sources: ['note.ts'] }),
    'js/inline.mjs': `//# sourceMappingURL=data:application/json;charset=utf-8;base64,${inline}\n`,
    'js/gone.js': '//# sourceMappingURL=gone.js.map',
    'js/gone.js.map': map('../src/gone.ts'),
    'js/bundled.js': '//# sourceMappingURL=bundled.js.map',
    'js/bundled.js.map': map('../js/gone.js'),
    'js/no-map.js': '//# sourceMappingURL=nowhere.js.map',
    'js/bad-map.js': '//# sourceMappingURL=bad-map.js.map',
    'js/bad-map.js.map': '<html>',
    'js/text.js': 'const text = "//# sourceMappingURL=note.js.map";',
  });
  expect(found).toEqual(['js/bad-map.js', 'js/bundled.js', 'js/gone.js', 'js/no-map.js', 'js/text.js', 'src/note.ts']);
});

test('a project of JavaScript alone has no compiled files', async () => {
  const found = await sources({
    'tsconfig.json': '{ "compilerOptions": { "allowJs": true, "outDir": "src" } }',
    'src/note.js': '',
    'migrations/1_note.js': '',
    'dist/note.js': '',
    'node_modules/one/index.js': '',
  });
  expect(found).toEqual(['src/note.js']);
});
