// Policy over the clerk's own settings over the defaults. Pure: data in, settings and what is wrong with the data out.
import { mergeSupplements } from '../portal/apply-supplement.ts';
import type { Supplement } from '../portal/supplement.ts';
import { describeIssue, type FieldFault } from './describe-issue.ts';
import { defaultSettings, type SettingName, type Settings, type SettingsValues, settingsSchema } from './settings.ts';

export interface SettingsProblem extends FieldFault {
  readonly source: 'managed' | 'local';
}

export interface SettingsReading {
  readonly values: SettingsValues;
  /** Set by policy: the clerk sees them and cannot change them. */
  readonly managedKeys: readonly SettingName[];
  readonly problems: readonly SettingsProblem[];
  /** The part of `values.supplement` that a policy gives. */
  readonly supplementByPolicy: Supplement;
}

type Data = Readonly<Record<string, unknown>>;

const isKnown = (name: string): name is SettingName => Object.hasOwn(settingsSchema.shape, name);

/** Chromium's policies have no free-form objects: there the profile comes as JSON text, as an administrator exported it. */
function readText(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

interface Part {
  readonly settings: Settings;
  readonly problems: readonly FieldFault[];
}

/** All or nothing. A name that this version does not know is told and does no harm: a policy may be for a newer one. */
function readPart(data: Data): Part {
  const known = Object.entries(data).filter(([name, value]) => isKnown(name) && value !== undefined && value !== null);
  const problems = Object.keys(data)
    .filter((name) => !isKnown(name))
    .map((path): FieldFault => ({ path, kind: 'unknown' }));
  const candidate = Object.fromEntries(
    known.map(([name, value]) => [name, name === 'profile' || name === 'supplement' ? readText(value) : value]),
  );
  const parsed = settingsSchema.safeParse(candidate);
  if (parsed.success) return { settings: parsed.data, problems };
  return { settings: {}, problems: [describeIssue(parsed.error, candidate), ...problems] };
}

/** Of what the clerk set, one value that has gone wrong (an imported profile after an update) must not take the others along. */
function readLocal(data: Data): Part {
  const parts = Object.entries(data).map(([name, value]) => readPart({ [name]: value }));
  return {
    settings: Object.assign({}, ...parts.map(({ settings }) => settings)) as Settings,
    problems: parts.flatMap(({ problems }) => problems),
  };
}

/** `managed` is taken whole or, when one value of it is wrong, not at all. */
export function mergeSettings(managed: Data, local: Data): SettingsReading {
  const policy = readPart(managed);
  const own = readLocal(local);
  const supplementByPolicy = policy.settings.supplement ?? defaultSettings.supplement;
  const supplement = mergeSupplements(supplementByPolicy, own.settings.supplement ?? defaultSettings.supplement);
  return {
    supplementByPolicy,
    // What was read holds no undefined values: they were left out.
    values: { ...defaultSettings, ...own.settings, ...policy.settings, supplement } as SettingsValues,
    managedKeys: Object.keys(policy.settings) as SettingName[],
    problems: [
      ...policy.problems.map((problem) => ({ ...problem, source: 'managed' as const })),
      ...own.problems.map((problem) => ({ ...problem, source: 'local' as const })),
    ],
  };
}
