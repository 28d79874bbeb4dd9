// What starting a browser needs to know, whichever it is.
import type { Portal } from '../../portal/start-portal.ts';

export interface LaunchOptions {
  /** For profile, native manifest and launcher. Nothing is written elsewhere. */
  readonly folder: string;
  readonly portal: Portal;
  /** Further sites that are played on this machine. */
  readonly otherSites?: readonly { readonly host: string; readonly port: number }[];
  readonly isHeadless?: boolean;
  readonly language?: 'zh_CN' | 'en';
  /** False for a browser as it is without us. */
  readonly hasExtension?: boolean;
  /** Another program than the system's browser. */
  readonly executablePath?: string;
}
