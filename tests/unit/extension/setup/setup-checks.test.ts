// The table of checks: complete, in order, and honest about what was not looked at.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PageReport } from '../../../../extension/setup/page-report.ts';
import {
  type CheckId,
  findCheck,
  findFirst,
  runChecks,
  setupChecks,
} from '../../../../extension/setup/setup-checks.ts';
import type { SetupFacts, SiteFact } from '../../../../extension/setup/setup-facts.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { type ErrorCode, errorTable } from '../../../../shared/errors/error-table.ts';

const ids = Object.keys(setupChecks) as CheckId[];
const site: SiteFact = {
  id: 'chongqing',
  name: '重庆',
  origins: ['http://a.example'],
  hasAccess: true,
  isConfirmed: true,
};
const page: PageReport = {
  siteId: 'chongqing',
  origin: 'http://a.example',
  kind: 'quick-renew',
  variant: 'gbk',
  at: '',
};
const allWell: SetupFacts = { sites: [site], host: {}, page };
const statesOf = (facts: SetupFacts) => Object.fromEntries(runChecks(facts).map(({ id, state }) => [id, state]));
const failWith = (code: ErrorCode): SetupFacts => ({ ...allWell, host: { problem: new AppError(code) } });

describe('setupChecks', () => {
  it('stand in the order in which things depend on each other', () => {
    expect(ids).toEqual([
      'site-access',
      'host-installed',
      'host-allowed',
      'host-running',
      'version',
      'driver',
      'bitness',
      'token',
      'certificate',
      'page',
    ]);
  });

  it('know every error that the installation is to blame for, each once', () => {
    const known = ids.flatMap((id) => setupChecks[id].codes as readonly ErrorCode[]);
    expect(new Set(known).size).toBe(known.length);
    const blamed = (Object.keys(errorTable) as ErrorCode[]).filter((code) => errorTable[code].fault === 'setup');
    expect(blamed.filter((code) => !known.includes(code))).toEqual([]);
  });

  it('have nothing to do with a wrong PIN or what the CA says', () => {
    expect(findCheck('PIN_INCORRECT')).toBeUndefined();
    expect(findCheck('CA_REFUSED')).toBeUndefined();
  });
});

describe('runChecks', () => {
  it('waits for what was not looked at', () => {
    expect(new Set(Object.values(statesOf({})))).toEqual(new Set(['waiting']));
    expect(statesOf({ sites: [site] })).toMatchObject({
      'site-access': 'ok',
      'host-installed': 'waiting',
      page: 'waiting',
    });
  });

  it('is content when all is well', () => {
    expect(new Set(Object.values(statesOf(allWell)))).toEqual(new Set(['ok']));
    expect(findFirst(runChecks(allWell))).toBeUndefined();
  });

  it.each<[ErrorCode, CheckId]>([
    ['HOST_NOT_INSTALLED', 'host-installed'],
    ['HOST_PATH_WRONG', 'host-installed'],
    ['HOST_FORBIDDEN', 'host-allowed'],
    ['HOST_BLOCKED', 'host-allowed'],
    ['CALLER_NOT_ALLOWED', 'host-allowed'],
    ['HOST_EXITED', 'host-running'],
    ['HOST_TIMEOUT', 'host-running'],
    ['HOST_TOO_OLD', 'version'],
    ['EXTENSION_TOO_OLD', 'version'],
    ['CONFIG_INVALID', 'driver'],
    ['DRIVER_MISSING', 'driver'],
    ['DRIVER_WRONG_ARCHITECTURE', 'bitness'],
    ['TOKEN_MISSING', 'token'],
    ['TOKEN_UNSUPPORTED', 'certificate'],
    // Nobody foresaw it: at least it is said.
    ['ORDER_UNKNOWN', 'host-running'],
  ])('%s fails at %s; what is behind it was not reached', (code, failed) => {
    const results = runChecks(failWith(code));
    expect(findFirst(results)).toMatchObject({ id: failed, state: 'failed', error: { code } });
    for (const { id, state } of results) {
      if (setupChecks[id].chain !== 'host' || id === failed) continue;
      const isBefore = ids.indexOf(id) < ids.indexOf(failed);
      // A policy stands before the look for the host.
      const expected = isBefore && code !== 'HOST_BLOCKED' ? 'ok' : 'not-reached';
      expect(state, id).toBe(expected);
    }
  });

  it('never has two failures in one chain, and a first whenever something is not in order', () => {
    const codes = fc.constantFrom(...(Object.keys(errorTable) as ErrorCode[]));
    fc.assert(
      fc.property(codes, fc.boolean(), fc.constantFrom(null, page), (code, hasAccess, seen) => {
        const results = runChecks({ ...failWith(code), sites: [{ ...site, hasAccess }], page: seen });
        expect(results.filter(({ state }) => state === 'failed').length).toBe(hasAccess ? 1 : 2);
        expect(findFirst(results)?.state).toBe('failed');
        expect(results.map(({ id }) => id)).toEqual(ids);
      }),
    );
  });

  it('names the site that the browser keeps us out of', () => {
    const sites = [site, { ...site, id: 'chengdu', name: '成都', hasAccess: false }];
    expect(findFirst(runChecks({ ...allWell, sites }))).toMatchObject({
      id: 'site-access',
      error: { code: 'SITE_ACCESS_MISSING', details: { site: '成都' } },
    });
  });

  it('says which selector was not as expected on the page that was opened last', () => {
    const mismatch = { selector: '#btn', expected: 1, found: 0 };
    expect(findFirst(runChecks({ ...allWell, page: { ...page, mismatch } }))).toMatchObject({
      id: 'page',
      error: { code: 'PAGE_NOT_RECOGNISED', details: { selector: '#btn', expected: 1, found: 0, page: 'quick-renew' } },
    });
  });

  it('asks for the site to be opened, last of all', () => {
    expect(findFirst(runChecks({ ...allWell, page: null }))).toEqual({ id: 'page', state: 'to-do' });
    expect(findFirst(runChecks({ ...failWith('TOKEN_MISSING'), page: null }))?.id).toBe('token');
  });
});
