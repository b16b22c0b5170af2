import type { Environment } from '../config';
import type { PlatformOptions } from '../options';
import { StackError } from './error';

/**
 * How the API gets a name of ours.
 *
 * `delegated`: the parent zone is ours and in this account, so the environment's zone is delegated in it, a certificate is
 * issued and the name works. `undelegated`: the zone and the record are there and nobody asks them, as no parent leads to
 * them; callers use the name API Gateway gives, which is the only one TLS is valid for.
 */
export type Domain =
  | { readonly mode: 'undelegated'; readonly zoneName: string }
  | { readonly mode: 'delegated'; readonly zoneName: string; readonly parentZoneId: string };

/** The domains that this team has registered. An environment's zone is made below one of them; enter yours. */
export const ownDomains = ['tollgate-payments.com'] as const;

/**
 * Names that lead nowhere or to somebody else, whatever is registered.
 * https://www.iana.org/assignments/special-use-domain-names, https://www.icann.org/en/board-activities-and-meetings (.internal)
 */
const reserved = [
  'alt',
  'arpa',
  'corp',
  'example',
  'example.com',
  'example.net',
  'example.org',
  'home',
  'internal',
  'invalid',
  'lan',
  'local',
  'localhost',
  'mail',
  'onion',
  'test',
];

const labelPattern = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
/**
 * ACM takes no longer name, and `api.` stands before that of the zone.
 * https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html
 */
const zoneNameLimit = 64 - 'api.'.length;
const zoneIdPattern = /^Z[A-Z0-9]{1,31}$/;

/**
 * The domain of an environment: `payments-<suffix>` below the parent domain.
 *
 * @throws StackError for another mode, a name that is reserved, not ours or not one, and a zone id too many or too few
 */
export function domainOf({ name, suffix }: Environment, options: PlatformOptions): Domain {
  const { domain: mode, parentDomain = ownDomains[0], parentZoneId } = options;
  const refuse = (option: string, value: string, allowed: string): StackError =>
    new StackError(
      `the environment ${name} has the option ${option} ${JSON.stringify(value)} in stacks/environments.json where ${allowed}`,
    );
  if (mode !== 'delegated' && mode !== 'undelegated') {
    throw refuse('domain', mode, 'delegated or undelegated is allowed');
  }
  const zoneName = `payments-${suffix}.${parentDomain}`;
  if (!isName(parentDomain) || zoneName.length > zoneNameLimit) {
    throw refuse(
      'parentDomain',
      parentDomain,
      `a domain name in lower case such as pay.acme.com is allowed, with which ${zoneName} has at most ${zoneNameLimit} characters`,
    );
  }
  const special = reserved.find((domain) => isBelow(parentDomain, domain));
  if (special !== undefined) {
    throw refuse('parentDomain', parentDomain, `no name below the reserved ${special} is allowed`);
  }
  if (!ownDomains.some((domain) => isBelow(parentDomain, domain))) {
    throw refuse(
      'parentDomain',
      parentDomain,
      `only ${ownDomains.join(', ')} and names below are ours: add it to stacks/lib/domain.ts if it is too`,
    );
  }
  if (mode === 'undelegated') {
    if (parentZoneId === undefined) return { mode, zoneName };
    throw refuse('parentZoneId', parentZoneId, 'none is allowed without the option domain "delegated"');
  }
  if (parentZoneId === undefined || !zoneIdPattern.test(parentZoneId)) {
    throw refuse(
      'parentZoneId',
      parentZoneId ?? '',
      'the id of the hosted zone, such as Z0123456789, is needed',
    );
  }
  return { mode, zoneName, parentZoneId };
}

function isName(domain: string): boolean {
  const labels = domain.split('.');
  return labels.length >= 2 && labels.every((label) => labelPattern.test(label));
}

function isBelow(name: string, domain: string): boolean {
  return name === domain || name.endsWith(`.${domain}`);
}
