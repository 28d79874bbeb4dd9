// In which order the parts of the tests run. There is no pause between two of them: both cores have work to the end.
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const order = [
  // Meanwhile the packages are built (tests/installers/support/build-packages.ts), which these do not need.
  ...['host', 'modules', 'build', 'unit'],
  // Few long files first, many short ones at the end.
  ...['installers', 'faults', 'hostile', 'e2e-firefox', 'e2e-chromium'],
];

/** Within a part vitest's own order: what failed last time, then what takes longest, or is longest. */
export class OrderedParts extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = (file: TestSpecification) => order.indexOf(file.project.name);
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}
