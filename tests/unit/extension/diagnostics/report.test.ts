// The report says what a help desk needs, and nothing of people, units, numbers or secrets, wherever those may have stood.
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { mergeSettings } from '../../../../extension/settings/merge-settings.ts';
import { formatReport } from '../../../../extension/setup/format-report.ts';
import { maskPath } from '../../../../extension/setup/mask-path.ts';
import { buildReport, type ReportFacts, sectionNames } from '../../../../extension/setup/report.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import type { Token } from '../../../../shared/protocol/messages.ts';
import { newCertificate } from '../support/flow-fakes.ts';
import { useMessages } from '../support/read-messages.ts';

const at = '2026-11-24T08:00:00.000Z';

/** A facts record with `planted` in every place that a careless or hostile host, page or clerk could reach. */
function makeFacts(planted: string, folder = planted): ReportFacts {
  const token: Token = {
    tokenId: '0'.repeat(32),
    chipNumber: '0012345678990089',
    label: planted,
    manufacturer: 'Feitian',
    model: 'ePass2003',
    driverName: 'ePass2003',
    pin: { state: 'some-wrong', minLength: 6, maxLength: 16, isTypedOnReader: false },
    isWriteProtected: false,
    certificates: [
      {
        ...newCertificate,
        unitName: planted,
        issuerName: planted,
        creditCode: '91350100M000100Y43',
        socialInsuranceNumbers: [{ source: 'OU', value: '50010203' }],
        subject: [{ type: 'O', value: planted }],
      },
    ],
  };
  const problem = new AppError('CA_REFUSED', { reason: planted, orderNumber: planted, unknownDetail: planted });
  return {
    at,
    extension: { version: '0.1.0', id: 'mdkinglamacldoeboehkbgcceknlldak', installType: 'normal' },
    userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0.0.0',
    system: { os: 'win', arch: 'x86-64', language: 'zh-CN' },
    settings: mergeSettings({}, { language: 'en' }),
    setup: {
      sites: [
        { id: 'chongqing', name: planted, origins: ['http://rlsbj.cq.gov.cn'], hasAccess: true, isConfirmed: false },
      ],
      host: {
        hello: {
          protocol: 2,
          protocolMin: 1,
          protocolMax: 2,
          hostVersion: '0.1.0',
          platform: 'win32',
          architecture: 'x64',
        },
        listing: {
          tokens: [token],
          drivers: [
            { driverName: 'ePass2003', fileName: 'eps2003csp11.dll', status: 'ok', tokenCount: 1 },
            {
              ...{ driverName: 'OpenSC', fileName: 'opensc-pkcs11.so', status: 'load-failed', tokenCount: 0 },
              errorCode: 'DRIVER_INITIALIZE_FAILED',
              reason: `CKR_DEVICE_ERROR C:\\Users\\${folder}\\${folder}\\opensc.conf`,
            },
          ],
        },
        problem,
      },
      findings: {
        names: ['SHECA (B48B9648-A8B1-4A4A-8B9C-3F2D6C1A77E5)', 'ezca-base-ca.SignDataByP8'],
        isBlocked: true,
      },
      page: { siteId: 'chongqing', origin: 'http://os.ezca.org:8001', kind: 'quick-renew', variant: 'gbk', at },
    },
    doctor: {
      hostVersion: '0.1.0',
      nodeVersion: '22.23.2',
      platform: 'win32',
      architecture: 'x64',
      checks: [
        {
          check: 'journal',
          status: 'ok',
          details: { folder: `C:\\Users\\${folder}\\${folder}\\orders`, owner: planted, reason: 'journal-writable' },
        },
      ],
    },
    trace: [
      {
        at,
        side: 'host',
        name: 'create-request',
        requestId: '3d8f0a52-6c1b-4b5e-9a43-0c8f6d2b7e11',
        durationMs: 1234,
        outcome: 'TOKEN_REMOVED',
      },
    ],
  };
}

beforeEach(() => useMessages());

describe('buildReport', () => {
  const report = buildReport(makeFacts('重庆山城机械制造有限公司'), []);

  it('has versions, checks, the doctor’s findings, drivers and the trace with request ids', () => {
    expect(Object.keys(report)).toEqual([...sectionNames]);
    expect(report.versions).toMatchObject([{ extension: '0.1.0', host: '0.1.0', protocol: 2, os: 'win' }]);
    expect(report.checks).toHaveLength(10);
    expect(report.checks).toContainEqual(expect.objectContaining({ check: 'host-running', code: 'CA_REFUSED' }));
    expect(report.doctor).toMatchObject([{ node: '22.23.2' }, { check: 'journal', reason: 'journal-writable' }]);
    expect(report.drivers).toMatchObject([
      { fileName: 'eps2003csp11.dll', status: 'ok', reason: '' },
      { errorCode: 'DRIVER_INITIALIZE_FAILED', reason: expect.stringMatching(/^CKR_DEVICE_ERROR/) },
    ]);
    expect(report.trace).toMatchObject([
      { name: 'create-request', requestId: '3d8f0a52-6c1b-4b5e-9a43-0c8f6d2b7e11', durationMs: 1234 },
    ]);
    expect(report.errors).toMatchObject([{ outcome: 'TOKEN_REMOVED' }]);
    expect(report.controls).toEqual([
      { isBlocked: true },
      { missing: 'SHECA (B48B9648-A8B1-4A4A-8B9C-3F2D6C1A77E5)' },
      { missing: 'ezca-base-ca.SignDataByP8' },
    ]);
  });

  it('shows of a chip number what tells two U盾 apart', () => {
    expect(report.tokens[0]).toMatchObject({ chipNumber: '0012****89', pinState: 'some-wrong' });
  });

  it('says why the host gave no findings', () => {
    const facts = { ...makeFacts('x'), doctor: new AppError('HOST_EXITED') };
    expect(buildReport(facts, []).doctor).toEqual([{ code: 'HOST_EXITED' }]);
    expect(buildReport({ ...facts, doctor: undefined }, []).doctor).toEqual([]);
  });

  it('lets no planted name through, whether it is known or not', () => {
    const han = fc.string({ unit: fc.constantFrom(...'重庆山城机械制造有限公司李华张'), minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(han, (name) => {
        const built = buildReport(makeFacts(name), []);
        expect(JSON.stringify(built)).not.toContain(name);
        expect(formatReport(built).split('■').slice(1).join()).not.toContain(name);
      }),
    );
  });

  it('lets no planted phone, ID number, credit code, 社保号 or address through', () => {
    const digits = (length: number) =>
      fc.array(fc.constantFrom(...'0123456789'), { minLength: length, maxLength: length }).map((all) => all.join(''));
    const secret = fc.oneof(
      digits(10).map((rest) => `1${rest}`),
      digits(17).map((rest) => `${rest}X`),
      digits(16).map((rest) => `91${rest}`),
      digits(8),
      fc.constant('li.hua@example.com'),
    );
    fc.assert(
      fc.property(secret, (planted) => {
        const text = JSON.stringify(buildReport(makeFacts(planted), []));
        expect(text).not.toContain(planted);
        expect(text).not.toContain('0012345678990089');
        expect(text).not.toContain('91350100M000100Y43');
        expect(text).not.toContain('50010203');
      }),
    );
  });

  it('has no place into which a PIN could get', () => {
    expect(JSON.stringify(buildReport(makeFacts('Geheim-PIN-7!', 'Li'), []))).not.toContain('Geheim-PIN-7!');
  });

  it('frees what is told of names that we remember, also in Latin letters', () => {
    const facts = makeFacts('x');
    const extension = { ...facts.extension, installType: 'Acme Trading' };
    expect(JSON.stringify(buildReport({ ...facts, extension }, ['Acme Trading']))).not.toContain('Acme');
  });
});

describe('formatReport', () => {
  it('has a heading for each section, and says where there is nothing', () => {
    const text = formatReport(buildReport({ ...makeFacts('x'), trace: [] }, []));
    expect(text.match(/^■ /gm)).toHaveLength(sectionNames.length);
    expect(text).toContain('■ 最近的错误\n（无）');
    expect(text).not.toContain('undefined');
  });
});

describe('maskPath', () => {
  it('masks what people named, and leaves the system’s parts and our own', () => {
    expect(maskPath('C:\\Program Files\\社保证书助手\\host.exe')).toBe('C:\\Program Files\\社保证书助手\\host.exe');
    expect(maskPath('D:\\某某公司软件\\host.exe')).toBe('D:\\****\\host.exe');
    expect(maskPath('~/.config/chromium, /home/李华/x')).toBe('~/.config/chromium, /home/****/x');
  });
});
