// The next step fits the system and the browser, and what "not found" may hide is said.
import { beforeEach, describe, expect, it } from 'vitest';
import { explainProblem } from '../../../../extension/setup/explain-problem.ts';
import { readEnvironment } from '../../../../extension/setup/read-environment.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import type { ErrorCode } from '../../../../shared/errors/error-table.ts';
import { useMessages } from '../support/read-messages.ts';

const agents = {
  chromeOnWindows:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  edgeOnWindows:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
  firefoxOnLinux: 'Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  chromeOnMac:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
};
const explain = (code: ErrorCode, agent: keyof typeof agents) =>
  explainProblem(new AppError(code, { hostVersion: '0.0.9' }), readEnvironment(agents[agent]));

beforeEach(() => useMessages());

describe('readEnvironment', () => {
  it.each<[keyof typeof agents, string, string]>([
    ['chromeOnWindows', 'windows', 'chrome'],
    ['edgeOnWindows', 'windows', 'edge'],
    ['firefoxOnLinux', 'linux', 'firefox'],
    ['chromeOnMac', 'macos', 'chrome'],
  ])('%s', (agent, system, browser) => {
    expect(readEnvironment(agents[agent])).toEqual({ system, browser });
  });
});

describe('explainProblem', () => {
  it('says how to install on this system', () => {
    expect(explain('HOST_NOT_INSTALLED', 'chromeOnWindows').how).toContain('双击');
    expect(explain('HOST_NOT_INSTALLED', 'chromeOnMac').how).toContain('终端');
    expect(explain('HOST_NOT_INSTALLED', 'firefoxOnLinux').how).toContain('.deb');
    expect(explain('TOKEN_MISSING', 'chromeOnWindows').how).toBeUndefined();
  });

  it('says which side to update, and how', () => {
    const host = explain('HOST_TOO_OLD', 'edgeOnWindows');
    expect(host.what).toContain('0.0.9');
    expect(host.how).toContain('安装程序');
    expect(explain('EXTENSION_TOO_OLD', 'edgeOnWindows').how).toContain('edge://extensions');
    expect(explain('EXTENSION_TOO_OLD', 'chromeOnMac').how).toContain('chrome://extensions');
    expect(explain('EXTENSION_TOO_OLD', 'firefoxOnLinux').how).toContain('about:addons');
  });

  it('speaks of snap and flatpak on Linux only, and of what this browser cannot tell apart', () => {
    const causes = (agent: keyof typeof agents) => explain('HOST_NOT_INSTALLED', agent).causes.join();
    expect(causes('firefoxOnLinux')).toContain('snap');
    expect(causes('chromeOnWindows')).not.toContain('snap');
    // Firefox has one sentence for a missing host and for one that names another extension.
    expect(causes('firefoxOnLinux')).toContain('另一个扩展');
    expect(causes('chromeOnWindows')).not.toContain('另一个扩展');
    expect(explain('HOST_FORBIDDEN', 'chromeOnWindows').causes).toEqual([]);
  });

  it('leads to the check that the error belongs to', () => {
    expect(explain('DRIVER_MISSING', 'chromeOnWindows').check).toBe('driver');
    expect(explain('PIN_LOCKED', 'chromeOnWindows').check).toBeUndefined();
  });
});
