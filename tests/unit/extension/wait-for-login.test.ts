// What counts as being sent to a login, and what ends the wait for one.
import { describe, expect, it, vi } from 'vitest';
import { isTurnedAway, readsLikeLogin } from '../../../extension/ca/wants-login.ts';
import { waitForLogin } from '../../../extension/flows/wait-for-login.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { ErrorCode } from '../../../shared/errors/error-table.ts';

describe('an answer that leads to a login', () => {
  it.each<[Pick<Response, 'type' | 'status'>, boolean]>([
    [{ type: 'opaqueredirect', status: 0 }, true],
    [{ type: 'basic', status: 302 }, true],
    [{ type: 'basic', status: 401 }, true],
    [{ type: 'basic', status: 403 }, false],
    [{ type: 'basic', status: 500 }, false],
    [{ type: 'basic', status: 200 }, false],
  ])('%j: %s', (response, expected) => expect(isTurnedAway(response)).toBe(expected));

  it.each<[string, boolean]>([
    ['<html><body><form><input name=u><INPUT type=password name=p></form></body></html>', true],
    ['\n<!DOCTYPE html><input class="x" type = "password">', true],
    ['<script>alert("登录超时，请重新登录！");top.location.href="/easyca/netpay/?timeout=1";</script>', true],
    ['<!-- x --><script>window.location.replace("/sso/login.do")</script>', true],
    ['<script>alert("系统繁忙，请稍后再试！");</script>', false],
    ['<h1>HTTP Status 500</h1>', false],
    ['<script>location.href="/maintenance.html"</script>', false],
    ['请登录', false],
    ['', false],
  ])('%s: %s', (text, expected) => expect(readsLikeLogin(text)).toBe(expected));
});

describe('waitForLogin', () => {
  const fail = (code: ErrorCode) => async () => {
    throw new AppError(code);
  };
  const tools = () => ({ sleep: vi.fn(async () => undefined), signal: new AbortController().signal });

  it('asks until the service answers', async () => {
    const ask = vi.fn<() => Promise<unknown>>();
    ask.mockImplementationOnce(fail('CA_LOGIN_NEEDED')).mockImplementationOnce(fail('CA_UNREACHABLE'));
    ask.mockResolvedValue({});
    await waitForLogin(ask, tools());
    expect(ask).toHaveBeenCalledTimes(3);
  });

  it('leaves any other error to the step that is done again', async () => {
    const ask = vi.fn(fail('CA_NO_ORDER'));
    await expect(waitForLogin(ask, tools())).resolves.toBeUndefined();
    expect(ask).toHaveBeenCalledOnce();
  });

  it('ends with the window', async () => {
    const sleep = fail('OPERATION_CANCELLED');
    const ask = vi.fn(async () => undefined);
    await expect(waitForLogin(ask, { ...tools(), sleep })).rejects.toMatchObject({ code: 'OPERATION_CANCELLED' });
    expect(ask).not.toHaveBeenCalled();
  });
});
