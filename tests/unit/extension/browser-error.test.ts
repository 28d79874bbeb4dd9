// The browsers' own sentences come to the right code.
import { describe, expect, it } from 'vitest';
import { toHostError } from '../../../extension/host/browser-error.ts';

describe('toHostError', () => {
  it.each([
    // Chromium
    ['Specified native messaging host not found.', 'HOST_NOT_INSTALLED'],
    ['Access to the specified native messaging host is forbidden.', 'HOST_FORBIDDEN'],
    ['Failed to start native messaging host.', 'HOST_PATH_WRONG'],
    ['Access to native messaging was disabled by the system administrator.', 'HOST_BLOCKED'],
    ['Native host has exited.', 'HOST_EXITED'],
    ['Error when communicating with the native messaging host.', 'HOST_EXITED'],
    // Firefox
    ['No such native application cn.shebao.cert_assistant', 'HOST_NOT_INSTALLED'],
    ['An unexpected error occurred', 'HOST_PATH_WRONG'],
    [
      'Native application tried to send a message of 1819043176 bytes, which exceeds the limit of 1048576 bytes.',
      'HOST_EXITED',
    ],
    // Neither, or silence
    ['Something new', 'HOST_EXITED'],
    [undefined, 'HOST_EXITED'],
  ])('%s → %s', (message, code) => {
    expect(toHostError(message)).toMatchObject({ code, cause: message });
  });

  it('does not say that a program that has answered cannot be started', () => {
    expect(toHostError('An unexpected error occurred', true).code).toBe('HOST_EXITED');
    expect(toHostError('Access to native messaging was disabled by the system administrator.', true).code).toBe(
      'HOST_BLOCKED',
    );
  });
});
