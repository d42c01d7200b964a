import { FileUnwritableError } from '../../../src/errors/files';
import { RevisionFileInvalidError } from '../../../src/errors/revisions';
import { errorJson, errorText } from '../../../src/report/error';

test('what is not known is told to machines alone', () => {
  const error = new RevisionFileInvalidError('migrations/a.ts', null, 'it has no `revision`');
  expect(errorText(error, (_style, text) => text)).not.toMatch(/line|null/);
  expect(errorJson(error).error.facts).toMatchObject({ line: null });
});

test('a full disk is another matter than rights', () => {
  const failed = (code: string): string | null =>
    new FileUnwritableError('a.ts', Object.assign(new Error(code), { code })).hint;
  expect([failed('ENOSPC'), failed('EACCES')]).toEqual([
    'make room on the disk, then run the command again',
    'check the rights on the folder',
  ]);
});
