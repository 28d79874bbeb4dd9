// What can be renewed, and why nothing can.
import { describe, expect, it } from 'vitest';
import { explainNoToken, surveyTokens } from '../../../extension/flows/survey-tokens.ts';
import { isOrderFor } from '../../../extension/flows/verify-clerk.ts';
import type { CallHost } from '../../../extension/host/call-host.ts';
import type { DriverReport, Order, Token } from '../../../shared/protocol/messages.ts';
import { job, makeOrder, newCertificate } from './support/flow-fakes.ts';

const report = (status: DriverReport['status'], fileName = 'x.so'): DriverReport => ({
  driverName: '驱动',
  status,
  fileName,
  tokenCount: 0,
});

const token: Token = {
  tokenId: job.tokenId,
  chipNumber: job.chipNumber,
  label: 'U盾',
  manufacturer: '',
  model: '',
  driverName: '驱动',
  pin: { state: 'unknown-or-full', minLength: 4, maxLength: 16, isTypedOnReader: false },
  isWriteProtected: false,
  certificates: [newCertificate],
};

function hostWith(tokens: Token[], orders: Order[] = [], drivers: DriverReport[] = [report('ok')]): CallHost {
  return (async (command: string) =>
    command === 'list-tokens' ? { tokens, drivers } : { orders }) as unknown as CallHost;
}

describe('explainNoToken', () => {
  it.each<[string, DriverReport[]]>([
    ['DRIVER_MISSING', []],
    ['TOKEN_MISSING', [report('ok')]],
    ['TOKEN_MISSING', [report('crashed'), report('ok')]],
    ['DRIVER_WRONG_ARCHITECTURE', [report('crashed'), report('wrong-architecture')]],
    ['DRIVER_LOAD_FAILED', [report('load-failed')]],
    ['DRIVER_INITIALIZE_FAILED', [{ ...report('load-failed'), errorCode: 'DRIVER_INITIALIZE_FAILED' }]],
    ['DRIVER_CRASHED', [report('crashed')]],
    ['DRIVER_TIMEOUT', [report('timeout')]],
    ['TOKEN_FAILED', [report('failed')]],
    ['TOKEN_NOT_READY', [{ ...report('failed'), errorCode: 'TOKEN_NOT_READY' }]],
  ])('%s', (code, drivers) => expect(explainNoToken(drivers, 'x64').code).toBe(code));

  it('names driver and file, and broken drivers beside a good one', () => {
    expect(explainNoToken([report('crashed')], 'x64').details).toEqual({ driverName: '驱动', fileName: 'x.so' });
    const reason = 'CKR_DEVICE_ERROR';
    const notStarted = { ...report('load-failed'), errorCode: 'DRIVER_INITIALIZE_FAILED', reason };
    expect(explainNoToken([notStarted], 'x64').details).toMatchObject({ reason });
    expect(explainNoToken([report('ok'), report('wrong-architecture', 'old.dll')], 'x64').details).toEqual({
      brokenDrivers: 'old.dll DRIVER_WRONG_ARCHITECTURE',
    });
  });
});

describe('a driver for another processor', () => {
  it('is told with both architectures, for the help desk', () => {
    const { code, details } = explainNoToken([{ ...report('wrong-architecture'), architecture: 'ia32' }], 'x64');
    expect(code).toBe('DRIVER_WRONG_ARCHITECTURE');
    expect(details).toEqual({
      driverName: '驱动',
      fileName: 'x.so',
      hostArchitecture: 'x64',
      driverArchitecture: 'ia32',
    });
  });
});

describe('certificates that were renewed already', () => {
  const subject = [{ type: 'O', value: '某单位' }];
  const older = { ...newCertificate, subject, hash: '4'.repeat(64), notAfter: '2026-06-01T00:00:00Z' };
  const newer = { ...newCertificate, subject, hash: '5'.repeat(64), notAfter: '2027-06-01T00:00:00Z' };
  const other = { ...older, subject: [{ type: 'O', value: '别的单位' }], hash: '6'.repeat(64) };
  const hashes = async (orders: Order[] = []) => {
    const tokens = [{ ...token, certificates: [older, newer, other] }];
    const { choices } = await surveyTokens(hostWith(tokens, orders), 'renew', 'x64');
    return choices.map(({ certificate }) => certificate.hash.charAt(0));
  };

  it('are no choices; other subjects stay', async () => expect(await hashes()).toEqual(['5', '6']));

  it('stay while an unfinished order goes on from them', async () => {
    const order = { ...makeOrder('written', 'install'), oldCertificateHash: older.hash };
    expect(await hashes([order])).toEqual(['4', '5', '6']);
  });
});

describe('surveyTokens', () => {
  it('offers signing certificates with their key only', async () => {
    const certificates = [
      newCertificate,
      { ...newCertificate, hash: '1'.repeat(64), usage: 'encryption' as const },
      { ...newCertificate, hash: '2'.repeat(64), hasPrivateKey: false },
      { ...newCertificate, hash: '3'.repeat(64), keyAlgorithm: 'other' as const },
    ];
    const { choices } = await surveyTokens(hostWith([{ ...token, certificates }]), 'renew', 'x64');
    expect(choices.map(({ certificate }) => certificate.hash)).toEqual([newCertificate.hash]);
  });

  it('shows certificates of other CAs apart, and never offers them', async () => {
    const bank = { ...newCertificate, hash: '7'.repeat(64), issuerName: '某银行 CA', subject: [] };
    const isOfSite = ({ issuerName }: { issuerName: string }) => issuerName !== bank.issuerName;
    const host = hostWith([{ ...token, certificates: [newCertificate, bank] }]);
    const { choices, others } = await surveyTokens(host, 'renew', 'x64', isOfSite);
    expect(choices.map(({ certificate }) => certificate.hash)).toEqual([newCertificate.hash]);
    expect(others.map(({ certificate }) => certificate.hash)).toEqual([bank.hash]);
    await expect(
      surveyTokens(hostWith([{ ...token, certificates: [bank] }]), 'renew', 'x64', isOfSite),
    ).rejects.toMatchObject({ code: 'TOKEN_UNSUPPORTED', details: { issuerNames: '某银行 CA' } });
    const order = { ...makeOrder('submitted', 'ask-status'), oldCertificateHash: bank.hash };
    const begun = await surveyTokens(hostWith([{ ...token, certificates: [bank] }], [order]), 'renew', 'x64', isOfSite);
    expect(begun.choices).toHaveLength(1);
  });

  it('says that a token without a usable certificate cannot be renewed', async () => {
    await expect(surveyTokens(hostWith([{ ...token, certificates: [] }]), 'renew', 'x64')).rejects.toMatchObject({
      code: 'TOKEN_UNSUPPORTED',
    });
  });

  it('finds unfinished orders of the tokens that are here, and of this operation', async () => {
    const wanted = makeOrder('submitted', 'ask-status');
    const orders: Order[] = [
      wanted,
      { ...wanted, orderId: '22222222-2222-4222-8222-222222222222', chipNumber: 'OTHER' },
      { ...wanted, orderId: '33333333-3333-4333-8333-333333333333', operation: 'change' },
      makeOrder('draft', 'create-request'),
      makeOrder('verified', 'none'),
    ];
    const { unfinishedOrders } = await surveyTokens(hostWith([token], orders), 'renew', 'x64');
    expect(unfinishedOrders).toEqual([wanted]);
  });
});

describe('isOrderFor', () => {
  const order = (certificateSerialNumber: string) => ({ orderNumber: '1', unitName: '', certificateSerialNumber });
  it.each([
    ['', true],
    ['02', true],
    ['2', true],
    ['0x02'.slice(2), true],
    ['0x02', true],
    ['0X0002', true],
    ['00-02', true],
    ['00 : 02', true],
    ['０２', true],
    ['03', false],
    ['-02', false],
    ['0x12', false],
    ['2000', false],
  ])('serial number %j → %s', (serialNumber, expected) => {
    expect(isOrderFor(order(serialNumber), newCertificate)).toBe(expected);
  });

  it.each(['00-1a-bc', '0x1ABC', '1a:bc', '001ABC'])('takes %s for 1ABC', (serialNumber) =>
    expect(isOrderFor(order(serialNumber), { ...newCertificate, serialNumber: '1ABC' })).toBe(true),
  );
});
