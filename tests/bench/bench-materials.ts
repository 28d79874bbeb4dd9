// The check of a 12-megapixel photo in our frame, from handing over to verdict, over the browser's own decoding of the same photo.
import { join } from 'node:path';
import { chromiumExtensionId } from '../../shared/product-ids.ts';
import { openClerkBrowser } from '../support/browser/clerk-browser.ts';
import { makeScratch } from '../support/files/scratch.ts';
import { startReadyPortal } from '../support/portal/start-ready-portal.ts';
import { type BenchResult, median } from './measure.ts';

const rounds = 15;
const frameUrl = `chrome-extension://${chromiumExtensionId}/material-check.html`;

/** Runs in a page of the platform, which may show our frame. @returns milliseconds of each check and of each decoding */
async function measureInPage(url: string, count: number): Promise<{ ours: number[]; theirs: number[]; bytes: number }> {
  const canvas = Object.assign(document.createElement('canvas'), { width: 4000, height: 3000 });
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  const light = context.createLinearGradient(0, 0, 4000, 3000);
  light.addColorStop(0, '#fffdf5');
  light.addColorStop(1, '#cfd6dd');
  context.fillStyle = light;
  context.fillRect(0, 0, 4000, 3000);
  context.fillStyle = '#222';
  context.font = '40px "Noto Sans CJK SC"';
  for (let y = 80; y < 2960; y += 64)
    context.fillText('重庆市网上社保项目 数字证书申请表 1234567890 '.repeat(3), 60, y);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85));
  if (!blob || blob.size > 3072 * 1024) throw new Error(`no photo, or one that is too large: ${blob?.size}`);
  const file = new File([blob], 'photo.jpg', { type: 'image/jpeg' });

  const frame = Object.assign(document.createElement('iframe'), { src: `${url}#bench` });
  const { port1: port, port2 } = new MessageChannel();
  const nextVerdict = () =>
    new Promise<string>((resolve) => {
      port.onmessage = ({ data }: MessageEvent<{ type: string }>) => {
        if (data.type !== 'height') resolve(data.type);
      };
    });
  const isReady = nextVerdict();
  frame.onload = () =>
    frame.contentWindow?.postMessage({ type: 'shebao-assistant-connect', channel: 'bench' }, new URL(url).origin, [
      port2,
    ]);
  document.body.prepend(frame);
  await isReady;

  const check = async () => {
    const startedAt = performance.now();
    const verdict = nextVerdict();
    port.postMessage({ type: 'check', file, label: 'photo', otherFingerprints: [] });
    const type = await verdict;
    if (type !== 'accepted') throw new Error(`the photo was not accepted: ${type}`);
    return performance.now() - startedAt;
  };
  const decode = async () => {
    const startedAt = performance.now();
    (await createImageBitmap(file)).close();
    return performance.now() - startedAt;
  };
  await check();
  await decode();
  const times: { ours: number[]; theirs: number[]; bytes: number } = { ours: [], theirs: [], bytes: file.size };
  for (let round = 0; round < count; round += 1) {
    times.ours.push(await check());
    times.theirs.push(await decode());
  }
  return times;
}

export async function benchMaterials(): Promise<BenchResult> {
  const scratch = makeScratch();
  const portal = await startReadyPortal({ stateDir: join(scratch.folder, 'portal') });
  const clerk = await openClerkBrowser({ folder: scratch.folder, portal, hostEnvironment: scratch.hostEnvironment });
  try {
    await clerk.page.goto('http://os.ezca.org:8001/easyca/netpay/');
    const { ours, theirs, bytes } = await clerk.page.evaluate(measureInPage, frameUrl, rounds);
    const [our, their] = [median(ours), median(theirs)];
    return {
      name: 'check of a 12-megapixel photo over createImageBitmap',
      ratio: our / their,
      goal: 2,
      unit: '×',
      note: `${our.toFixed(0)} ms over ${their.toFixed(0)} ms, medians of ${rounds}, ${(bytes / 1e6).toFixed(1)} MB`,
    };
  } finally {
    await clerk.close();
    await portal.close();
    scratch.remove();
  }
}
