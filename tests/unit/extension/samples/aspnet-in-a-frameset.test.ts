// A page from the field, by its sample (tests/portal/samples/aspnet-in-a-frameset): what the assistant has to see in it.
import { expect, it } from 'vitest';
import { findKinds } from '../../../support/portal/open-sample.ts';

it('aspnet-in-a-frameset', () => {
  // One entry a frame; undefined where none of our pages is.
  expect(findKinds('aspnet-in-a-frameset')).toContain('quick-renew');
});
