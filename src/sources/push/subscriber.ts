/** Are we told of a feed's changes? One subscription at a hub: asked for, confirmed when the hub asks back, renewed before it ends. */
import { createHmac } from 'node:crypto';
import { type HubLinks, type Intent, isSignedDelivery, subscriptionForm, verifyIntent } from './websub.ts';

export interface SubscriberOptions {
  /** The address of the feed, as it was given. */
  readonly source: string;
  /** Where this service is reached from outside, without a slash at the end. */
  readonly publicUrl: string;
  /** The subscription's own secret and address are made of it, the same after a restart and in every replica. */
  readonly secret: string;
  /** Posts a form to a hub; resolves with the status of the answer. */
  readonly post: (hub: string, form: URLSearchParams) => Promise<number>;
  /** In ms since 1970. */
  readonly now: () => number;
}

const LEASE_SECONDS = 10 * 86_400;
/** A hub that has not asked back after so long is asked again. */
const PATIENCE_MS = 3_600_000;
/** A lease is renewed when so much of it is left. */
const RENEW_AT = 0.2;

export class Subscriber {
  /** The last part of the callback's address; nobody else can guess it. */
  readonly id: string;
  readonly #secret: string;
  #topic: string | undefined;
  #askAgainAt = 0;

  constructor(private readonly options: SubscriberOptions) {
    const derived = (purpose: string) =>
      createHmac('sha256', options.secret).update(`${purpose}\n${options.source}`).digest('hex');
    this.id = derived('websub callback').slice(0, 32);
    this.#secret = derived('websub secret');
  }

  /** Asks the hub for a subscription where there is none yet or it nears its end. Rejects when the hub does not take the wish. */
  async renew({ hub, topic }: HubLinks): Promise<void> {
    const { publicUrl, post, now } = this.options;
    if (topic === this.#topic && now() < this.#askAgainAt) return;
    this.#topic = topic;
    this.#askAgainAt = now() + PATIENCE_MS;
    const callback = `${publicUrl}/v1/websub/${this.id}`;
    const wish = { topic, callback, secret: this.#secret, leaseSeconds: LEASE_SECONDS };
    const status = await post(hub, subscriptionForm('subscribe', wish));
    if (status < 200 || status > 299) throw new Error(`the hub ${new URL(hub).host} answers ${status}`);
  }

  /** What the hub asks back. */
  verify(query: URLSearchParams): Intent {
    const intent = verifyIntent(
      query,
      this.#topic === undefined ? undefined : { topic: this.#topic, mode: 'subscribe' },
    );
    if (intent.kind === 'subscribe')
      this.#askAgainAt = this.options.now() + intent.leaseSeconds * 1000 * (1 - RENEW_AT);
    return intent;
  }

  isDelivery(signature: string | undefined, body: Uint8Array): boolean {
    return isSignedDelivery(signature, body, this.#secret);
  }
}
