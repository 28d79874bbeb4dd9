// What to say about an error and the one thing to do next, for error cards and the setup page alike.
import type { AppError } from '../../shared/errors/app-error.ts';
import type { ErrorCode } from '../../shared/errors/error-table.ts';
import { describeError, type ErrorWords } from '../base/error-words.ts';
import { type MessageKey, translate } from '../base/i18n.ts';
import { type Environment, readEnvironment } from './read-environment.ts';
import { type CheckId, findCheck } from './setup-checks.ts';

export interface Explanation extends ErrorWords {
  /** How the next step goes on this system or in this browser; undefined where `next` says it all. */
  readonly how: string | undefined;
  /** What else it may be where the browser's word does not tell, likeliest first. */
  readonly causes: readonly string[];
  /** The check of the setup page that it belongs to. */
  readonly check: CheckId | undefined;
}

const installHelp: Readonly<Record<Environment['system'], MessageKey>> = {
  windows: 'setup_how_windows',
  macos: 'setup_how_macos',
  linux: 'setup_how_linux',
  other: 'setup_how_linux',
};
const updateHelp: Readonly<Record<Environment['browser'], MessageKey>> = {
  chrome: 'setup_how_chrome',
  edge: 'setup_how_edge',
  firefox: 'setup_how_firefox',
};
const installCodes: readonly ErrorCode[] = [
  'HOST_NOT_INSTALLED',
  'HOST_PATH_WRONG',
  'HOST_FORBIDDEN',
  'HOST_EXITED',
  'HOST_TOO_OLD',
];

function findHelp(code: ErrorCode, { system, browser }: Environment): MessageKey | undefined {
  if (code === 'EXTENSION_TOO_OLD') return updateHelp[browser];
  return installCodes.includes(code) ? installHelp[system] : undefined;
}

/** Browsers say "not found" of more than a host that is not there; see host/browser-error.ts. */
function listCauses(code: ErrorCode, { system, browser }: Environment): MessageKey[] {
  const isSandboxLikely = system === 'linux' && (code === 'HOST_NOT_INSTALLED' || code === 'HOST_EXITED');
  const isMissing = code === 'HOST_NOT_INSTALLED';
  return [
    ...(isSandboxLikely ? ['setup_cause_sandbox' as const] : []),
    ...(isMissing ? ['setup_cause_other_profile' as const] : []),
    // Firefox says the same of a manifest that names somebody else; Chromium has a sentence of its own for that.
    ...(isMissing && browser === 'firefox' ? ['setup_cause_other_extension' as const] : []),
    ...(isMissing && browser !== 'firefox' ? ['setup_cause_user_level' as const] : []),
  ];
}

export function explainProblem(error: AppError, environment: Environment = readEnvironment()): Explanation {
  const help = findHelp(error.code, environment);
  return {
    ...describeError(error),
    how: help && translate(help),
    causes: listCauses(error.code, environment).map((key) => translate(key)),
    check: findCheck(error.code),
  };
}
