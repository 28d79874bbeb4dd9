// What a job of the demo is given and what it gives back.
import type { Unit } from '../portal/ca/unit.ts';
import type { Portal } from '../portal/start-portal.ts';
import type { MadeToken } from '../portal/token/make-token.ts';
import type { ClerkBrowser } from '../support/browser/clerk-browser.ts';
import type { Recorder } from './recorder.ts';

export interface DemoSetting {
  readonly clerk: ClerkBrowser;
  readonly portal: Portal;
  readonly token: MadeToken;
  readonly unit: Unit;
  readonly recorder: Recorder;
  /** For files that the clerk chooses. */
  readonly folder: string;
  /** Number of a generated look of the renewal page; undefined for the simulated portal's own. */
  readonly look: number | undefined;
}

export interface DemoOutcome {
  /** What is read at the end: 「证书安装成功」, 「变更成功」, or the order's state. */
  readonly title: string;
  readonly orderNumber: string;
  /** Hex SHA-256 of the new certificate's DER, where the job ends with one. */
  readonly certificateHash?: string;
  /** The order's final state in the portal's words, where the portal keeps one. */
  readonly orderState?: string;
}

export type DemoJob = (setting: DemoSetting) => Promise<DemoOutcome>;
