import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/chaos/**'],
    pool: 'forks',
    // Many tests wait more than they work.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Embedded databases and whole servers start in here; nothing fails on a clock, this only ends what hangs.
    testTimeout: 900_000,
    hookTimeout: 900_000,
    setupFiles: process.env.SEED ? ['test/support/seed.ts'] : [],
    globalSetup: ['test/support/prepared-database.ts'],
  },
});
