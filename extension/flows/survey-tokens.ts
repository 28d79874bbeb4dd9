// What is there to work with: tokens and their certificates, and orders left unfinished.

import type { CertificateDescription } from '../../shared/certificate.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { isErrorCode } from '../../shared/errors/error-table.ts';
import type { DriverReport, Operation, Order, Token } from '../../shared/protocol/messages.ts';
import type { CallHost } from '../host/call-host.ts';
import { nameSubject } from './name-subject.ts';

/** A certificate that can be renewed, with the token on which it stands. */
export interface Choice {
  readonly token: Token;
  readonly certificate: CertificateDescription;
}

export interface Survey {
  readonly choices: readonly Choice[];
  /** Those of other CAs than the site's: shown, never offered. */
  readonly others: readonly Choice[];
  readonly unfinishedOrders: readonly Order[];
  /** All that are plugged in. */
  readonly tokens: readonly Token[];
}

function explainDriver(
  { driverName, fileName, status, architecture, errorCode, reason }: DriverReport,
  hostArchitecture: string,
): AppError | undefined {
  // The driver's or the loader's own words are for the help desk.
  const details = { driverName, fileName, ...(reason === undefined ? {} : { reason }) };
  switch (status) {
    case 'ok':
      return undefined;
    case 'wrong-architecture':
      return new AppError('DRIVER_WRONG_ARCHITECTURE', {
        ...details,
        hostArchitecture,
        driverArchitecture: architecture ?? '',
      });
    case 'load-failed':
      return new AppError(isErrorCode(errorCode) ? errorCode : 'DRIVER_LOAD_FAILED', details);
    case 'crashed':
      return new AppError('DRIVER_CRASHED', details);
    case 'timeout':
      return new AppError('DRIVER_TIMEOUT', details);
    case 'failed':
      return new AppError(isErrorCode(errorCode) ? errorCode : 'TOKEN_FAILED', details);
  }
}

/**
 * Why no token was seen: no driver at all, only broken ones (the first tells), or good ones and nothing plugged in.
 * The last may still be a broken driver's token: `details.brokenDrivers` names those for the help desk.
 */
export function explainNoToken(drivers: readonly DriverReport[], hostArchitecture: string): AppError {
  if (drivers.length === 0) return new AppError('DRIVER_MISSING');
  const problems = drivers
    .map((report) => explainDriver(report, hostArchitecture))
    .filter((problem) => problem !== undefined);
  if (problems.length < drivers.length) {
    const brokenDrivers = problems.map(({ code, details }) => `${details.fileName} ${code}`).join(', ');
    return new AppError('TOKEN_MISSING', brokenDrivers === '' ? {} : { brokenDrivers });
  }
  // A wrong bitness or a file that will not load can be put right by installing; a crash may pass by itself.
  const first = ['DRIVER_WRONG_ARCHITECTURE', 'DRIVER_UNGUARDED', 'DRIVER_LOAD_FAILED', 'DRIVER_INITIALIZE_FAILED'];
  return problems.find(({ code }) => first.includes(code)) ?? problems[0] ?? new AppError('TOKEN_MISSING');
}

export function canBeRenewed({ usage, hasPrivateKey, keyAlgorithm }: CertificateDescription): boolean {
  return hasPrivateKey && usage !== 'encryption' && usage !== 'other' && keyAlgorithm !== 'other';
}

/** Of several certificates of one subject on one token, the newest is the one in use; the others were renewed already. */
function withoutSuperseded(certificates: readonly CertificateDescription[]): CertificateDescription[] {
  const isNewer = (one: CertificateDescription, other: CertificateDescription) =>
    Date.parse(one.notAfter) > Date.parse(other.notAfter) && nameSubject(one) === nameSubject(other);
  return certificates.filter((certificate) => !certificates.some((other) => isNewer(other, certificate)));
}

/** Asks the host. TOKEN_MISSING or a DRIVER_… error when there is no token; TOKEN_UNSUPPORTED when none holds a usable certificate, TOKEN_NOT_READY when none is set up. */
export async function surveyTokens(
  host: CallHost,
  operation: Operation,
  hostArchitecture: string,
  isOfSite: (certificate: CertificateDescription) => boolean = () => true,
): Promise<Survey> {
  const { tokens, drivers } = await host('list-tokens', {});
  if (tokens.length === 0) throw explainNoToken(drivers, hostArchitecture);
  if (!tokens.some(({ certificates }) => certificates.some(canBeRenewed)))
    throw new AppError(tokens.every(({ pin }) => pin.state === 'not-set') ? 'TOKEN_NOT_READY' : 'TOKEN_UNSUPPORTED');
  const { orders } = await host('list-orders', {});
  const chipNumbers = new Set(tokens.map(({ chipNumber }) => chipNumber));
  const unfinishedOrders = orders.filter(
    (order) =>
      order.nextStep !== 'none' &&
      // Nothing was made yet: starting anew is all that going on would be.
      order.state !== 'draft' &&
      order.operation === operation &&
      chipNumbers.has(order.chipNumber),
  );
  const usable = tokens.flatMap((token) => {
    const able = token.certificates.filter(canBeRenewed);
    const current = withoutSuperseded(able);
    // An order that wrote its certificate and did not get further goes on from the certificate that it began with.
    const isBegun = ({ hash }: CertificateDescription) =>
      unfinishedOrders.some(
        ({ oldCertificateHash, chipNumber }) => oldCertificateHash === hash && chipNumber === token.chipNumber,
      );
    return able
      .filter((certificate) => current.includes(certificate) || isBegun(certificate))
      .map((certificate) => ({ token, certificate, isOffered: isOfSite(certificate) || isBegun(certificate) }));
  });
  const list = (isWanted: boolean): Choice[] =>
    usable.filter(({ isOffered }) => isOffered === isWanted).map(({ token, certificate }) => ({ token, certificate }));
  const [choices, others] = [list(true), list(false)];
  if (choices.length === 0 && others.length > 0) {
    const issuerNames = [...new Set(others.map(({ certificate }) => certificate.issuerName))].join(', ');
    throw new AppError('TOKEN_UNSUPPORTED', { issuerNames });
  }
  return { choices, others, unfinishedOrders, tokens };
}
