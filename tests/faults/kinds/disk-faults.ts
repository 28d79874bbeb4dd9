// What can go wrong where the host writes; numbers as in native/fault-disk.c.
import { constants } from 'node:os';
import { atDiskCall, type Fault, placesOf } from './fault.ts';

const { ENOSPC, EIO, EROFS } = constants.errno;
const isWrite = (call: string) => call.startsWith('write ');
const isSync = (call: string) => call.startsWith('fdatasync ') || call.startsWith('fsync ');

const make = (name: string, kind: number, value = 0, isMeant?: (call: string) => boolean): Fault => ({
  name,
  layer: 'disk',
  list: ({ diskCalls }) => placesOf(diskCalls, isMeant),
  arm: ({ diskBoard }, at) => diskBoard.arm({ kind, value }, at),
  hasStruck: atDiskCall,
});

export const diskFaults: readonly Fault[] = [
  make('disk full from here on', 2, ENOSPC),
  make('read-only from here on', 2, EROFS),
  make('EIO once', 1, EIO),
  make('half a line, then full', 3, ENOSPC, isWrite),
  make('half a line, then killed', 4, 0, isWrite),
  make('killed before the write', 5),
  make('killed after the write', 6),
  make('fsync lies, then power cut', 7, 0, isSync),
];
