/** What a person at a terminal chooses among: the first one is taken on Enter, so it must never lose anything. */
import { choicesOf } from '../../../src/commands/answers';

test('keeping stands before dropping, which says how much goes', () => {
  const question = { kind: 'dropColumn', text: '', answers: ['--drop posts.title', '--keep posts.title'] };
  expect(choicesOf({ ...question, figure: '1,244 values now' })).toEqual([
    { label: 'keep      posts.title', hint: 'it stays, and no entity declares it', flags: ['--keep posts.title'] },
    { label: 'drop      posts.title', hint: 'the data goes: 1,244 values now', flags: ['--drop posts.title'] },
  ]);
  expect(choicesOf(question)[1]?.hint).toBe('the data goes');
});

test('a rename stands before "different", which speaks of this question alone', () => {
  const answers = ['--rename posts.title:name', '--rename posts.title:label', '--no-renames'];
  expect(choicesOf({ kind: 'rename', text: '', answers }).map(({ label, flags }) => [label, flags])).toEqual([
    ['renamed   posts.title → name', ['--rename posts.title:name']],
    ['renamed   posts.title → label', ['--rename posts.title:label']],
    ['different', ['--different posts.title:name', '--different posts.title:label']],
  ]);
});
