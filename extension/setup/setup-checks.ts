// The ordered table of what must be right before a certificate can be renewed, and the pure function that judges it.
// The setup page shows it, error cards lead to it: one table for both.
import { AppError } from '../../shared/errors/app-error.ts';
import type { ErrorCode } from '../../shared/errors/error-table.ts';
import type { MessageKey } from '../base/i18n.ts';
import type { SetupFacts } from './setup-facts.ts';

/** Checks of one chain stand on each other: behind the first failure nothing of the chain was reached. */
type Chain = 'site' | 'host' | 'page';

interface CheckRow {
  readonly chain: Chain;
  readonly title: MessageKey;
  /** Errors that mean: it fails here. */
  readonly codes: readonly ErrorCode[];
}

/** In the order in which they are shown and put right. */
export const setupChecks = {
  'site-access': { chain: 'site', title: 'setup_check_site_access', codes: ['SITE_ACCESS_MISSING'] },
  'host-installed': {
    chain: 'host',
    title: 'setup_check_host_installed',
    codes: ['HOST_NOT_INSTALLED', 'HOST_PATH_WRONG'],
  },
  'host-allowed': {
    chain: 'host',
    title: 'setup_check_host_allowed',
    codes: ['HOST_FORBIDDEN', 'HOST_BLOCKED', 'CALLER_NOT_ALLOWED'],
  },
  'host-running': {
    chain: 'host',
    title: 'setup_check_host_running',
    codes: ['HOST_EXITED', 'HOST_TIMEOUT', 'STORAGE_FAILED', 'ORDER_DAMAGED', 'REPLY_NOT_UNDERSTOOD', 'INTERNAL_ERROR'],
  },
  version: { chain: 'host', title: 'setup_check_version', codes: ['HOST_TOO_OLD', 'EXTENSION_TOO_OLD'] },
  driver: {
    chain: 'host',
    title: 'setup_check_driver',
    codes: [
      'CONFIG_INVALID',
      'DRIVER_MISSING',
      'DRIVER_UNGUARDED',
      'DRIVER_LOAD_FAILED',
      'DRIVER_INITIALIZE_FAILED',
      'DRIVER_CRASHED',
      'DRIVER_TIMEOUT',
    ],
  },
  bitness: { chain: 'host', title: 'setup_check_bitness', codes: ['DRIVER_WRONG_ARCHITECTURE'] },
  token: {
    chain: 'host',
    title: 'setup_check_token',
    codes: ['TOKEN_MISSING', 'TOKEN_NOT_READY', 'TOKEN_REMOVED', 'TOKEN_FAILED'],
  },
  certificate: { chain: 'host', title: 'setup_check_certificate', codes: ['TOKEN_UNSUPPORTED', 'KEY_MISSING'] },
  page: { chain: 'page', title: 'setup_check_page', codes: ['PAGE_NOT_RECOGNISED'] },
} as const satisfies Record<string, CheckRow>;

export type CheckId = keyof typeof setupChecks;
const checkIds = Object.keys(setupChecks) as CheckId[];

/** The check that an error belongs to; undefined for what no installation can be blamed for (a wrong PIN, the CA). */
export function findCheck(code: ErrorCode): CheckId | undefined {
  return checkIds.find((id) => (setupChecks[id].codes as readonly ErrorCode[]).includes(code));
}

/** `waiting`: being looked at. `not-reached`: something before it has to be put right. `to-do`: nothing wrong, nothing done yet. */
export type CheckState = 'ok' | 'failed' | 'waiting' | 'not-reached' | 'to-do';

export interface CheckResult {
  readonly id: CheckId;
  readonly state: CheckState;
  /** Why it failed. */
  readonly error?: AppError;
}

/** Undefined: not looked at. Null: nothing is wrong. */
function findProblem({ sites, host, page }: SetupFacts, chain: Chain): AppError | null | undefined {
  if (chain === 'site') {
    if (!sites) return undefined;
    const closed = sites.find(({ hasAccess }) => !hasAccess);
    return closed ? new AppError('SITE_ACCESS_MISSING', { site: closed.name }) : null;
  }
  if (chain === 'host') return host && (host.problem ?? null);
  if (page === undefined) return undefined;
  if (!page?.mismatch) return null;
  const { kind, variant, mismatch } = page;
  return new AppError('PAGE_NOT_RECOGNISED', { page: kind, variant, ...mismatch });
}

/** A policy stands before the browser's look for the host: whether that is installed nobody knows then. */
function isUnseen(id: CheckId, problem: AppError): boolean {
  return id === 'host-installed' && problem.code === 'HOST_BLOCKED';
}

/** Where the problem shows. A code that no check of the chain foresaw, from a newer host say, is the host's. */
function findFailed({ code }: AppError, chain: Chain): CheckId {
  const id = findCheck(code);
  return id && setupChecks[id].chain === chain ? id : 'host-running';
}

/** Pure: facts in, one result for each check out, in the table's order. */
export function runChecks(facts: SetupFacts): readonly CheckResult[] {
  return checkIds.map((id): CheckResult => {
    const { chain } = setupChecks[id];
    const problem = findProblem(facts, chain);
    if (problem === undefined) return { id, state: 'waiting' };
    if (problem === null) return { id, state: id === 'page' && facts.page === null ? 'to-do' : 'ok' };
    const failed = findFailed(problem, chain);
    if (id === failed) return { id, state: 'failed', error: problem };
    const isBefore = checkIds.indexOf(id) < checkIds.indexOf(failed);
    return { id, state: isBefore && !isUnseen(id, problem) ? 'ok' : 'not-reached' };
  });
}

/** What has to be done first: the first failure, else what nobody has done yet. */
export function findFirst(results: readonly CheckResult[]): CheckResult | undefined {
  return results.find(({ state }) => state === 'failed') ?? results.find(({ state }) => state === 'to-do');
}
