import { printsTheSame, saysTheSame } from '../../../src/compare/spelling';

describe('the same words', () => {
  test.each([
    ['(count >= 0)', '"count" >= 0'],
    ['(count >= 0)', 'COUNT>=0'],
    ['((count >= 0) AND (name IS NOT NULL))', '((count >= 0) and ("name" is not null))'],
    ['now()', 'NOW()'],
    ['CURRENT_DATE', 'current_date'],
    ['("createdAt" > now())', '"createdAt" > now() -- later'],
    ["(name = ')'::text)", '("name" = \')\'::text)'],
  ])('%s = %s', (printed, written) => {
    expect(saysTheSame(printed, written)).toBe(true);
  });

  test.each([
    // A column of that name, and the function.
    ['("user" = name)', 'user = name'],
    ['(name = CURRENT_USER)', 'name = "current_user"'],
    ['(name = CURRENT_USER)', 'name = "CURRENT_USER"'],
    ['true', '"true"'],
    ['("createdAt" > now())', 'createdAt > now()'],
    // Literals are never folded.
    ["(name = 'A'::text)", "name = 'a'::text"],
    ["('A'::text)", "'a'::text"],
    // Parentheses that hold a part only.
    ['((a) + (b))', '(a) + b'],
    ['(a + b) * (c + d)', 'a + b) * (c + d'],
    ['(a = b)', 'a = b = c'],
    ['(É = 1)', '"é" = 1'],
    ['a', ''],
  ])('%s is left to a server: %s', (printed, written) => {
    expect(saysTheSame(printed, written)).toBe(false);
  });
});

describe('what one PostgreSQL printed', () => {
  test.each([
    ['CURRENT_TIMESTAMP', 'now()'],
    ["(transaction_timestamp() + '1 day'::interval)", "(CURRENT_TIMESTAMP + '1 day'::interval)"],
    ["timezone('utc'::text, now())", "timezone('utc'::text, CURRENT_TIMESTAMP)"],
  ])('%s means %s', (one, other) => {
    expect(printsTheSame(one, other)).toBe(true);
    expect(printsTheSame(other, one)).toBe(true);
  });

  test.each([
    ['CURRENT_TIMESTAMP(3)', 'now()'],
    ['clock_timestamp()', 'now()'],
    ["'CURRENT_TIMESTAMP'::text", "'now()'::text"],
    ['"CURRENT_TIMESTAMP"', 'now()'],
    ['app.transaction_timestamp()', 'app.now()'],
    ['LOCALTIMESTAMP', 'now()'],
  ])('%s is not %s', (one, other) => {
    expect(printsTheSame(one, other)).toBe(false);
  });
});
