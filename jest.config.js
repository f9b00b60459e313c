// Servers that live for a minute are not worth optimising for hours: they start and plan in half the time.
process.env.JAVA_TOOL_OPTIONS ??= '-XX:TieredStopAtLevel=1';

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/tests'],
  testMatch: ['**/*.test.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest'] },
  extensionsToTreatAsEsm: ['.ts'],
  // Sources import each other as the compiled files they become.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  globalSetup: '<rootDir>/tests/support/global-setup.mjs',
  globalTeardown: '<rootDir>/tests/support/global-teardown.mjs',
  reporters: ['default', '<rootDir>/tests/support/count-reporter.js'],
  setupFiles: ['reflect-metadata'],
  // Neo4j plans each query once, which takes its time on a small machine just after start.
  testTimeout: 120_000,
  maxWorkers: 2,
};
