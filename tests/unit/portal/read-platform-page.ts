// Reads what a page of the platform shows, in either look, for tests.
import iconv from 'iconv-lite';
import { expect } from 'vitest';
import type { Portal } from '../../portal/start-portal.ts';
import type { PlatformClient } from './platform-client.ts';

export const stepNames = ['项目选择01', '录入信息02', '打印申请表03', '上传资料04', '审核05'];

/** The page's text, after a look at status, charset and octets. */
export async function readPage(portal: Portal, client: PlatformClient, path: string): Promise<string> {
  const charset = portal.variant === 'gbk' ? 'GBK' : 'UTF-8';
  const { status, contentType, text, body } = await client.get(path);
  expect([status, contentType]).toEqual([200, `text/html; charset=${charset}`]);
  expect(body.equals(iconv.encode(text, charset))).toBe(true);
  return text;
}

/** Words of the step bar, and the number of the current step (from 1; 0 when there is none). */
export function readSteps(html: string): { words: string[]; current: number } {
  const bar = /<table id="stepBar"[\s\S]*?<\/table>|<ol class="step-nav[\s\S]*?<\/ol>/.exec(html)?.[0] ?? '';
  const steps = [...bar.matchAll(/<(?:td|li)([^>]*)>(.*?)<\/(?:td|li)>/g)];
  const words = steps.map(([, , inside = '']) => inside.replace(/<[^>]+>/g, ''));
  return { words, current: steps.findIndex(([, attributes = '']) => /class="(on|cur)"/.test(attributes)) + 1 };
}

/** Value of the field with this name. */
export function readValue(html: string, name: string): string | undefined {
  return new RegExp(`name="${name}"[^>]*? value="([^"]*)"`).exec(html)?.[1];
}
