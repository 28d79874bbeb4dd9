// The configuration file of `openssl ca` for the two authorities, with their real directories of index and serial.
import { join } from 'node:path';

/** Names as EZCA's own pages filter for them, two spaces included. */
export const authoritySubjects = {
  root: '/C=CN/O=East-Zhongxun CA/CN=East-Zhongxun CA',
  issuing: '/C=CN/ST=重庆/O=East-Zhongxun CA/CN=Chongqing  CA',
} as const;

export type AuthorityName = keyof typeof authoritySubjects;

/** Kind of key of an authority, and of what it signs with. */
export type AuthorityAlgorithm = 'RSA' | 'SM2';

function formatAuthority(name: AuthorityName, directory: string, algorithm: AuthorityAlgorithm): string {
  const own = join(directory, name);
  return `[ ${name} ]
certificate = ${own}/certificate.pem
private_key = ${own}/key.pem
database = ${own}/index.txt
serial = ${own}/serial
new_certs_dir = ${own}/issued
default_md = ${algorithm === 'SM2' ? 'sm3' : 'sha256'}
default_days = 365
policy = any_name
unique_subject = no
copy_extensions = none
`;
}

/** Text of openssl.cnf for the authorities below `directory`. */
export function formatOpensslConfig(directory: string, algorithm: AuthorityAlgorithm): string {
  return `${formatAuthority('root', directory, algorithm)}
${formatAuthority('issuing', directory, algorithm)}
[ any_name ]
countryName = optional
stateOrProvinceName = optional
streetAddress = optional
organizationName = optional
organizationalUnitName = optional
commonName = supplied
serialNumber = optional

[ req ]
distinguished_name = empty
[ empty ]

[ root_certificate ]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash

[ issuing_certificate ]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
`;
}
