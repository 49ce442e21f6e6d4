// `npm run console:test`: the console in a browser, one file after the other: each has a platform of its own.

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/console/browser/**/*.test.ts'],
    pool: 'forks',
    fileParallelism: false,
    setupFiles: ['test/seed.ts'],
    testTimeout: 300_000,
    hookTimeout: 180_000,
  },
});
