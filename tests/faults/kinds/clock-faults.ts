// The computer's clock jumps in the middle of the work, and is set right before the next window; kind as in native/fault-disk.c.
import { atDiskCall, type Fault, placesOf } from './fault.ts';

const shiftKind = 8;
const minute = 60;
const day = 24 * 60 * minute;

const make = (name: string, seconds: number): Fault => ({
  name: `clock ${name}`,
  layer: 'clock',
  list: ({ diskCalls }) => placesOf(diskCalls),
  arm: ({ diskBoard }, at) => diskBoard.arm({ kind: shiftKind, value: seconds }, at),
  hasStruck: atDiskCall,
});

export const clockFaults: readonly Fault[] = [
  make('+10 min', 10 * minute),
  make('-10 min', -10 * minute),
  make('+1 day', day),
  make('-1 day', -day),
  make('+40 days', 40 * day),
  make('-40 days', -40 * day),
  make('+370 days', 370 * day),
  make('-370 days', -370 * day),
];
