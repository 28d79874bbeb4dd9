// Lets asynchronous jobs run one after the other.

/** Runs a job when all earlier ones have ended, well or badly; resolves or rejects as the job does. */
export type Queue = <T>(job: () => Promise<T>) => Promise<T>;

export function createQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve();
  return (job) => {
    const result = last.then(job);
    last = result.catch(() => undefined);
    return result;
  };
}
