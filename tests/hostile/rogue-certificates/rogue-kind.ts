// One kind of rogue delivery: what it is, and how it is made.
import type { RogueWorld } from './rogue-world.ts';

export type RogueKind = readonly [what: string, make: (world: RogueWorld) => Uint8Array];
