/**
 * TypeScript → JavaScript, as `tsc` would with `experimentalDecorators` and `emitDecoratorMetadata`: TypeORM reads the types of columns
 * from that metadata. By @swc/core, whose output is mended in two places. Checks no types, reads and writes no files.
 */
import { createRequire } from 'node:module';
import type * as Swc from '@swc/core';
import { mendMetadata, type ModuleFormat } from './metadata';

export interface CompilerOptions {
  readonly useDefineForClassFields?: boolean | undefined;
}

let loaded: typeof Swc | null = null;

/** Loaded at the first TypeScript file: many projects have none. */
function swc(): typeof Swc {
  loaded ??= createRequire(__filename)('@swc/core') as typeof Swc;
  return loaded;
}

/** @throws swc's error, with the place in the file, where it is no TypeScript */
export function transform(code: string, file: string, format: ModuleFormat, options: CompilerOptions): string {
  const output = compile(code, file, format, options, true);
  return output.includes('_ts_metadata(')
    ? mendMetadata(output, compile(code, file, format, options, false), format)
    : output;
}

function compile(
  code: string,
  file: string,
  format: ModuleFormat,
  options: CompilerOptions,
  metadata: boolean,
): string {
  return swc().transformSync(code, {
    filename: file,
    sourceFileName: file,
    swcrc: false,
    configFile: false,
    sourceMaps: metadata ? 'inline' : false,
    module: format === 'esm' ? { type: 'es6' } : { type: 'commonjs' },
    jsc: {
      target: 'es2022',
      keepClassNames: true,
      parser: { syntax: 'typescript', decorators: true, tsx: file.endsWith('x') },
      transform: {
        legacyDecorator: true,
        decoratorMetadata: metadata,
        useDefineForClassFields: options.useDefineForClassFields ?? false,
      },
    },
  }).code;
}
