// The diagnostic report for the help desk: built from what may be told, name by name; nothing else can get in.
import type { AppError, ErrorDetails } from '../../shared/errors/app-error.ts';
import type { CommandResult } from '../../shared/protocol/messages.ts';
import type { TraceEntry } from '../base/trace.ts';
import type { SettingsReading } from '../settings/merge-settings.ts';
import { maskPath } from './mask-path.ts';
import { redactAll } from './redact.ts';
import { runChecks } from './setup-checks.ts';
import type { SetupFacts } from './setup-facts.ts';

export interface ReportFacts {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly extension: { readonly version: string; readonly id: string; readonly installType: string };
  /** Of `navigator.userAgent`, which browsers keep free of personal data. */
  readonly userAgent: string;
  readonly system: { readonly os: string; readonly arch: string; readonly language: string };
  readonly settings: SettingsReading;
  readonly setup: SetupFacts;
  /** The host's own look at its installation, or why there is none. */
  readonly doctor: CommandResult<'doctor'> | AppError | undefined;
  readonly trace: readonly TraceEntry[];
}

type Value = string | number | boolean;
type Row = Readonly<Record<string, Value>>;
/** Sections with rows; what a row holds is named below, nowhere else. */
export type Report = { readonly [Section in SectionName]: readonly Row[] };

export const sectionNames = [
  'versions',
  'checks',
  'doctor',
  'drivers',
  'tokens',
  'page',
  'controls',
  'settings',
  'errors',
  'trace',
] as const;
export type SectionName = (typeof sectionNames)[number];

/** Details of errors and of the doctor's checks that name things of the machine, not people. */
const toldDetails = [
  'architecture',
  'browser',
  'brokenDrivers',
  'caCode',
  'caState',
  'code',
  'command',
  'driver',
  'driverArchitecture',
  'driverName',
  'drivers',
  'endpoint',
  'errorCode',
  'expected',
  'extensionVersion',
  'field',
  'file',
  'fileName',
  'folder',
  'found',
  'freeMegabytes',
  'hides',
  'hostArchitecture',
  'hostVersion',
  'key',
  'manifest',
  'maxBytes',
  'page',
  'path',
  'pinState',
  'program',
  'reason',
  'said',
  'scope',
  'selector',
  'source',
  'status',
  'tokens',
  'variant',
];
const pathDetails = ['file', 'folder', 'hides', 'key', 'manifest', 'path', 'program', 'said', 'source'];

function tellDetails(details: ErrorDetails): Row {
  const told = Object.entries(details).filter(([name]) => toldDetails.includes(name));
  return Object.fromEntries(
    told.map(([name, value]) => [
      name,
      typeof value === 'string' && pathDetails.includes(name) ? maskPath(value) : value,
    ]),
  );
}

function tellError({ code, details }: AppError): Row {
  // The CA's reason is its own words, and may name the unit.
  const { reason: _, ...rest } = tellDetails(details);
  return { code, ...rest };
}

function tellVersions({ at, extension, userAgent, system, setup }: ReportFacts): Row[] {
  const { hello } = setup.host ?? {};
  const host = hello
    ? {
        host: hello.hostVersion,
        protocol: hello.protocol,
        hostProtocols: `${hello.protocolMin}–${hello.protocolMax}`,
        hostPlatform: hello.platform,
        hostArchitecture: hello.architecture,
      }
    : {};
  const { version, id, installType } = extension;
  return [{ at, extension: version, extensionId: id, installType, ...system, userAgent, ...host }];
}

function tellDrivers({ setup }: ReportFacts): Row[] {
  const drivers = setup.host?.listing?.drivers ?? [];
  return drivers.map(
    ({ driverName, fileName, status, tokenCount, architecture = '', errorCode = '', reason = '' }) => ({
      driverName,
      fileName,
      status,
      tokenCount,
      architecture,
      errorCode,
      // The driver's or the loader's own words: a service that does not run is told from a file that is damaged.
      reason: maskPath(reason),
    }),
  );
}

/** Enough of it to tell two U盾 apart on the phone: 0012****89. */
function maskChipNumber(chipNumber: string): string {
  return chipNumber.length < 10 ? '****' : `${chipNumber.slice(0, 4)}****${chipNumber.slice(-2)}`;
}

function tellTokens({ setup }: ReportFacts): Row[] {
  const tokens = setup.host?.listing?.tokens ?? [];
  return tokens.flatMap(
    ({ chipNumber, driverName, manufacturer, model, pin, isWriteProtected, certificates }, index) => [
      {
        token: index + 1,
        chipNumber: maskChipNumber(chipNumber),
        driverName,
        manufacturer,
        model,
        pinState: pin.state,
        isPinTypedOnReader: pin.isTypedOnReader,
        isWriteProtected,
        certificates: certificates.length,
      },
      ...certificates.map(({ keyAlgorithm, keySizeBits, usage, hasPrivateKey, notBefore, notAfter }) => ({
        token: index + 1,
        certificate: `${keyAlgorithm}-${keySizeBits}`,
        usage,
        hasPrivateKey,
        notBefore,
        notAfter,
      })),
    ],
  );
}

function tellDoctor({ doctor }: ReportFacts): Row[] {
  if (!doctor) return [];
  if ('code' in doctor) return [tellError(doctor)];
  return [
    { host: doctor.hostVersion, node: doctor.nodeVersion },
    ...doctor.checks.map(({ check, status, details }) => ({ check, status, ...tellDetails(details) })),
  ];
}

function tellPage({ setup: { page } }: ReportFacts): Row[] {
  if (!page) return [];
  const { siteId, origin, kind, variant, mismatch, failedFeatures = [], at } = page;
  const failed = failedFeatures.length > 0 ? { failedFeatures: failedFeatures.join(' ') } : {};
  return [{ at, site: siteId, origin, page: kind, variant, ...mismatch, ...failed }];
}

/** Classes and members by name: a class id is no person's number, and would be masked as one. */
function tellControls({ setup: { findings } }: ReportFacts): Row[] {
  const { names = [], isBlocked = false } = findings ?? {};
  return [...(isBlocked ? [{ isBlocked }] : []), ...names.map((name) => ({ missing: name }))];
}

function tellSettings({ settings, setup }: ReportFacts): Row[] {
  const { language, logLevel, reminderDays, profile, units } = settings.values;
  return [
    {
      language,
      logLevel,
      ...(reminderDays ? { reminderDays: reminderDays.join(' ') } : {}),
      ...(profile ? { profile: profile.id } : {}),
      unitsByPolicy: units.length,
      byPolicy: settings.managedKeys.join(' '),
    },
    ...(setup.sites ?? []).map(({ id, origins, hasAccess, isConfirmed }) => ({
      site: id,
      origins: origins.join(' '),
      hasAccess,
      isConfirmed,
    })),
    ...settings.problems.map(({ source, path, kind }) => ({ wrong: path, kind, source })),
  ];
}

/** @param knownNames what the product remembers of units and people: none of it stays, wherever it stands */
export function buildReport(facts: ReportFacts, knownNames: readonly string[]): Report {
  const report: Report = {
    versions: tellVersions(facts),
    checks: runChecks(facts.setup).map(({ id, state, error }) => ({
      check: id,
      state,
      ...(error && tellError(error)),
    })),
    doctor: tellDoctor(facts),
    drivers: tellDrivers(facts),
    tokens: tellTokens(facts),
    page: tellPage(facts),
    controls: tellControls(facts),
    settings: tellSettings(facts),
    errors: facts.trace.filter(({ outcome }) => outcome !== 'ok').map((entry) => ({ ...entry })),
    trace: facts.trace.map((entry) => ({ ...entry })),
  };
  return redactAll(report, knownNames);
}
