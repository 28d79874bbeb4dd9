// A store's state in a component, kept up to date.
import { useLayoutEffect, useState } from 'preact/hooks';
import type { Store } from '../../base/store.ts';

export function useStore<State, Action>(store: Store<State, Action>): State {
  const [state, setState] = useState(store.read());
  useLayoutEffect(() => {
    const update = () => setState(() => store.read());
    // What changed between the first rendering and this was not heard.
    update();
    return store.subscribe(update);
  }, [store]);
  return state;
}
