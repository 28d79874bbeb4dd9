// All drivers of this machine, and the tokens now seen through them.
import { createHash } from 'node:crypto';
import { AppError, toAppError } from '../../shared/errors/app-error.ts';
import type { DriverReport } from '../../shared/protocol/messages.ts';
import type { HostedDriver, TokenSnapshot } from './driver.ts';
import type { FoundModule } from './find-modules.ts';
import { joinTwins, type LeftToSkf } from './join-twins.ts';
import type { ModuleKind } from './modules.ts';
import { SlotWatch } from './slot-watch.ts';

/** Where to look for a token: the driver that showed it, and what it calls itself. */
export interface TokenAddress {
  readonly driver: HostedDriver;
  readonly serialNumber: string;
  readonly label: string;
}

/** A token together with the driver that showed it. */
export interface PresentToken {
  readonly tokenId: string;
  readonly driverName: string;
  readonly driver: HostedDriver;
  readonly kind: ModuleKind;
  /** Of the driver's library. */
  readonly path: string;
  readonly snapshot: TokenSnapshot;
}

export interface TokenListing {
  readonly tokens: readonly PresentToken[];
  readonly reports: readonly DriverReport[];
  readonly leftToSkf: readonly LeftToSkf[];
}

export class DriverRegistry {
  readonly #modules: readonly FoundModule[];
  readonly #drivers: ReadonlyMap<FoundModule, HostedDriver>;
  /** Where tokens were seen last; a driver's own openSession finds out whether one is still there. */
  readonly #addresses = new Map<string, TokenAddress>();
  readonly #watch = new SlotWatch();

  /** @param startDriver makes the driver for a loadable module; it should start nothing before its first call */
  constructor(modules: readonly FoundModule[], startDriver: (module: FoundModule) => HostedDriver) {
    this.#modules = modules;
    this.#drivers = new Map(
      modules.filter(({ isLoadable }) => isLoadable).map((module) => [module, startDriver(module)]),
    );
  }

  /** Asks every driver. One that fails is reported and hides no other's tokens. */
  async listTokens(): Promise<TokenListing> {
    const results = await Promise.all(this.#modules.map((module) => this.#ask(module)));
    const tokens = results.flatMap((result) => result.tokens);
    return { ...joinTwins(tokens), reports: results.map(({ report }) => report) };
  }

  /**
   * Where the token with this id is to be found. Drivers are asked only when it has not been seen yet.
   * @throws AppError TOKEN_REMOVED, or the error of a driver that could not be asked
   */
  async findToken(tokenId: string): Promise<TokenAddress> {
    const known = this.#addresses.get(tokenId);
    if (known) return known;
    const results = await Promise.all(this.#modules.map((module) => this.#ask(module)));
    const found = this.#addresses.get(tokenId);
    if (found) return found;
    throw results.find(({ error }) => error)?.error ?? new AppError('TOKEN_REMOVED');
  }

  /** A number that grows with every change that was seen, by a look or by list-tokens. */
  get changeCount(): number {
    return this.#watch.changeCount;
  }

  /** Looks at the slots through every driver that is not resting after a failure. @returns the count of changes after it */
  async lookForChanges(): Promise<number> {
    await Promise.all([...this.#drivers].map(([{ path }, driver]) => this.#watch.look(path, driver)));
    return this.changeCount;
  }

  /** The browser has gone: drivers that hang are given up soon. */
  hurry(): void {
    for (const driver of this.#drivers.values()) driver.hurry?.();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#drivers.values()].map((driver) => driver.close()));
  }

  async #ask(module: FoundModule): Promise<{ tokens: PresentToken[]; report: DriverReport; error?: AppError }> {
    const { driverName, fileName } = module;
    const driver = this.#drivers.get(module);
    if (module.isUnguarded) {
      const error = new AppError('DRIVER_UNGUARDED', { driverName, fileName });
      return {
        tokens: [],
        report: { driverName, fileName, status: 'failed', tokenCount: 0, errorCode: error.code },
        error,
      };
    }
    if (!driver) {
      const isLibrary = module.architectures.length > 0;
      const status = isLibrary ? 'wrong-architecture' : 'load-failed';
      const architecture = module.architectures.join('+');
      const error = new AppError(isLibrary ? 'DRIVER_WRONG_ARCHITECTURE' : 'DRIVER_LOAD_FAILED', {
        driverName,
        fileName,
        hostArchitecture: process.arch,
        driverArchitecture: architecture,
      });
      return {
        tokens: [],
        report: { driverName, fileName, status, tokenCount: 0, architecture, errorCode: error.code },
        error,
      };
    }
    try {
      await driver.refresh();
      const snapshots = await driver.listTokens();
      // Whoever sees a token may want to work on it next.
      if (snapshots.length > 0) driver.prepareRefresh();
      const tokens = snapshots.map((snapshot) => ({
        tokenId: makeTokenId(module, snapshot),
        driverName,
        driver,
        kind: module.kind,
        path: module.path,
        snapshot,
      }));
      for (const { tokenId, snapshot } of tokens)
        this.#addresses.set(tokenId, { driver, serialNumber: snapshot.serialNumber, label: snapshot.label });
      this.#watch.note(
        module.path,
        snapshots.map(({ serialNumber, label, pin }) => ({ serialNumber, label, pinState: pin.state })),
      );
      return { tokens, report: { driverName, fileName, status: 'ok', tokenCount: tokens.length } };
    } catch (caught) {
      const error = toAppError(caught);
      this.#watch.noteFailure(module.path);
      const reason =
        error.details.reason === undefined
          ? {}
          : { reason: String(error.details.reason).replaceAll(module.path, fileName) };
      return {
        tokens: [],
        report: { driverName, fileName, status: statusOf(error), tokenCount: 0, errorCode: error.code, ...reason },
        error,
      };
    }
  }
}

function statusOf({ code }: AppError): DriverReport['status'] {
  // Extensions of version 2 know no other word for a library that does not start; the code tells.
  if (code === 'DRIVER_LOAD_FAILED' || code === 'DRIVER_INITIALIZE_FAILED') return 'load-failed';
  if (code === 'DRIVER_CRASHED') return 'crashed';
  return code === 'DRIVER_TIMEOUT' ? 'timeout' : 'failed';
}

/** Opaque to the browser, the same as long as driver, serial number and label are. */
function makeTokenId(module: FoundModule, { serialNumber, label }: TokenSnapshot): string {
  return createHash('sha256')
    .update(JSON.stringify([module.kind === 'skf' ? `skf:${module.path}` : module.path, serialNumber, label]))
    .digest('hex')
    .slice(0, 32);
}
