import { StackError } from './error';

/** What every name starts with, so that one account can hold other teams' resources too. */
const product = 'payments';

/** The shortest limit among the named resources we use: IAM roles and Lambda functions take 64 characters. */
const shortestNameLimit = 64;

/**
 * The names of one environment: the only place that puts a suffix into a name.
 *
 * Every resource ends in the suffix, so two environments can live in one account and region.
 */
export class Naming {
  constructor(readonly suffix: string) {}

  /**
   * The name of a resource: `sessions` becomes `payments-sessions-<suffix>`.
   *
   * @param noun lower-case words joined by hyphens
   * @param limit the most characters the service takes. @default 64
   * @throws StackError for a noun of another form, or a name longer than the limit
   */
  name(noun: string, limit = shortestNameLimit): string {
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(noun)) {
      throw new StackError(
        `${JSON.stringify(noun)} cannot be part of a name: write lower-case words joined by hyphens, such as session-keys`,
      );
    }
    const name = `${product}-${noun}-${this.suffix}`;
    if (name.length > limit) {
      throw new StackError(
        `the name ${name} has ${name.length} characters where ${limit} are allowed: use a shorter noun`,
      );
    }
    return name;
  }

  /** Matches every name of this environment and of no other, as suffixes have no hyphen: `payments-*-<suffix>`. */
  get pattern(): string {
    return `${product}-*-${this.suffix}`;
  }

  /** The alias of a KMS key: `alias/payments-<noun>-<suffix>`. */
  alias(noun: string): string {
    return `alias/${this.name(noun)}`;
  }

  /** The log group Lambda writes to: it must bear the function's exact name. */
  functionLogGroup(functionName: string): string {
    return `/aws/lambda/${functionName}`;
  }

  /** The log group of a state machine; AWS's own prefix keeps it out of the limit of the log resource policy. */
  stateMachineLogGroup(machineName: string): string {
    return `/aws/vendedlogs/states/${machineName}`;
  }

  /** The access log of an API. */
  accessLogGroup(apiName: string): string {
    return `/aws/apigateway/${apiName}`;
  }

  /** The log group of a firewall in front of an API, whose beginning AWS prescribes. */
  firewallLogGroup(name: string): string {
    return `aws-waf-logs-${name}`;
  }

  /** Match every log group of this environment: the suffix ends its path, or a segment that AWS puts another after. */
  get logGroupPatterns(): string[] {
    return [`*${this.pattern}`, `*${this.pattern}/*`];
  }

  /**
   * The path of an SSM parameter: `sessions/table-name` becomes `/payments/<suffix>/sessions/table-name`.
   *
   * The suffix is a segment and not the end, so that one policy can grant an environment's parameters by prefix.
   */
  parameter(path: string): string {
    return `/${product}/${this.suffix}/${path}`;
  }

  /** The key of a stack's state in the state bucket: `<suffix>/<stack>.tfstate`. */
  stateKey(stack: string): string {
    return `${this.suffix}/${stack}.tfstate`;
  }

  /** The tags that name what the product is, beside the `Name` of each resource. */
  get product(): string {
    return product;
  }
}
