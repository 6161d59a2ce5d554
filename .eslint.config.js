// Lint settings: correctness and the house limits on size and naming; layout belongs to prettier.
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', 'site/.src/**', 'samples/**', 'coverage/**', 'docs/**'] },
  ...tseslint.configs.recommended,
  { linterOptions: { reportUnusedDisableDirectives: 'error' } }, // an exception that is no longer one goes
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off', // bounds-checked loops read typed arrays by index
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'separate-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      // What is longer or more branched says why in the line above it; test/architecture.test.ts asks for the words.
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      // A switch counts once: its cases are a table.
      complexity: ['error', { max: 15, variant: 'modified' }],
    },
  },
  {
    // How values are followed is being changed at large; its functions are split or explained when that stands still.
    files: ['src/program/values/**/*.ts'],
    rules: { 'max-lines-per-function': 'off', complexity: 'off' },
  },
  { files: ['src/cli/**/*.ts', 'test/**'], rules: { 'no-console': 'off' } },
  { files: ['**/*.cjs', '**/*.cts', '**/*.js'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
