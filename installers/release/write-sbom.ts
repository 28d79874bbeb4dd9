// The bill of materials (CycloneDX): what npm says of the runtime dependencies, without what differs from run to run.
import { createHash } from 'node:crypto';
import { runTool } from '../tools/run-tool.ts';
import { listRuntimePackages } from './list-runtime-packages.ts';
import { type Release, rootFolder } from './release.ts';

interface Sbom {
  serialNumber: string;
  metadata: { timestamp: string; component: { name: string; 'bom-ref': string } };
  components: { readonly 'bom-ref': string; readonly name: string; readonly version: string }[];
  dependencies: { readonly ref: string; dependsOn: string[] }[];
}

/** JSON text. The Node runtimes are npm packages, too, and hence in it. */
export async function writeSbom({ sourceTimeS, version }: Release): Promise<string> {
  const options = ['--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--package-lock-only'];
  const sbom: Sbom = JSON.parse(await runTool('npm', ['sbom', ...options], { cwd: rootFolder }));
  // npm 11's own `--omit dev` also leaves out what both the product and a tool need: zod and preact, for instance.
  const wanted = new Set((await listRuntimePackages()).map((one) => `${one.name}@${one.version}`));
  sbom.components = sbom.components.filter(({ name, version: of }) => wanted.has(`${name}@${of}`));
  const refs = new Set([sbom.metadata.component, ...sbom.components].map((component) => component['bom-ref']));
  sbom.dependencies = sbom.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((other) => refs.has(other)) }));
  // npm names the product after the folder it lies in.
  sbom.metadata.component.name = 'shebao-cert-assistant';
  sbom.metadata.timestamp = new Date(sourceTimeS * 1000).toISOString();
  sbom.serialNumber = `urn:uuid:${makeUuid(`${version}\n${sourceTimeS}\n${[...refs].join('\n')}`)}`;
  return `${JSON.stringify(sbom, null, 2)}\n`;
}

/** A UUID of version 8 (RFC 9562: made by a rule of one's own) from a text. */
function makeUuid(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return parts.join('-');
}
