// Pages that nobody prepared the profile for: the parts are found where they stand; what is only about the job is left alone.
import { describe, expect, it } from 'vitest';
import { detectPage } from '../../../../extension/portal/detect-page.ts';
import { chongqingProfile } from '../../../../extension/portal/profiles/chongqing.ts';
import { foundPages } from './found-pages.ts';
import { openHtml } from './open-html.ts';
import { otherPages } from './other-pages.ts';

const detect = (document: Document) => detectPage(chongqingProfile, new URL(document.URL), document);

describe('the renewal page', () => {
  it.each(Object.entries(foundPages))('%s', (_, html) => {
    const document = openHtml(html);
    const before = document.documentElement.outerHTML;
    const detection = detect(document);
    if (detection.page?.kind !== 'quick-renew') throw new Error(JSON.stringify(detection));
    const { agentName, agentPhone, pin, verifyButton, runButton } = detection.page.fields;
    const parts = [agentName, agentPhone, pin, verifyButton, runButton].map((part) => part?.getAttribute('data-part'));
    expect(parts).toEqual(['name', 'phone', 'pin', 'verify', 'run']);
    expect(document.documentElement.outerHTML).toBe(before);
  });
});

describe('a page that is not the job’s', () => {
  it.each(Object.entries(otherPages))('%s', (_, html) => {
    expect(detect(openHtml(html)).page?.kind).toBeUndefined();
  });
});
