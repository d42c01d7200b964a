import { revisionFileName, slugOf } from '../../../src/revisions/file-name';
import { problemOfIdentifier } from '../../../src/revisions/identifier';

test('date, id and slug', () => {
  expect(revisionFileName('a1b2c3d4e5f6', 'Track credentials!', '2026-11-20T10:30:00Z', 'ts')).toBe(
    '20261120_a1b2c3d4e5f6_track_credentials.ts',
  );
  expect(revisionFileName('a1', '…', '2026-11-20T10:30:00Z', 'js')).toBe('20261120_a1.js');
});

test.each([
  ['Füge Ärzte hinzu', 'fuge_arzte_hinzu'],
  ['../../etc/passwd', 'etc_passwd'],
  ['x'.repeat(60), 'x'.repeat(40)],
  ['one two three four five six seven eight nine ten', 'one_two_three_four_five_six_seven_eight'],
])('%s', (message, slug) => {
  expect(slugOf(message)).toBe(slug);
});

test.each(['head', 'heads', 'base', 'current', 'a-b', 'a+b', 'a@b', 'a:b', '', 'a b'])('the id %p is refused', (id) => {
  expect(problemOfIdentifier(id)).not.toBeNull();
});
test('an ordinary id is not', () => {
  expect(problemOfIdentifier('a1b2c3d4e5f6')).toBeNull();
});
