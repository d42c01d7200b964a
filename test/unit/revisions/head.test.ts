import { readHead } from '../../../src/revisions/head';

const ESM = `/**
 * track credentials, link \`assignments\`
 *
 * Revision: a1b2c3d4e5f6
 * Revises:  9f8e7d6c5b4a
 * Created:  2026-11-20T10:30:00Z
 */
import type { Operations } from 'stillhead/v1';

export const revision = 'a1b2c3d4e5f6';
export const downRevision: string | null = "9f8e7d6c5b4a";

export async function upgrade(op: Operations): Promise<void> { throw new Error('never run'); }
`;

test('TypeScript and ES modules', () => {
  expect(readHead(ESM)).toEqual({
    revision: 'a1b2c3d4e5f6',
    downRevisions: ['9f8e7d6c5b4a'],
    branchLabels: [],
    dependsOn: [],
    message: 'track credentials, link `assignments`',
    created: '2026-11-20T10:30:00Z',
  });
});

test.each([
  ['exports', `exports.revision = 'a';\nexports.downRevision = null;`],
  ['module.exports', `module.exports = { revision: 'a', downRevision: null, async upgrade(op) {} };`],
  ['export default', `export default { revision: 'a', "downRevision": null };`],
  [
    'no semicolons',
    `export const revision = 'a'\nexport const downRevision = null\nexport async function upgrade() {}`,
  ],
  [
    'tsc',
    `"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\nexports.downRevision = exports.revision = void 0;
exports.upgrade = upgrade;\nexports.downgrade = downgrade;\nexports.revision = 'a';\nexports.downRevision = null;\nasync function upgrade(op) {}`,
  ],
  [
    'swc',
    `"use strict";\nfunction _export(target, all) { for (var name in all) Object.defineProperty(target, name, { get: all[name] }); }
_export(exports, { get downRevision () { return downRevision; }, get revision () { return revision; } });\nconst revision = 'a';\nconst downRevision = null;`,
  ],
  [
    'comments',
    `/* revision = 'b' */ // export const revision = 'c'\nexport const revision /* = */ = 'a'; export const downRevision = null;`,
  ],
  [
    'strings',
    `const note = "export const revision = 'b'", other = \`exports.revision = '\${'b'}'\`;\nexport const revision = 'a', x = 1;\nexport const downRevision = null;`,
  ],
  ['regular expressions', `const quote = /['"\`]/g;\nexport const revision = 'a';\nexport const downRevision = null;`],
  ['as const', `export const revision = 'a' as const;\nexport const downRevision = null satisfies string | null;`],
  ['a shebang and a byte order mark', `\ufeffexport const revision = 'a';\r\nexport const downRevision = null;\r\n`],
])('%s', (_name, source) => {
  expect(readHead(source)).toMatchObject({ revision: 'a', downRevisions: [] });
});

test('a syntax error below the head is not looked at', () => {
  expect(readHead(`${ESM}\nexport function downgrade( { "never closed`)).toMatchObject({ revision: 'a1b2c3d4e5f6' });
});

test('merges, labels and dependencies', () => {
  const source = `export const revision = 'm';\nexport const downRevision: readonly string[] = ['a', 'b',];
export const branchLabels = ['shop'];\nexport const dependsOn = 'c';\nexport const upgrade = async () => {};`;
  expect(readHead(source)).toMatchObject({ downRevisions: ['a', 'b'], branchLabels: ['shop'], dependsOn: ['c'] });
});

test.each([
  ['no revision', `export const downRevision = null;`, null, /no `revision`/],
  ['no downRevision', `export const revision = 'a';`, null, /no `downRevision`/],
  ['computed', `\nexport const revision = 'a' + 1;\nexport const downRevision = null;`, 2, /as a literal/],
  ['called', `export const revision = 'a'.trim();\nexport const downRevision = null;`, 1, /as a literal/],
  ['an unclosed string', `export const revision = 'a;\n`, 1, /a string is never closed/],
  ['an unclosed comment', `\n/* export const revision = 'a'`, 2, /a comment is never closed/],
  ['an unclosed template', 'const a = `x${ {} } ', 1, /a template string is never closed/],
])('%s is refused', (_name, source, line, reason) => {
  expect(readHead(source)).toEqual({ line, reason: expect.stringMatching(reason) as string });
});

test('the message is not a field of the doc comment', () => {
  const source = `/**\n * Revision: a\n */\nexport const revision = 'a';\nexport const downRevision = null;`;
  expect(readHead(source)).toMatchObject({ message: null, created: null });
});
