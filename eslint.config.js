import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Who may import what: each rule is a folder (or kind of file), and imports that it must not have, with the reason. */
const boundary = (files, patterns, ignores = []) => ({ files, ignores, rules: { 'no-restricted-imports': ['error', { patterns }] } });

const driver = { regex: '^neo4j-driver', message: 'Only src/graph talks to the driver.' };
const environment = {
  selector: "MemberExpression > MemberExpression[object.name='process'][property.name='env']",
  message: 'Settings are read in main, by loadConfig.',
};
const accessor = {
  selector: 'ObjectExpression > Property[kind=/^(get|set)$/]',
  message: 'Getters belong to a class: what those of an object see, V8 keeps until old objects are collected (decision 45).',
};
const otherFeature = {
  regex: String.raw`^\.\./(?!source/)[a-z-]+/(?!.*\.(type|projection)\.js$)`,
  message: "Of another feature only its types and projections may be imported (of source, whatever makes a fact's claims).",
};
const resolver = {
  regex: String.raw`\.(resolver|loaders|repository)\.js$`,
  message: 'Imports point downwards: resolver → loaders and repository → queries.',
};
const queries = { regex: String.raw`\.queries\.js$`, message: 'A resolver asks loaders and repositories, not the graph.' };

const writing = { regex: 'graph-seed/', message: 'Of the features only curation writes facts.' };

export default defineConfig(
  {
    ignores: [
      '**/dist/',
      '**/node_modules/',
      'coverage/',
      '.careergraph/',
      'explorer/src/generated.ts',
      'examples/node-client/src/generated.ts',
    ],
  },
  js.configs.recommended,
  tseslint.configs.strict,
  {
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-non-null-assertion': 'off', // noUncheckedIndexedAccess makes it the short way to say what a test or a query guarantees
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
      'no-restricted-syntax': ['error', environment, accessor],
    },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: {
      globals: {
        console: 'readonly',
        process: 'readonly',
        setTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        clearTimeout: 'readonly',
        URL: 'readonly',
        performance: 'readonly',
        Buffer: 'readonly',
        fetch: 'readonly',
      },
    },
  },
  {
    files: ['jest.config.js', 'src/main.ts', 'src/mint-token.ts', 'graph-seed/main.ts', 'scripts/**', 'tests/**', 'bench/**'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  { files: ['tests/**', 'bench/peers*.ts'], rules: { '@typescript-eslint/no-explicit-any': 'off' } },
  { files: ['examples/**'], rules: { 'no-restricted-syntax': 'off' } }, // programs of their own
  { files: ['examples/widget/**'], languageOptions: { globals: { document: 'readonly' } } },
  boundary(['src/*.ts', 'graph-seed/**/*.ts'], [driver]),
  boundary(['src/graph/**'], [{ regex: String.raw`\.\./(features|graphql)/`, message: 'The graph knows no feature and no GraphQL.' }]),
  boundary(['src/graphql/**'], [driver, { regex: String.raw`\.\./features/`, message: 'The GraphQL kit knows no feature.' }]),
  boundary(
    ['explorer/**'],
    [{ regex: String.raw`/(src|graph-seed)/`, message: 'The explorer knows the public API, and nothing behind it.' }],
  ),
  boundary(['src/features/**'], [driver, otherFeature, writing]),
  boundary(['src/features/**/*.resolver.ts'], [driver, otherFeature, writing, queries]),
  boundary(['src/features/**/*.ts'], [driver, otherFeature, writing, resolver], ['**/*.resolver.ts', '**/claim-sources.ts']),
  boundary(['src/features/curation/**'], [driver, otherFeature, resolver], ['**/*.resolver.ts']),
);
