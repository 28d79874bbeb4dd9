// What the host and a driver's process say to each other over Node's IPC channel. Both ends are this program; bytes stay bytes.
import type { ErrorDetails } from '../../shared/errors/app-error.ts';
import type { ErrorCode } from '../../shared/errors/error-table.ts';

/** A method call on the driver (`sessionId` null) or on one of its sessions. */
export interface DriverCall {
  readonly callId: number;
  readonly sessionId: number | null;
  readonly method: string;
  readonly args: readonly unknown[];
}

/** What openSession answers: sessions are named by number on the wire. */
export interface OpenedSession {
  readonly sessionId: number;
  readonly certificate: Uint8Array;
}

interface WireError {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
  /** For the host's log. */
  readonly text: string;
}

export type DriverAnswer =
  | { readonly callId: number; readonly value: unknown }
  | { readonly callId: number; readonly error: WireError };
