/** What did a process take? Loaded before a command with `--import`; at its end the figures are in the file `USAGE_FILE`. */
import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

export interface Usage {
  readonly cpuSeconds: number;
  readonly peakBytes: number;
  readonly wallSeconds: number;
}

const file = process.env.USAGE_FILE;
if (isMainThread && file !== undefined) {
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const usage: Usage = {
      cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
      peakBytes: maxRSS * 1024,
      wallSeconds: process.uptime(),
    };
    writeFileSync(file, JSON.stringify(usage));
  });
}
