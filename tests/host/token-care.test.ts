// The care of a token over frames, judged by pkcs11-tool: its PIN, what lies on it, clean-up, retiring.
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CommandResult } from '../../shared/protocol/messages.ts';
import type { Portal } from '../portal/start-portal.ts';
import type { MadeToken } from '../portal/token/make-token.ts';
import type { Scratch } from '../support/files/scratch.ts';
import type { HostClient } from '../support/host/host-client.ts';
import { type HostRenewal, prepareRenewal } from '../support/host/host-renewal.ts';
import { exampleUnit } from '../support/portal/units.ts';
import { usePortal } from '../support/portal/use-portal.ts';
import { assertUsable, listObjects, takesPin, workOnToken } from '../support/token/judge-token.ts';
import type { Shim } from '../support/token/shim.ts';
import { deskPin, openTokenDesk, type TokenDesk } from '../support/token/token-desk.ts';

const pin = deskPin;
const adminPin = '12345678';
let portal: Portal;
let scratch: Scratch;
let shim: Shim;
let token: MadeToken;
let desk: TokenDesk;

usePortal((started) => {
  portal = started;
});
beforeEach(async () => {
  desk = await openTokenDesk(portal);
  ({ scratch, shim, token } = desk);
});
afterEach(() => desk.close());

const openHost = () => desk.openHost();

const journalFolder = () => join(scratch.hostEnvironment.XDG_DATA_HOME ?? '', 'shebao-cert-assistant', 'orders');
const readJournal = (orderId: string) =>
  readFileSync(join(journalFolder(), `${orderId}.jsonl`), 'utf8')
    .split('\n')
    .flatMap((line) => (line === '' ? [] : [JSON.parse(line) as { state: string; isKeyRemoved?: boolean }]));

async function nameToken(host: HostClient) {
  const { tokens } = await host.call('list-tokens', {});
  const [certificate] = tokens[0]?.certificates ?? [];
  return { tokenId: tokens[0]?.tokenId ?? '', certificateHash: certificate?.hash ?? '' };
}

const plantKey = (label: string, id: string) =>
  workOnToken(token, ['--keypairgen', '--key-type', 'EC:prime256v1', '--label', label, '--id', id]);

/** An order whose key was made and that was given up without removing it. */
async function leaveOrderBehind(host: HostClient): Promise<string> {
  const renewal = prepareRenewal(portal, token, host);
  await renewal.createRequest();
  await host.call('abandon-order', { orderId: renewal.orderId });
  return renewal.orderId;
}

const verdicts = ({ entries }: CommandResult<'inspect-token'>) => entries.map(({ verdict }) => verdict).toSorted();

describe('the PIN', () => {
  test('is changed, by the word of pkcs11-tool, and stands in no log or journal', async () => {
    const host = openHost();
    const named = await nameToken(host);
    await host.call('change-pin', { ...named, oldPin: pin, newPin: 'geheim77' });
    expect([takesPin(token, pin), takesPin(token, 'geheim77')]).toEqual([false, true]);
    await expect(host.call('change-pin', { ...named, oldPin: pin, newPin: 'geheim78' })).rejects.toMatchObject({
      code: 'PIN_INCORRECT',
    });
    expect(host.logText()).not.toMatch(/geheim|246813/);
  });

  test('is set anew with the administrator’s', async () => {
    const host = openHost();
    shim.set('tries', 2);
    const named = await nameToken(host);
    for (const code of ['PIN_INCORRECT', 'PIN_LOCKED'])
      await expect(host.call('verify-pin', { ...named, pin: '999999' })).rejects.toMatchObject({ code });
    expect((await host.call('list-tokens', {})).tokens[0]?.pin.state).toBe('locked');
    await host.call('unblock-pin', { tokenId: named.tokenId, adminPin, newPin: 'geheim77' });
    expect(takesPin(token, 'geheim77')).toBe(true);
    expect((await host.call('list-tokens', {})).tokens[0]?.pin.state).toBe('unknown-or-full');
    await host.call('verify-pin', { ...named, pin: 'geheim77' });
    expect(host.logText()).not.toMatch(/geheim|12345678/);
  });
});

describe('what lies on the token', () => {
  test('is told with and without the PIN, each entry with what the journal says of it', async () => {
    const host = openHost();
    const leftover = await leaveOrderBehind(host);
    const renewal = prepareRenewal(portal, token, host);
    await renewal.createRequest();
    plantKey('某银行', '77');
    const named = await nameToken(host);
    const seen = await host.call('inspect-token', { ...named, pin });
    expect(seen).toMatchObject({ isReadWithPin: true, adminPinState: 'unknown-or-full' });
    const find = (verdict: string) => seen.entries.filter((entry) => entry.verdict === verdict);
    expect(verdicts(seen)).toEqual(['foreign', 'in-use', 'leftover', 'unfinished-order']);
    expect(find('foreign')[0]).toMatchObject({ label: '某银行', keyAlgorithm: 'EC', keySizeBits: 256 });
    expect(find('foreign')[0]?.order).toBeUndefined();
    expect(find('in-use')[0]?.certificate).toMatchObject({ unitName: exampleUnit.unitName, hasPrivateKey: true });
    expect(find('leftover')[0]?.order).toMatchObject({ orderId: leftover, orderNumber: token.orderNo });
    expect(find('unfinished-order')[0]?.order?.orderId).toBe(renewal.orderId);
    expect(new Set(seen.entries.map(({ entryId }) => entryId)).size).toBe(4);
    const open = await host.call('inspect-token', named);
    expect(open.isReadWithPin).toBe(false);
    expect(verdicts(open)).toEqual(verdicts(seen));
    await expect(host.call('inspect-token', { ...named, pin: '999999' })).rejects.toMatchObject({
      code: 'PIN_INCORRECT',
    });
  });

  test('an empty token may be named without a certificate', async () => {
    const host = openHost();
    const { tokenId } = await nameToken(host);
    workOnToken(token, ['--delete-object', '--type', 'cert', '--id', token.objectId]);
    expect(verdicts(await host.call('inspect-token', { tokenId, pin }))).toEqual(['foreign']);
    await host.call('change-pin', { tokenId, oldPin: pin, newPin: '24681357' });
    expect(takesPin(token, '24681357')).toBe(true);
  });
});

describe('clean-up', () => {
  test('removes the keys of orders given up and no others, however alike they are called', async () => {
    const host = openHost();
    const orderId = await leaveOrderBehind(host);
    const unfinished = prepareRenewal(portal, token, host);
    await unfinished.createRequest();
    // Planted by somebody else: a label that begins alike, one in other letters, and the very label of an order without its key.
    plantKey(`shebao-${orderId}-2`, '71');
    plantKey(`SHEBAO-${orderId}`, '72');
    plantKey('shebao-', '73');
    const named = await nameToken(host);
    const before = listObjects(token).privateKeyIds;
    const orderIds = [orderId, unfinished.orderId, randomUUID()];
    const { removedOrderIds } = await host.call('clean-up', { ...named, pin, orderIds });
    expect(removedOrderIds).toEqual([orderId]);
    const after = listObjects(token).privateKeyIds;
    expect(after).toHaveLength(before.length - 1);
    expect(after).toEqual(expect.arrayContaining(['71', '72', '73', token.objectId]));
    assertUsable(token, token.objectId, portal.caCertificates.chain);
    expect(readJournal(orderId).at(-1)).toMatchObject({ state: 'abandoned', isKeyRemoved: true });
    // Again: there is nothing left to do.
    expect(await host.call('clean-up', { ...named, pin, orderIds })).toEqual({ removedOrderIds: [] });
    expect((await unfinished.createRequest()).orderId).toBe(unfinished.orderId);
  });

  test('leaves a key alone that bears an order’s label and is not the order’s key', async () => {
    const host = openHost();
    const orderId = await leaveOrderBehind(host);
    const named = await nameToken(host);
    await host.call('clean-up', { ...named, pin, orderIds: [orderId] });
    plantKey(`shebao-${orderId}`, '74');
    const seen = await host.call('inspect-token', { ...named, pin });
    expect(verdicts(seen)).toEqual(['foreign', 'in-use']);
    expect((await host.call('clean-up', { ...named, pin, orderIds: [orderId] })).removedOrderIds).toEqual([]);
    expect(listObjects(token).privateKeyIds).toContain('74');
  });

  test('claims nothing as removed that the driver did not remove', async () => {
    const host = openHost();
    const orderId = await leaveOrderBehind(host);
    const named = await nameToken(host);
    shim.set('fail-C_DestroyObject', 5);
    await expect(host.call('clean-up', { ...named, pin, orderIds: [orderId] })).rejects.toMatchObject({
      code: 'TOKEN_FAILED',
    });
    expect(readJournal(orderId).at(-1)).toMatchObject({ state: 'abandoned', isKeyRemoved: false });
    shim.unset('fail-C_DestroyObject');
    // Cut off between the two halves of the pair: what is left is still claimed, and goes.
    shim.set('pull-after-C_DestroyObject');
    await expect(host.call('clean-up', { ...named, pin, orderIds: [orderId] })).rejects.toMatchObject({
      code: 'TOKEN_REMOVED',
    });
    shim.unset('pull-after-C_DestroyObject');
    shim.unset('pulled');
    expect(verdicts(await host.call('inspect-token', { ...named, pin }))).toEqual(['in-use', 'leftover']);
    expect((await host.call('clean-up', { ...named, pin, orderIds: [orderId] })).removedOrderIds).toEqual([orderId]);
    expect(verdicts(await host.call('inspect-token', { ...named, pin }))).toEqual(['in-use']);
  });
});

describe('retiring the old certificate', () => {
  let host: HostClient;
  let renewal: HostRenewal;
  let pair: { tokenId: string; certificateHash: string; newCertificateHash: string };
  beforeEach(async () => {
    host = openHost();
    const { tokenId, certificateHash } = await nameToken(host);
    renewal = prepareRenewal(portal, token, host);
    const { certificate } = await renewal.runWhole();
    await renewal.confirm();
    await renewal.logIn();
    pair = { tokenId, certificateHash, newCertificateHash: certificate.hash };
  });
  const newId = () => listObjects(token).certificateIds.find((id) => id !== token.objectId) ?? '';

  test('removes it and its key, and leaves the new pair usable', async () => {
    const seen = await host.call('inspect-token', {
      tokenId: pair.tokenId,
      certificateHash: pair.certificateHash,
      pin,
    });
    expect(verdicts(seen)).toEqual(['in-use', 'superseded']);
    expect(seen.entries.find(({ verdict }) => verdict === 'superseded')).toMatchObject({
      certificate: { hash: pair.certificateHash },
      order: { orderId: renewal.orderId, newCertificateHash: pair.newCertificateHash },
    });
    const id = newId();
    await host.call('retire-certificate', { ...pair, pin });
    expect(listObjects(token)).toEqual({ certificateIds: [id], privateKeyIds: [id] });
    assertUsable(token, id, portal.caCertificates.chain);
    // On the wire the order is what it was: older extensions know no other state.
    const { orders } = await host.call('list-orders', { includeFinished: true });
    expect(orders).toMatchObject([{ orderId: renewal.orderId, state: 'verified', nextStep: 'none' }]);
    expect(
      readJournal(renewal.orderId)
        .slice(-5)
        .map(({ state }) => state),
    ).toEqual(['verified', 'ca-confirmed', 'used', 'retiring', 'retired']);
    const left = await host.call('inspect-token', { tokenId: pair.tokenId, pin });
    expect(verdicts(left)).toEqual(['in-use']);
    expect(left.entries[0]?.order?.orderId).toBe(renewal.orderId);
    // Once more changes nothing.
    await host.call('retire-certificate', { ...pair, pin });
    assertUsable(token, id, portal.caCertificates.chain);
  });

  test('is refused without a verified order, and for a certificate that is the new one itself', async () => {
    const refused = { code: 'CERTIFICATE_STILL_NEEDED' };
    const swapped = { ...pair, certificateHash: pair.newCertificateHash, newCertificateHash: pair.certificateHash };
    await expect(host.call('retire-certificate', { ...swapped, pin })).rejects.toMatchObject(refused);
    const unknown = { ...pair, certificateHash: '0'.repeat(64) };
    await expect(host.call('retire-certificate', { ...unknown, pin })).rejects.toMatchObject(refused);
    const itself = { ...pair, newCertificateHash: pair.certificateHash };
    await expect(host.call('retire-certificate', { ...itself, pin })).rejects.toMatchObject(refused);
    expect(listObjects(token).certificateIds).toHaveLength(2);
  });

  test('is refused when the new certificate is not on the token, or its key does not sign', async () => {
    const refused = { code: 'CERTIFICATE_STILL_NEEDED' };
    const id = newId();
    workOnToken(token, ['--delete-object', '--type', 'privkey', '--id', id]);
    await expect(host.call('retire-certificate', { ...pair, pin })).rejects.toMatchObject(refused);
    const named = { tokenId: pair.tokenId, certificateHash: pair.certificateHash };
    expect(verdicts(await host.call('inspect-token', { ...named, pin }))).toEqual(['certificate-only', 'in-use']);
    workOnToken(token, ['--delete-object', '--type', 'cert', '--id', id]);
    await expect(host.call('retire-certificate', { ...pair, pin })).rejects.toMatchObject(refused);
    expect(verdicts(await host.call('inspect-token', { ...named, pin }))).toEqual(['foreign', 'in-use']);
    assertUsable(token, token.objectId, portal.caCertificates.chain);
  });

  test('cut off in the middle it is ended by the next try, and the new pair stays usable', async () => {
    const id = newId();
    for (const fault of ['pull-after-C_DestroyObject', 'crash-C_DestroyObject']) {
      shim.set(fault);
      await expect(host.call('retire-certificate', { ...pair, pin })).rejects.toMatchObject({
        code: fault.startsWith('crash') ? 'DRIVER_CRASHED' : 'TOKEN_REMOVED',
      });
      shim.unset(fault);
      shim.unset('pulled');
      assertUsable(token, id, portal.caCertificates.chain);
      expect(readJournal(renewal.orderId).at(-1)?.state).toBe('retiring');
      const seen = await host.call('inspect-token', { tokenId: pair.tokenId, pin });
      // Its key is gone already; it can still be told what it is.
      expect(verdicts(seen)).toEqual(['in-use', 'superseded']);
    }
    await host.call('retire-certificate', { ...pair, pin });
    expect(listObjects(token)).toEqual({ certificateIds: [id], privateKeyIds: [id] });
    expect(readJournal(renewal.orderId).at(-1)?.state).toBe('retired');
  });

  test('waits for another window that is at work on the token', async () => {
    const other = openHost();
    await host.close();
    await other.call('resume-order', { orderId: renewal.orderId });
    const next = openHost();
    await expect(next.call('retire-certificate', { ...pair, pin })).rejects.toMatchObject({
      code: 'OPERATION_IN_PROGRESS',
    });
    expect(listObjects(token).certificateIds).toHaveLength(2);
    await other.close();
    await next.call('retire-certificate', { ...pair, pin });
    expect(listObjects(token).certificateIds).toHaveLength(1);
  });
});

describe('the old certificate stays', () => {
  const still = (reason: string) => ({ code: 'CERTIFICATE_STILL_NEEDED', details: { reason } });
  const readRetirement = ({ entries }: CommandResult<'inspect-token'>) =>
    entries.find(({ verdict }) => verdict === 'superseded')?.order?.retirement;

  test('while its successor rests on continuity alone, was not at work, and its days have not passed', async () => {
    const host = openHost();
    const { tokenId, certificateHash } = await nameToken(host);
    const renewal = prepareRenewal(portal, token, host);
    const { certificate } = await renewal.runWhole();
    const pair = { tokenId, certificateHash, newCertificateHash: certificate.hash };
    const inspect = () => host.call('inspect-token', { tokenId, certificateHash, pin });
    expect(readRetirement(await inspect())).toMatchObject({ isUsed: false, confirmation: 'missing' });
    // Neither days nor a log-in stand in for the CA's word.
    await renewal.logIn();
    await expect(host.call('retire-certificate', { ...pair, pin, afterDays: 0 })).rejects.toMatchObject(
      still('unconfirmed'),
    );
    expect(listObjects(token).certificateIds).toHaveLength(2);
    await renewal.confirm();
    // Told twice, it is noted once.
    await host.call('confirm-order', { orderId: renewal.orderId });
    expect(readRetirement(await inspect())).toMatchObject({ isUsed: true, confirmation: 'enough' });
    await host.call('retire-certificate', { ...pair, pin });
    expect(
      readJournal(renewal.orderId)
        .map(({ state }) => state)
        .slice(-5),
    ).toEqual(['verified', 'used', 'ca-confirmed', 'retiring', 'retired']);
  });

  test('confirmed and not seen at work, until the profile’s days have passed', async () => {
    const host = openHost();
    const { tokenId, certificateHash } = await nameToken(host);
    const renewal = prepareRenewal(portal, token, host);
    const { certificate } = await renewal.runWhole();
    await renewal.confirm();
    const pair = { tokenId, certificateHash, newCertificateHash: certificate.hash, pin };
    for (const days of [{}, { afterDays: 30 }, { afterDays: 1 }])
      await expect(host.call('retire-certificate', { ...pair, ...days })).rejects.toMatchObject(still('too-soon'));
    expect(listObjects(token).certificateIds).toHaveLength(2);
    await host.call('retire-certificate', { ...pair, afterDays: 0 });
    expect(listObjects(token).certificateIds).toHaveLength(1);
  });

  test('an order that is not done has nothing to be confirmed', async () => {
    const host = openHost();
    const renewal = prepareRenewal(portal, token, host);
    await renewal.createRequest();
    await expect(host.call('confirm-order', { orderId: renewal.orderId })).rejects.toMatchObject({
      code: 'ORDER_STATE_CONFLICT',
    });
    await expect(host.call('confirm-order', { orderId: randomUUID() })).rejects.toMatchObject({
      code: 'ORDER_UNKNOWN',
    });
  });

  test('a journal of an older host, which says nothing of trust, waits for its days only', async () => {
    const host = openHost();
    const { tokenId, certificateHash } = await nameToken(host);
    const renewal = prepareRenewal(portal, token, host);
    const { certificate } = await renewal.runWhole();
    await host.close();
    // Lines as they were before they had sums; the copy goes, as there was none.
    const file = join(journalFolder(), `${renewal.orderId}.jsonl`);
    const older = readFileSync(file, 'utf8')
      .replace(/,"line":\d+,"sum":"[0-9a-f]+"\}/g, '}')
      .replace(/,"trust":"\w+"/, '');
    writeFileSync(file, older);
    rmSync(`${journalFolder()}.copy`, { recursive: true });
    const next = openHost();
    expect(readRetirement(await next.call('inspect-token', { tokenId, certificateHash, pin }))).toMatchObject({
      isUsed: false,
      confirmation: 'enough',
    });
    const pair = { tokenId, certificateHash, newCertificateHash: certificate.hash, pin };
    await expect(next.call('retire-certificate', pair)).rejects.toMatchObject(still('too-soon'));
    await next.call('retire-certificate', { ...pair, afterDays: 0 });
    expect(listObjects(token).certificateIds).toHaveLength(1);
  });

  test('an extension of version 3 hears nothing that it does not know, and asks its clerk as before', async () => {
    const host = openHost();
    const { tokenId, certificateHash } = await nameToken(host);
    await host.call('hello', { protocolMin: 1, protocolMax: 3, extensionVersion: '0.1.0' });
    const older = async (command: string, params: object) => {
      host.sendText(JSON.stringify({ id: command, command, params }));
      return host.nextText();
    };
    const { certificate } = await prepareRenewal(portal, token, host).runWhole();
    await host.call('hello', { protocolMin: 1, protocolMax: 3, extensionVersion: '0.1.0' });
    expect(await older('inspect-token', { tokenId, certificateHash, pin })).not.toContain('"retirement"');
    const pair = { tokenId, certificateHash, newCertificateHash: certificate.hash, pin };
    expect(await older('retire-certificate', pair)).toBe('{"id":"retire-certificate","ok":true,"result":{}}');
    expect(listObjects(token).certificateIds).toHaveLength(1);
  });
});

test('another window at work on the token: nothing is changed until it is done', async () => {
  const working = openHost();
  const named = await nameToken(working);
  await prepareRenewal(portal, token, working).createRequest();
  const host = openHost();
  const refused = { code: 'OPERATION_IN_PROGRESS' };
  await expect(host.call('change-pin', { ...named, oldPin: pin, newPin: '24681357' })).rejects.toMatchObject(refused);
  await expect(host.call('unblock-pin', { ...named, adminPin, newPin: '24681357' })).rejects.toMatchObject(refused);
  await expect(host.call('clean-up', { ...named, pin, orderIds: [] })).rejects.toMatchObject(refused);
  expect(verdicts(await host.call('inspect-token', { ...named, pin }))).toEqual(['in-use', 'unfinished-order']);
  await working.close();
  await host.call('change-pin', { ...named, oldPin: pin, newPin: '24681357' });
  expect(takesPin(token, '24681357')).toBe(true);
  // The lock was let go: a third may work.
  await openHost().call('change-pin', { ...named, oldPin: '24681357', newPin: pin });
  expect(readdirSync(journalFolder())).toHaveLength(1);
});
