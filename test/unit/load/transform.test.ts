/** Pins the forms that swc prints, which src/load/metadata.ts reads: when swc changes them, this fails and not a user's project. */
import type { ModuleFormat } from '../../../src/load/metadata';
import { transform } from '../../../src/load/transform';

const lines = (code: string, format: ModuleFormat): string[] =>
  transform(code, '/project/entity.ts', format, {})
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^import |require\(|design:type/.test(line));

const CODE = `import Standard, { Column, Relation, Point as P } from 'typeorm';
import * as all from './all';
import type { Never } from './never';
class A {
  @Column() one: Relation<A>;
  @Column() two: P;
  @Column() three: all.Kind;
  @Column() four: Standard;
  @Column() five: Date;
  @Column() six: string | null;
  @Column() seven: Never;
}`;

test('CommonJS', () => {
  expect(lines(CODE, 'commonjs')).toEqual([
    'const _typeorm = /*#__PURE__*/ _interop_require_wildcard(require("typeorm"));',
    'const _all = /*#__PURE__*/ _interop_require_wildcard(__stillheadRequire(() => require("./all")));',
    '_ts_metadata("design:type", __stillheadType(() => _typeorm.Relation))',
    '_ts_metadata("design:type", __stillheadType(() => _typeorm.Point))',
    '_ts_metadata("design:type", __stillheadType(() => _all.Kind))',
    '_ts_metadata("design:type", __stillheadType(() => _typeorm.default))',
    '_ts_metadata("design:type", __stillheadType(() => Date))',
    '_ts_metadata("design:type", Object)',
    '_ts_metadata("design:type", __stillheadType(() => Never))',
  ]);
});

test('ES modules', () => {
  expect(lines(CODE, 'esm')).toEqual([
    `import { Column } from 'typeorm'; import * as __stillheadTypes0 from 'typeorm?stillhead-metadata';`,
    `import * as __stillheadTypes1 from './all?stillhead-metadata';`,
    '_ts_metadata("design:type", __stillheadType(() => __stillheadTypes0.Relation))',
    '_ts_metadata("design:type", __stillheadType(() => __stillheadTypes0.Point))',
    '_ts_metadata("design:type", __stillheadType(() => __stillheadTypes1.Kind))',
    '_ts_metadata("design:type", __stillheadType(() => __stillheadTypes0.default))',
    '_ts_metadata("design:type", __stillheadType(() => Date))',
    '_ts_metadata("design:type", Object)',
    '_ts_metadata("design:type", __stillheadType(() => Never))',
  ]);
});

test('a file without decorators is left as swc prints it', () => {
  expect(transform('export const a: number = 1;', '/project/a.ts', 'esm', {})).toMatch(/^export const a = 1;\n/);
});
