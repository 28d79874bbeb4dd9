// What the options page needs from outside.
import type { SiteProfile } from '../../portal/profile.ts';
import type { SettingsReading } from '../../settings/merge-settings.ts';
import type { Settings } from '../../settings/settings.ts';

export interface OptionsPort {
  readonly readSettings: () => Promise<SettingsReading>;
  /** Resolves when it is in force, on this page too. */
  readonly saveSettings: (changed: { readonly [Name in keyof Settings]?: Settings[Name] | undefined }) => Promise<void>;
  readonly watchSettings: (listener: () => void) => () => void;
  /** The profile that comes into force without an imported one. */
  readonly builtIn: SiteProfile;
  /** Must be called straight from a click. */
  readonly requestAccess: (site: { readonly origins: readonly string[] }) => Promise<boolean>;
  readonly download: (fileName: string, text: string) => void;
}
