// Lint with types. The import rules here are a quick hint in the editor; test/support/import-tables.ts is the authority.
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Folders of src/ in which a package must not be imported, and where it belongs. */
const door = (name, home, message = `Only ${home} may import ${name}.`) => ({ name, message });

export default tseslint.config(
  {
    ignores: ['.stillhead/', '**/node_modules/', 'dist/', 'coverage/', 'test/fixtures/', 'test/support/native/'],
  },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      // An import that is only of types must say so: the import rules make the difference.
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [
            { ...door('typeorm', 'model/, database.ts and runner/'), allowTypeImports: true },
            door('pg', 'database.ts, connection/ and scratch/'),
            door('yargs', 'main.ts and commands/'),
            door('@clack/prompts', 'commands/'),
            door('@swc/core', 'load/'),
            door('prettier', 'files.ts'),
          ],
        },
      ],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only config.ts reads the environment.' },
        { object: 'process', property: 'argv', message: 'Only main.ts reads the arguments.' },
        { object: 'process', property: 'exit', message: 'Only main.ts ends the process.' },
      ],
    },
  },
  {
    files: [
      'src/model/**',
      'src/runner/**',
      'src/connection/**',
      'src/database.ts',
      'src/scratch/**',
      'src/main.ts',
      'src/commands/**',
      'src/load/**',
      'src/files.ts',
    ],
    rules: { '@typescript-eslint/no-restricted-imports': 'off' },
  },
  { files: ['src/config.ts', 'src/main.ts'], rules: { 'no-restricted-properties': 'off' } },
  { files: ['src/commands/**', 'src/main.ts', 'bench/**'], rules: { 'no-console': 'off' } },
  {
    files: ['test/**/*.ts'],
    rules: {
      // `expect(...).toEqual(expect.objectContaining(...))` is typed `any` by jest itself.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['**/*.{js,cjs,mjs}'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        performance: 'readonly',
        URL: 'readonly',
        require: 'readonly',
        module: 'writable',
        __dirname: 'readonly',
        globalThis: 'readonly',
        setTimeout: 'readonly',
      },
    },
  },
);
