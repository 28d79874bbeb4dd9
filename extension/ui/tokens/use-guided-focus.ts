// Puts the focus where the clerk goes on: the first wrong field, or what has just been done.
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { TokensState } from './tokens-state.ts';

export function useGuidedFocus({ refusals, done, workError }: TokensState) {
  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => {
    if (refusals > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refusals]);
  useLayoutEffect(() => {
    if (done) form.current?.querySelector<HTMLElement>('[data-testid="work-done"]')?.focus();
  }, [done]);
  useLayoutEffect(() => {
    // What was typed is gone: it begins again at the first box.
    if (workError?.code.includes('PIN_')) form.current?.querySelector<HTMLElement>('input')?.focus();
  }, [workError]);
  return form;
}
