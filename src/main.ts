/** The server: `npm start`. Listens at once and is ready when the index is loaded. */
import { configOrExit, exitCodeOf, makeLog, packageVersion, stopOnSignal } from './process.ts';
import { startServer } from './server.ts';

const config = configOrExit();
const log = makeLog(config.logLevel);
try {
  const server = await startServer(config, log, packageVersion());
  // Who presses Ctrl-C waits for no balancer.
  stopOnSignal((cause) => server.stop(cause === 'SIGINT' ? 0 : config.drainMs), log);
  log.info({ url: server.url, database: server.service.state().database }, 'listening');
  await server.service.whenReady();
  const { articles, generation } = server.service.state();
  log.info({ articles, generation }, 'ready');
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(exitCodeOf(error));
}
