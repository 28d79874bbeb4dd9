// Hundreds of looks of the renewal page, and as many pages of the other sort: found, and nothing where nothing is.
import { expect, it } from 'vitest';
import { detectPage } from '../../../../extension/portal/detect-page.ts';
import { isWorthALook } from '../../../../extension/portal/page-gate.ts';
import { chongqingProfile } from '../../../../extension/portal/profiles/chongqing.ts';
import { makeLook } from '../../../portal/looks/make-look.ts';
import { makeOther } from '../../../portal/looks/make-other.ts';
import { openHtml } from './open-html.ts';

const count = 400;
const seeds = Array.from({ length: count }, (_, index) => index);

function read(html: string): string | undefined {
  const document = openHtml(html);
  const before = document.documentElement.outerHTML;
  const { page } = detectPage(chongqingProfile, new URL(document.URL), document);
  expect(document.documentElement.outerHTML).toBe(before);
  if (page?.kind !== 'quick-renew') return page?.kind;
  if (!isWorthALook(document, new URL(document.URL), undefined)) return 'kept out by the gate';
  const { agentName, agentPhone, pin, verifyButton, runButton } = page.fields;
  return [agentName, agentPhone, pin, verifyButton, runButton].map((part) => part?.getAttribute('data-part')).join();
}

it(`finds the parts on at least 99 of 100 looks`, () => {
  const missed = seeds.flatMap((seed) => {
    const { html, traits } = makeLook(seed, false);
    const found = read(html);
    return found === 'name,phone,pin,verify,run' ? [] : [`${traits} ${found}`];
  });
  expect(missed.length, missed.join('\n')).toBeLessThanOrEqual(count / 100);
}, 120_000);

it('takes no other page for one', () => {
  const taken = seeds.flatMap((seed) => {
    const { html, kind } = makeOther(seed);
    const found = read(html);
    return found === undefined ? [] : [`${seed}, kind ${kind}: ${found}`];
  });
  expect(taken).toEqual([]);
}, 120_000);
