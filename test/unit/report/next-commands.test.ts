import { carryWhereabouts } from '../../../src/report/next-commands';

test.each([
  ['stillhead upgrade', { embedded: true }, 'stillhead upgrade --embedded'],
  ['stillhead upgrade', { embedded: false }, 'stillhead upgrade --no-embedded'],
  ['finish it first: stillhead downgrade -1', { embedded: true }, 'finish it first: stillhead downgrade --embedded -1'],
  ['stillhead stamp ID', { url: 'postgres://anna:secret@db/clinic' }, 'stillhead stamp --url … ID'],
  ['stillhead check shows', { dataSource: 'src/other.ts' }, 'stillhead check -d src/other.ts shows'],
  ['stillhead upgrade', { dataSource: "it's here.ts" }, String.raw`stillhead upgrade -d 'it'\''s here.ts'`],
  ['stillhead upgrade', { environment: 'production' }, 'stillhead upgrade --environment production'],
  [
    '2 pending: stillhead upgrade, then  stillhead revision --autogenerate -m "…"',
    { config: 'a.json', embedded: true },
    '2 pending: stillhead upgrade -c a.json --embedded, then  stillhead revision -c a.json --embedded --autogenerate -m "…"',
  ],
  [
    'stillhead stamp ID, with the last revision of stillhead history',
    { config: 'a.json', url: 'postgres://db/clinic' },
    'stillhead stamp -c a.json --url … ID, with the last revision of stillhead history -c a.json',
  ],
])('%s', (text, said, expected) => {
  expect(carryWhereabouts(text, said)).toBe(expected);
});

test.each([
  ['stillhead upgrade', {}],
  ['mv a b && stillhead upgrade --embedded', { embedded: true }],
  ['stillhead init', { embedded: true, config: 'a.json' }],
  ['stillhead heads', { embedded: true, dataSource: 'a.ts' }],
  ['stillhead upgrade --help', { embedded: true }],
  ['stillhead.config.json says so', { embedded: true }],
])('%s stays as it is', (text, said) => {
  expect(carryWhereabouts(text, said)).toBe(text);
});
