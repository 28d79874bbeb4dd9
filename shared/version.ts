// The one version number and the protocol versions this build speaks.
import packageJson from '../package.json' with { type: 'json' };

/** Product version, from package.json, e.g. "0.1.0". */
export const productVersion: string = packageJson.version;

/** Range of protocol versions that this build understands, both ends included. See PROTOCOL.md. */
export const protocolRange = { min: 1, max: 4 } as const;
