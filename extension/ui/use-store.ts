// A store's state in a component, kept up to date.
import { useEffect, useState } from 'preact/hooks';
import type { Store } from './store.ts';

export function useStore<State, Action>(store: Store<State, Action>): State {
  const [state, setState] = useState(store.read());
  useEffect(() => {
    const update = () => setState(() => store.read());
    // Effects run after painting: what changed since the first rendering was not heard.
    update();
    return store.subscribe(update);
  }, [store]);
  return state;
}
