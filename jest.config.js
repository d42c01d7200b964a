// Three projects: `unit` needs nothing but Node; `database` and `once` a real PostgreSQL (PG_MAJOR, else 18), started by their global
// set-up. `npm test` runs `unit` once, `database` once for each major, and `once` on the newest: the whole program in processes of its own.

const { availableParallelism } = require('node:os');

const shared = {
  rootDir: __dirname,
  // require.resolve and not <rootDir>: mutation testing moves the configuration and does not expand <rootDir> here.
  testEnvironment: require.resolve('./test/support/environment.cjs'),
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/test/fixtures/'],
  moduleNameMapper: {
    // jest on Node 20 cannot load packages that are ES modules only: Node's own require does it for them.
    '^(yargs|yargs/helpers|prettier|@clack/prompts|@electric-sql/pglite)$': '<rootDir>/test/support/native/$1.cjs',
    // Native `import()` in a CommonJS file names the ending.
    '^\\.\\./api/([\\w-]+)\\.js$': '<rootDir>/src/api/$1.ts',
    '^stillhead$': '<rootDir>/src/index.ts',
    '^stillhead/v1$': '<rootDir>/src/v1.ts',
  },
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        swcrc: false,
        sourceMaps: true,
        module: { type: 'commonjs' },
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        },
      },
    ],
  },
};

module.exports = {
  // Half of them would idle while a server works; more than four is too much memory, for each may hold an embedded PostgreSQL.
  maxWorkers: Math.min(Math.max(availableParallelism(), 2), 4),
  maxConcurrency: 2,
  // Here and not in the project `database`: jest heeds it nowhere else.
  testTimeout: 60_000,
  testSequencer: require.resolve('./test/support/sequencer.cjs'),
  coverageProvider: 'v8',
  collectCoverageFrom: ['src/**/*.ts'],
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/unit/**/*.test.ts'],
    },
    {
      ...shared,
      displayName: 'database',
      testMatch: ['<rootDir>/test/{database,corpus}/**/*.test.ts'],
      globalSetup: '<rootDir>/test/support/global-setup.ts',
      globalTeardown: '<rootDir>/test/support/global-teardown.ts',
    },
    {
      ...shared,
      displayName: 'once',
      testMatch: ['<rootDir>/test/{cli,embedded,kills,package}/**/*.test.ts'],
      globalSetup: '<rootDir>/test/support/global-setup.ts',
      globalTeardown: '<rootDir>/test/support/global-teardown.ts',
    },
  ],
};
