// The steps of one order under its token's lock. Before each that writes, to the token or to the journal, both are looked at
// again: this computer may have slept meanwhile, and another window have gone on.
import { AppError } from '../../shared/errors/app-error.ts';
import { applyEvent, type OrderEvent, type OrderRecord } from '../journal/order-record.ts';
import type { CommandContext } from './command.ts';

type WithoutTime<E> = E extends unknown ? Omit<E, 'at'> : never;

export class OrderSteps {
  readonly #context: Pick<CommandContext, 'journal' | 'locks' | 'now'>;
  #record: OrderRecord;

  /** @param record as the journal has it now */
  constructor(context: Pick<CommandContext, 'journal' | 'locks' | 'now'>, record: OrderRecord) {
    this.#context = context;
    this.#record = record;
  }

  get record(): OrderRecord {
    return this.#record;
  }

  /** The key as the token told it, where the journal has lost it. */
  recallKey(publicKey: Uint8Array): void {
    this.#record = { ...this.#record, publicKey: Buffer.from(publicKey).toString('base64') };
  }

  /** @throws AppError OPERATION_IN_PROGRESS, ORDER_STATE_CONFLICT, STORAGE_FAILED */
  async check(): Promise<void> {
    const { draft, eventCount, state } = this.#record;
    this.#context.locks.assertHeld(draft.token);
    const now = await this.#context.journal.read(draft.orderId);
    if (now?.eventCount !== eventCount) throw new AppError('ORDER_STATE_CONFLICT', { state: now?.state ?? state });
  }

  /** Journals what is done or about to be done. @throws what {@link check} does */
  async append(event: WithoutTime<OrderEvent>): Promise<void> {
    await this.check();
    const whole = { at: this.#context.now().toISOString(), ...event } as OrderEvent;
    await this.#context.journal.append(this.#record.draft.orderId, whole);
    this.#record = applyEvent(this.#record, whole);
  }
}
