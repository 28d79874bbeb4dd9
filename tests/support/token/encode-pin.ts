// A PIN as a TokenDriver takes it.
export const encodePin = (pin: string): Uint8Array => Buffer.from(pin, 'utf8');
