import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}', 'test/unit/**/*.test.{ts,tsx,mjs}'],
          // A machine that is busy elsewhere is slow, not wrong.
          testTimeout: 30_000,
        },
      },
      ...['integration', 'faults'].map((name) => ({
        test: {
          name,
          include: [`test/${name}/**/*.test.ts`],
          // Real ffmpeg and models, and many starts of the command line, which use one core each: two files at a time.
          maxWorkers: 2,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      })),
    ],
  },
});
