// Collects what the report is built from: browser, settings, checks, the host's own look at itself, the trace.
import { browser } from 'wxt/browser';
import { type AppError, toAppError } from '../../shared/errors/app-error.ts';
import type { CommandResult } from '../../shared/protocol/messages.ts';
import { commandVersions } from '../../shared/protocol/messages.ts';
import { readTrace } from '../base/trace-store.ts';
import type { HostConnection } from '../host/connect-host.ts';
import { readSettings } from '../settings/settings-store.ts';
import { listKnownNames } from './list-known-names.ts';
import { buildReport, type Report } from './report.ts';
import type { SetupFacts } from './setup-facts.ts';

type Connect = () => Promise<HostConnection>;

/** An older host knows no such command; one that does not answer is a finding like any other. */
async function askDoctor(connect: Connect): Promise<CommandResult<'doctor'> | AppError | undefined> {
  try {
    const { call, hello, close } = await connect();
    try {
      return hello.protocol < (commandVersions.doctor ?? 1) ? undefined : await call('doctor', {});
    } finally {
      close();
    }
  } catch (error) {
    return toAppError(error);
  }
}

/** @param connect a connection of its own, so that nobody's is held up */
export async function collectReport(setup: SetupFacts, connect: Connect): Promise<Report> {
  const { runtime, management, i18n } = browser;
  const doctor = await askDoctor(connect);
  const [settings, { os, arch }, { installType }, trace, knownNames] = await Promise.all([
    readSettings(),
    runtime.getPlatformInfo(),
    // Of ourselves, without the permission "management".
    management.getSelf(),
    readTrace(),
    listKnownNames(setup.host?.listing?.tokens ?? []),
  ]);
  return buildReport(
    {
      at: new Date().toISOString(),
      extension: { version: runtime.getManifest().version, id: runtime.id, installType },
      userAgent: navigator.userAgent,
      system: { os, arch, language: i18n.getUILanguage() },
      settings,
      setup,
      doctor,
      trace,
    },
    knownNames,
  );
}
