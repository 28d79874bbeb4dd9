// A stored value in a component: read once, then kept up to date.
import { useEffect, useState } from 'preact/hooks';

export type Live<T> = { readonly state: 'loading' | 'failed' } | { readonly state: 'ready'; readonly value: T };

/** @param watch calls back with each new value; gives back the way to stop that */
export function useLive<T>(read: () => Promise<T>, watch: (listener: (value: T) => void) => () => void): Live<T> {
  const [live, setLive] = useState<Live<T>>({ state: 'loading' });
  useEffect(() => {
    const set = (value: T) => setLive({ state: 'ready', value });
    void read().then(set, (error: unknown) => {
      console.warn('stored data could not be read', error instanceof Error ? error.message : error);
      setLive({ state: 'failed' });
    });
    return watch(set);
  }, [read, watch]);
  return live;
}
