// What can be set: by the clerk on the options page, or for the whole unit by policy (storage.managed, public/managed-schema.json).
import * as z from 'zod/mini';
import { reminderDaysSchema, siteProfileSchema } from '../portal/profile.ts';
import { supplementSchema } from '../portal/supplement.ts';
import { unitSchema } from './unit.ts';

const languages = ['auto', 'zh_CN', 'en'] as const;
const logLevels = ['error', 'info', 'debug'] as const;

/** Each left out is as the product has it. */
export const settingsSchema = z.strictObject({
  /** In place of the site profile's own, longest first or not. */
  reminderDays: z.optional(reminderDaysSchema),
  /** `auto`: the browser's language. */
  language: z.optional(z.enum(languages)),
  /** How much our own pages and the background write to the browser's console. */
  logLevel: z.optional(z.enum(logLevels)),
  /** Replaces the built-in site profile of the same id, or comes beside it. */
  profile: z.optional(siteProfileSchema),
  /** Pages that were taught and further addresses of sites: the administrator's and the clerk's hold together. */
  supplement: z.optional(supplementSchema),
  /** Unit profiles that the administrator gives; the clerk's own are kept by unit-store.ts. */
  units: z.optional(z.array(unitSchema).check(z.maxLength(1000))),
  /** False where an administrator installs for everybody and no page shall open by itself. */
  openSetupOnInstall: z.optional(z.boolean()),
});

export type Settings = z.infer<typeof settingsSchema>;
export type SettingName = keyof Settings;

/** What holds where neither policy nor clerk says anything. */
export const defaultSettings = {
  language: 'auto',
  logLevel: 'error',
  units: [],
  supplement: { sites: [], pages: [] },
  openSetupOnInstall: true,
} as const satisfies Settings;

type Defaulted = keyof typeof defaultSettings;
/** Settings in force: only those may be missing for which there is no default. */
export type SettingsValues = Omit<Settings, Defaulted> & { [Name in Defaulted]: NonNullable<Settings[Name]> };
