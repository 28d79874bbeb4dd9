// `number` and `description` of every error, as JScript's had them: pages show them in their catch blocks whatever was thrown.

/** The runtime errors that pages meet, as signed HRESULTs: 0x800A0000 and JScript's own number. */
const numbers = {
  /** 438: no such property or method. */
  TypeError: -2146827850,
  /** 5009: not defined. */
  ReferenceError: -2146823279,
  /** 1002: syntax. */
  SyntaxError: -2146827286,
} as const;

/** @returns the way to take it back */
export function giveErrorsNumbers(): () => void {
  const define = (name: string, get: (this: Error) => unknown) =>
    Object.defineProperty(Error.prototype, name, {
      configurable: true,
      enumerable: false,
      get,
      set(this: object, value: unknown) {
        Object.defineProperty(this, name, { configurable: true, writable: true, enumerable: true, value });
      },
    });
  define('description', function () {
    return this.message;
  });
  define('number', function () {
    return numbers[this.name as keyof typeof numbers] ?? 0;
  });
  return () => {
    for (const name of ['number', 'description']) Reflect.deleteProperty(Error.prototype, name);
  };
}
