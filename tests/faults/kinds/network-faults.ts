// The line to the CA: six kinds of faults at each exchange of the window, and a line that is dead from there on.
import { type Endpoint, endpointSchema, type Fault as LineFault } from '../../portal/faults/fault-board.ts';
import { type Fault, placesOf } from './fault.ts';

const kinds = ['closeBefore', 'closeAfter', 'http500', 'notJson', 'garbage', 'wrongShape'] as const;
const isEndpoint = (name: string): name is Endpoint => endpointSchema.safeParse(name).success;

function make(name: string, kind: LineFault['kind'], isMeant: (number: number, at: number) => boolean): Fault {
  return {
    name,
    layer: 'network',
    list: ({ exchanges }) => placesOf(exchanges, isEndpoint),
    arm(bench, at) {
      const first = bench.exchanges.length;
      bench.onExchange = (number, endpoint) => {
        if (!isMeant(number - first, at) || !isEndpoint(endpoint)) return;
        bench.portal.setFault({ kind, endpoint, count: 1 });
        bench.disturbedExchanges += 1;
      };
    },
    hasStruck: ({ disturbedExchanges }) => disturbedExchanges > 0,
  };
}

export const networkFaults: readonly Fault[] = [
  ...kinds.map((kind) => make(`line: ${kind}`, kind, (number, at) => number === at)),
  make('line dead from here on', 'closeBefore', (number, at) => number >= at),
  make('answers lost from here on', 'closeAfter', (number, at) => number >= at),
];
