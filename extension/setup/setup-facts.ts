// What the checks judge. Each part is undefined while it has not been looked at.
import type { AppError } from '../../shared/errors/app-error.ts';
import type { CommandResult } from '../../shared/protocol/messages.ts';
import type { ControlFindings } from '../controls/control-findings.ts';
import type { SettingsProblem } from '../settings/merge-settings.ts';
import type { PageReport } from './page-report.ts';

export interface SiteFact {
  /** Of the site profile. */
  readonly id: string;
  /** In the language of the page. */
  readonly name: string;
  readonly origins: readonly string[];
  readonly hasAccess: boolean;
  /** False: its order service is a guess that nobody has tried. */
  readonly isConfirmed: boolean;
}

/** What the host told; `problem` is the first thing that went wrong on the way to a usable certificate. */
export interface HostFacts {
  readonly hello?: CommandResult<'hello'>;
  readonly listing?: CommandResult<'list-tokens'>;
  readonly problem?: AppError;
}

export interface SetupFacts {
  readonly sites?: readonly SiteFact[];
  readonly host?: HostFacts;
  /** Null: looked, and no page has been opened yet. */
  readonly page?: PageReport | null;
  readonly findings?: ControlFindings;
  readonly settingsProblems?: readonly SettingsProblem[];
}
