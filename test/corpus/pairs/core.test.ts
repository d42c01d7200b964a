/**
 * Other projects' pairs of schemas, those of objects that entities normally own: by `diff` from the one to the other and back, told by
 * plain SQL. Their files stand beside the checkout, where they do at all, and are no part of it.
 */
import { serverMajor } from '../../support/database';
import { readPairs } from '../../support/pairs/read';
import { tryPair } from '../../support/pairs/trial';

const pairs = (readPairs() ?? []).filter(({ core, minVersion }) => core && minVersion <= serverMajor());

if (pairs.length === 0) test.skip('there is no ../shared/pairs beside this checkout', () => undefined);
else {
  test('none is missing', () => {
    expect(readPairs()?.filter(({ core }) => core)).toHaveLength(252);
  });

  test.each(pairs.map((pair) => [pair.name, pair] as const))('%s', async (_name, pair) => {
    const { failure, notModelled } = await tryPair(pair);
    expect(failure).toBeNull();
    expect(notModelled).toEqual([]);
  });
}
