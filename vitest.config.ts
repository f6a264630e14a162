import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/chaos/**'],
    pool: 'forks',
    // Embedded databases and whole servers start in here; nothing fails on a clock, this only ends what hangs.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    globalSetup: ['test/support/prepared-database.ts'],
  },
});
