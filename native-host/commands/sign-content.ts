// sign-content: a signature by the clerk's certificate over a text that the clerk was shown.
import { buildSignedData } from '../x509/build-signed-data.ts';
import { ParsedCertificate } from '../x509/parsed-certificate.ts';
import { refuseStructured } from '../x509/refuse-structured.ts';
import { createTokenSigner } from '../x509/token-signer.ts';
import { normaliseKey } from '../x509/verify-signature.ts';
import type { Command } from './command.ts';
import { findToken, openFreshSession } from './open-token-session.ts';
import { recordUse } from './record-use.ts';
import { stopIfCancelled } from './stop-if-cancelled.ts';

/** @throws AppError CONTENT_REFUSED, OPERATION_CANCELLED, TOKEN_*, KEY_MISSING, PIN_*, DRIVER_* */
export const signContent: Command<'sign-content'> = async (params, context) => {
  const content = Buffer.from(params.content, 'base64');
  // Before the PIN is used for anything.
  refuseStructured(content);
  context.reportProgress('open-token');
  const session = await openFreshSession(
    await findToken(context, params.tokenId, params.certificateHash),
    params.pin,
    0,
  );
  try {
    stopIfCancelled(context.signal);
    context.reportProgress('sign-request');
    const certificate = new ParsedCertificate(session.certificate);
    const signer = createTokenSigner(normaliseKey(certificate.publicKey), (key, data) => session.sign(key, data));
    const isDetached = params.form === 'cms-detached';
    const signed = { content, certificate, signingTime: context.now(), isDetached };
    const signature = params.form === 'signature' ? await signer.sign(content) : await buildSignedData(signed, signer);
    await recordUse(params.certificateHash, context);
    return { signature: toBase64(signature) };
  } finally {
    void session.close();
  }
};

const toBase64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
