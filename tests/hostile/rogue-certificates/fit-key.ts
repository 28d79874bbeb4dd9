// An RSA key that verifies a signature which somebody else made: known as duplicate-signature key selection
// (Blake-Wilson and Menezes 1999). Modulus and exponent are chosen so that s^e is the padded hash; all that it takes is
// primes whose group orders are smooth, so that discrete logarithms are small change.
import { checkPrimeSync, createHash, createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import * as asn1js from 'asn1js';
import { type Party, toParty } from './rogue-world.ts';

const modulusBytes = 256;
const digestInfo = Buffer.from('3031300d060960864801650304020105000420', 'hex');

/** @param certificate DER, signed by RSA-2048 with SHA-256. */
export function fitKeyToSignature(certificate: Buffer): Party {
  for (;;) {
    const party = makeKey(certificate);
    // The attack is real: to OpenSSL this key signed the certificate. About every fourth pair of primes fails.
    if (new X509Certificate(certificate).verify(createPublicKey(party.key))) return party;
  }
}

function makeKey(certificate: Buffer): Party {
  const [tbs, , signature] = (asn1js.fromBER(Uint8Array.from(certificate).buffer).result as asn1js.Sequence).valueBlock
    .value;
  const s = toNumber(Buffer.from((signature as asn1js.BitString).valueBlock.valueHexView));
  const hash = createHash('sha256')
    .update(Buffer.from(tbs?.valueBeforeDecodeView ?? []))
    .digest();
  const filling = Buffer.alloc(modulusBytes - 3 - digestInfo.length - hash.length, 0xff);
  const m = toNumber(Buffer.concat([Buffer.from([0, 1]), filling, Buffer.from([0]), digestInfo, hash]));
  const small = listPrimes(4000).filter((prime) => prime > 50n);
  const [p, pLog] = findPrime(
    small.filter((_, index) => index % 2 === 0),
    s,
    m,
  );
  const [q, qLog] = findPrime(
    small.filter((_, index) => index % 2 === 1),
    s,
    m,
  );
  const e = combine([...pLog, ...qLog.filter(({ order }) => order !== 2n)]);
  const phi = (p - 1n) * (q - 1n);
  const d = invert(e, phi);
  const jwk = { n: p * q, e, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: invert(q, p) };
  const fields = Object.entries(jwk).map(([field, value]) => [field, toBytes(value).toString('base64url')]);
  return toParty(createPrivateKey({ key: { kty: 'RSA', ...Object.fromEntries(fields) }, format: 'jwk' }));
}

interface Logarithm {
  readonly value: bigint;
  readonly order: bigint;
}

/** A prime of 1024 bits with p−1 made of `small` primes, in which s has the power e = log m; and e modulo each of them. */
function findPrime(small: readonly bigint[], s: bigint, m: bigint): [bigint, Logarithm[]] {
  for (const factors of chooseFactors(small)) {
    const p = multiply(factors) + 1n;
    if (hasSmallFactor(p) || !checkPrimeSync(p)) continue;
    const targets = raise(m, factors, p);
    const logs: Logarithm[] = [];
    for (const [index, base] of raise(s, factors, p).entries()) {
      const log = findLogarithm(base, targets[index] ?? 0n, factors[index] ?? 0n, p);
      // s must generate what m needs, and e must have an inverse.
      if (log === null || log.value === 0n) break;
      logs.push(log);
    }
    if (logs.length === factors.length) return [p, logs];
  }
  throw new Error('there are no more primes');
}

/** 2 and different primes, whose product is just above 2^1023: the first at random, each further one with one prime changed. */
function* chooseFactors(small: readonly bigint[]): Generator<bigint[]> {
  const inside: bigint[] = [2n];
  const outside = small.map((prime) => ({ prime, at: Math.random() })).sort((a, b) => a.at - b.at);
  const rest = outside.map(({ prime }) => prime);
  for (let product = 2n; product >> 1023n === 0n; ) {
    const prime = rest.pop() ?? 1n;
    inside.push(prime);
    product *= prime;
  }
  const draw = (below: number) => Math.floor(Math.random() * below);
  const distance = () => Math.abs(multiply(inside).toString(2).length - 1024);
  for (let away = distance(); ; ) {
    const [at, from] = [1 + draw(inside.length - 1), draw(rest.length)];
    [inside[at], rest[from]] = [rest[from] ?? 1n, inside[at] ?? 1n];
    const next = distance();
    // Further away: back, and another one.
    if (next > away) [inside[at], rest[from]] = [rest[from] ?? 1n, inside[at] ?? 1n];
    else if (next === 0) yield [...inside];
    away = Math.min(away, next);
  }
}

const multiply = (factors: readonly bigint[]) => factors.reduce((product, factor) => product * factor, 1n);

/** For each factor the base to the power of all others: halves share what they have in common. */
function raise(base: bigint, factors: readonly bigint[], p: bigint): bigint[] {
  if (factors.length === 1) return [base % p];
  const [left, right] = [factors.slice(0, factors.length / 2), factors.slice(factors.length / 2)];
  return [...raise(power(base, multiply(right), p), left, p), ...raise(power(base, multiply(left), p), right, p)];
}

function findLogarithm(base: bigint, target: bigint, order: bigint, p: bigint): Logarithm | null {
  let reached = 1n;
  for (let value = 0n; value < order; value += 1n) {
    if (reached === target) return { value, order };
    reached = (reached * base) % p;
  }
  return null;
}

/** Chinese remainder theorem. */
function combine(logs: readonly Logarithm[]): bigint {
  const whole = logs.reduce((product, { order }) => product * order, 1n);
  const sum = logs.reduce((total, { value, order }) => {
    const rest = whole / order;
    return total + value * rest * invert(rest % order, order);
  }, 0n);
  return sum % whole;
}

function invert(value: bigint, modulus: bigint): bigint {
  let [a, b, x, y] = [value % modulus, modulus, 1n, 0n];
  while (b !== 0n) {
    const quotient = a / b;
    [a, b, x, y] = [b, a - quotient * b, y, x - quotient * y];
  }
  return ((x % modulus) + modulus) % modulus;
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let [result, square] = [1n, base % modulus];
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

const listPrimes = (below: number) =>
  Array.from({ length: below }, (_, index) => BigInt(index)).filter(
    (candidate) =>
      candidate > 1n &&
      Array.from({ length: 62 }, (_, index) => BigInt(index + 2)).every((d) => candidate <= d || candidate % d !== 0n),
  );

const oddPrimes = listPrimes(1000).filter((prime) => prime > 2n);
/** Five at a time: their product is still a number that JavaScript divides fast. */
const sieve = Array.from({ length: Math.ceil(oddPrimes.length / 5) }, (_, index) => {
  const primes = oddPrimes.slice(5 * index, 5 * index + 5);
  return { product: multiply(primes), primes: primes.map(Number) };
});

/** Cheaper than a test for primality, and true of five numbers in six. */
function hasSmallFactor(candidate: bigint): boolean {
  return sieve.some(({ product, primes }) => {
    const rest = Number(candidate % product);
    return primes.some((prime) => rest % prime === 0);
  });
}

const toNumber = (bytes: Buffer) => BigInt(`0x${bytes.toString('hex')}`);

function toBytes(value: bigint): Buffer {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
}
