/** How is a connection that broke kept from being used, or waited for, again? The driver's pool, made to lose none. */
import { Pool, type PoolClient } from 'pg';

type WhenConnected = Parameters<Pool['connect']>[0];

/**
 * Drizzle never gives back a connection whose `begin` failed, and the driver raises an error of a lent connection as an event
 * that ends the process when nobody listens. Here a broken connection leaves the pool by itself, and nothing goes unheard.
 */
export class SteadyPool extends Pool {
  constructor(options: ConstructorParameters<typeof Pool>[0]) {
    super(options);
    this.on('error', () => {});
    this.on('connect', (client) => client.on('error', () => {}));
  }

  override connect(): Promise<PoolClient>;
  override connect(callback: WhenConnected): void;
  override connect(callback?: WhenConnected): Promise<PoolClient> | undefined {
    if (callback === undefined) return super.connect().then(lent);
    super.connect(callback);
    return undefined;
  }
}

/** Gives itself back when it breaks; giving back once more is no fault then. */
function lent(client: PoolClient): PoolClient {
  const release = client.release.bind(client);
  let isLent = true;
  const giveBack = (error?: Error | boolean) => {
    if (!isLent) return;
    isLent = false;
    client.off('end', onEnd);
    release(error);
  };
  const onEnd = () => giveBack(true);
  client.once('end', onEnd);
  client.release = giveBack;
  return client;
}
