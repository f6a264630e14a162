/** Who may read the metrics, and where? This machine, everybody, or whoever reaches a port of their own. */
import { createServer, type Server } from 'node:http';
import { AppError } from '../../article/errors.ts';
import { isOwnMachine } from '../caller.ts';
import type { App, AppDependencies } from '../dependencies.ts';
import type { Metrics } from './metrics.ts';

/** `/metrics` of the application. Keys come in here: whoever may read them passes. */
export function addMetricsRoute(
  app: App,
  metrics: Metrics,
  access: 'public' | 'loopback',
  remoteAddress: AppDependencies['remoteAddress'],
): void {
  const { registry } = metrics;
  app.get('/metrics', async (c) => {
    if (access === 'loopback' && !isOwnMachine(c, remoteAddress(c)))
      throw new AppError(
        'forbidden',
        'the metrics are for this machine: start the service with METRICS=public',
      );
    const text = await registry.metrics();
    return c.body(text, 200, { 'Content-Type': registry.contentType, 'Cache-Control': 'no-store' });
  });
}

/** A listener that knows `/metrics` only. */
export async function serveMetrics(metrics: Metrics, host: string, port: number): Promise<Server> {
  const { registry } = metrics;
  const server = createServer(
    { headersTimeout: 5_000, connectionsCheckingInterval: 1_000 },
    (request, response) => {
      if (request.url !== '/metrics') {
        response.writeHead(404).end();
        return;
      }
      registry.metrics().then(
        (text) => response.writeHead(200, { 'Content-Type': registry.contentType }).end(text),
        () => response.writeHead(500).end(),
      );
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => {
      reject(new AppError('config', `METRICS: port ${port} cannot be listened at`, undefined, { cause }));
    });
    server.listen(port, host, resolve);
  });
  return server;
}
