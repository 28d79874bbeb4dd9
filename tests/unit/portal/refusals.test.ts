// What the CA does not accept, and that it says why.
import { X509Certificate } from 'node:crypto';
import { ContentInfo, id_signedData, SignedData, SignerInfos } from '@peculiar/asn1-cms';
import { AsnConvert } from '@peculiar/asn1-schema';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Portal } from '../../portal/start-portal.ts';
import { startReadyPortal } from '../../support/portal/start-ready-portal.ts';
import {
  type Clerk,
  makeClerk,
  makeKey,
  makeProof,
  makeRequest,
  makeSubmission,
  type ProofClaim,
  submit,
  takeNonce,
} from './openssl-clerk.ts';
import { useScratch } from './use-scratch.ts';

const scratch = useScratch();

let portal: Portal;
beforeAll(async () => {
  portal = await startReadyPortal({ stateDir: scratch('state'), issueDelayMs: 60_000, nonceLifetimeMs: 60_000 });
});
afterAll(() => portal.close());

const badProof = { code: '2001', msg: '原证书签名验证失败' };

function readSignedData(der: Buffer): SignedData {
  return AsnConvert.parse(AsnConvert.parse(der, ContentInfo).content, SignedData);
}

function writeSignedData(signedData: SignedData): Buffer {
  const content = AsnConvert.serialize(signedData);
  return Buffer.from(AsnConvert.serialize(new ContentInfo({ contentType: id_signedData, content })));
}

describe('the nonce', () => {
  test.each(['0123456789abcdef0123456789abcdef', undefined])('%s, which the CA never gave, is stale', async (nonce) => {
    const clerk = await makeClerk(portal);
    const pkcs10 = await makeRequest(await makeKey(), nonce);
    const form = await makeSubmission(portal, clerk);
    const claim = { orderNo: clerk.orderNo, requestId: form.requestId, nonce: nonce ?? '' };
    const proof = await makeProof(pkcs10, clerk.oldKey, clerk.oldCertificatePem, claim);
    const answer = await submit(portal, {
      ...form,
      pkcs10: pkcs10.toString('base64'),
      proof: proof.toString('base64'),
    });
    expect(answer.code).toBe('2002');
  });

  test('of another order is stale', async () => {
    const [clerk, other] = [await makeClerk(portal), await makeClerk(portal)];
    const nonce = await takeNonce(portal, other.orderNo);
    expect((await submit(portal, await makeSubmission(portal, clerk, { nonce }))).code).toBe('2002');
  });

  test('works once', async () => {
    const clerk = await makeClerk(portal);
    const nonce = await takeNonce(portal, clerk.orderNo);
    const newKey = await makeKey();
    const form = await makeSubmission(portal, clerk, { nonce, newKey });
    expect((await submit(portal, form)).code).toBe('0');
    // ECDSA never signs twice alike: the same request made anew is other octets.
    const again = await makeSubmission(portal, clerk, { nonce, newKey, requestId: form.requestId });
    expect((await submit(portal, again)).code).toBe('2002');
  });

  test('grows old', async () => {
    const clerk = await makeClerk(portal);
    const form = await makeSubmission(portal, clerk);
    // The portal runs in this process: its clock is put on, nobody waits.
    vi.useFakeTimers({ toFake: ['Date'] });
    vi.setSystemTime(Date.now() + 61_000);
    expect((await submit(portal, form)).code).toBe('2002');
    vi.useRealTimers();
  });
});

describe('the request', () => {
  test('is refused when a bit of its signature is another', async () => {
    const clerk = await makeClerk(portal);
    const form = await makeSubmission(portal, clerk);
    const pkcs10 = Buffer.from(form.pkcs10, 'base64');
    pkcs10.writeUInt8(pkcs10.readUInt8(pkcs10.length - 3) ^ 1, pkcs10.length - 3);
    const tampered = { ...form, pkcs10: pkcs10.toString('base64') };
    expect(await submit(portal, tampered)).toEqual({ code: '2001', msg: '证书请求无效，签名验证失败' });
  });

  test('is refused when it is none', async () => {
    const form = await makeSubmission(portal, await makeClerk(portal));
    expect((await submit(portal, { ...form, pkcs10: 'bm9uc2Vuc2U=' })).code).toBe('2001');
  });

  test.each([
    ['by another unit', async () => (await makeClerk(portal)).oldKey],
    [
      'in another request',
      async () => {
        const [newKey, clerk] = [await makeKey(), await makeClerk(portal)];
        expect((await submit(portal, await makeSubmission(portal, clerk, { newKey }))).code).toBe('0');
        return newKey;
      },
    ],
  ])('is refused when its key was used %s', async (_, useKey) => {
    const newKey = await useKey();
    const form = await makeSubmission(portal, await makeClerk(portal), { newKey });
    expect(await submit(portal, form)).toEqual({ code: '2001', msg: '该密钥已被使用，请重新生成密钥' });
  });

  test('is refused when it asks to certify the old key again', async () => {
    const clerk = await makeClerk(portal);
    const form = await makeSubmission(portal, clerk, { newKey: clerk.oldKey });
    expect(await submit(portal, form)).toEqual({ code: '2001', msg: '该密钥已被使用，请重新生成密钥' });
  });
});

describe('the proof', () => {
  async function submitWithProof(clerk: Clerk, prove: (pkcs10: Buffer, claim: ProofClaim) => Promise<Buffer>) {
    const nonce = await takeNonce(portal, clerk.orderNo);
    const form = await makeSubmission(portal, clerk, { nonce });
    const claim = { orderNo: clerk.orderNo, requestId: form.requestId, nonce };
    const proof = await prove(Buffer.from(form.pkcs10, 'base64'), claim);
    return submit(portal, { ...form, proof: proof.toString('base64') });
  }

  test('by another unit of the same CA is refused', async () => {
    const [clerk, other] = [await makeClerk(portal), await makeClerk(portal)];
    const answer = await submitWithProof(clerk, (pkcs10, claim) =>
      makeProof(pkcs10, other.oldKey, other.oldCertificatePem, claim),
    );
    expect(answer).toEqual(badProof);
  });

  test('by another unit that names our certificate as the signer is refused', async () => {
    const [clerk, other] = [await makeClerk(portal), await makeClerk(portal)];
    const answer = await submitWithProof(clerk, async (pkcs10, claim) => {
      const ours = readSignedData(await makeProof(pkcs10, clerk.oldKey, clerk.oldCertificatePem, claim));
      const theirs = readSignedData(await makeProof(pkcs10, other.oldKey, other.oldCertificatePem, claim));
      const [ourSigner, theirSigner] = [ours.signerInfos[0], theirs.signerInfos[0]];
      if (!ourSigner || !theirSigner) throw new Error('openssl made a proof without a signer');
      theirSigner.sid = ourSigner.sid;
      return writeSignedData(theirs);
    });
    expect(answer).toEqual(badProof);
  });

  test('with a changed signature is refused', async () => {
    const clerk = await makeClerk(portal);
    const answer = await submitWithProof(clerk, async (pkcs10, claim) => {
      const proof = await makeProof(pkcs10, clerk.oldKey, clerk.oldCertificatePem, claim);
      proof.writeUInt8(proof.readUInt8(proof.length - 3) ^ 1, proof.length - 3);
      return proof;
    });
    expect(answer).toEqual(badProof);
  });

  test('over something else is refused', async () => {
    const clerk = await makeClerk(portal);
    const answer = await submitWithProof(clerk, (pkcs10, claim) =>
      makeProof(pkcs10.subarray(1), clerk.oldKey, clerk.oldCertificatePem, claim),
    );
    expect(answer).toEqual(badProof);
  });

  test.each([
    ['another site', { site: 'http://os.ezca.org' }],
    ['another order', { orderNo: 'GX20200101000000' }],
    ['another request id', { requestId: '00000000-0000-4000-8000-000000000000' }],
    ['another operation', { operation: 'change' }],
    ['another nonce', { nonce: '0123456789abcdef0123456789abcdef' }],
    ['another purpose', { purpose: 'login' }],
    ['plain data', { contentType: '1.2.840.113549.1.7.1' }],
  ] as const)('for %s is refused', async (_, difference) => {
    const clerk = await makeClerk(portal);
    const answer = await submitWithProof(clerk, (pkcs10, claim) =>
      makeProof(pkcs10, clerk.oldKey, clerk.oldCertificatePem, { ...claim, ...difference }),
    );
    expect(answer).toEqual(badProof);
  });

  test('without any signer is refused', async () => {
    const clerk = await makeClerk(portal);
    const answer = await submitWithProof(clerk, async (pkcs10, claim) => {
      const signedData = readSignedData(await makeProof(pkcs10, clerk.oldKey, clerk.oldCertificatePem, claim));
      signedData.signerInfos = new SignerInfos([]);
      return writeSignedData(signedData);
    });
    expect(answer).toEqual(badProof);
  });
});

describe('the order', () => {
  test('has to exist', async () => {
    const form = await makeSubmission(portal, await makeClerk(portal));
    expect((await submit(portal, { ...form, orderNo: 'GX20200101000000' })).code).toBe('2001');
  });

  test('takes one request at a time', async () => {
    const clerk = await makeClerk(portal);
    await submit(portal, await makeSubmission(portal, clerk));
    const second = await makeSubmission(portal, clerk);
    expect(await submit(portal, second)).toEqual({ code: '2001', msg: '该订单已有正在处理的申请' });
  });

  test.each([
    [-300, '0'],
    [-400, '2001'],
    [80, '0'],
    [120, '2001'],
  ])('of a certificate with %i days left gets code %s', async (daysLeft, code) => {
    const clerk = await makeClerk(portal, daysLeft);
    expect(Date.parse(new X509Certificate(clerk.oldCertificatePem).validTo) - Date.now()).toBeCloseTo(
      daysLeft * 86_400_000,
      -5,
    );
    expect((await submit(portal, await makeSubmission(portal, clerk))).code).toBe(code);
  });
});

test.each(['requestId', 'orderNo', 'agentName', 'agentPhone', 'pkcs10', 'proof'])(
  '%s must not be empty',
  async (name) => {
    const form = await makeSubmission(portal, await makeClerk(portal));
    expect((await submit(portal, { ...form, [name]: '' })).code).toBe('2001');
  },
);

test('a telephone number has to be one', async () => {
  const form = await makeSubmission(portal, await makeClerk(portal));
  expect(await submit(portal, { ...form, agentPhone: '12' })).toEqual({ code: '2001', msg: '经办人姓名或电话不正确' });
});
