import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/conformance/**', 'test/console/browser/**', 'node_modules/**'],
    pool: 'forks',
    maxWorkers: 2,
    setupFiles: ['test/seed.ts'],
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
