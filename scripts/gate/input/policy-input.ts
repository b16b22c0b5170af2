import type { JsonObject, JsonValue, PathStep } from '../../model/json';
import type { Action, Stage } from '../../model/resource';

/** The version of the input below; the policy refuses every other. */
export const policyInputVersion = 1;

/** What is not known in the input: the references it waits for, and its literal parts with null for each hole. */
export interface EncodedUnknown {
  readonly $unknown: { readonly waits_for: readonly string[]; readonly parts: readonly (string | null)[] };
}

/** A text, or the mark of one that is not wholly known. */
export type EncodedText = string | EncodedUnknown;

export interface InputEnvironment {
  readonly name: string | null;
  readonly suffix: string | null;
  readonly scope: 'environment' | 'account' | null;
  readonly region: string | null;
  readonly ephemeral: boolean | null;
  /** What the environment chose of the platform, such as `natMode`; null where only a suffix is known. */
  readonly options: Readonly<Record<string, string | number | boolean>> | null;
  readonly account: string | null;
  /** The S3 bucket of the state. */
  readonly state_bucket: string | null;
}

/** One place where a resource names another. */
export interface Link {
  /** The key of the resource that names it. */
  readonly from: string;
  readonly type: string;
  readonly address: string;
  readonly stack: string | null;
  /** The attributes that lead to the place, such as `vpc_config.subnet_ids`. */
  readonly path: string;
}

/** A resource that another one names, and the attributes that lead to the place. */
export interface NamedResource {
  readonly path: string;
  readonly key: string;
}

export interface InputResource {
  /** How the links call it: the same in no other resource. */
  readonly key: string;
  readonly names: readonly NamedResource[];
  readonly address: string;
  readonly stack: string | null;
  readonly action: Action;
  readonly values: JsonObject;
  readonly before: JsonObject | null;
}

/** `identity` is held by whoever has it, `trust` says who may assume a role, `resource` and `key` who may use a resource. */
export type PolicyKind = 'identity' | 'trust' | 'resource' | 'key';

export type AccessLevel = 'List' | 'Read' | 'Write' | 'Tagging' | 'Permissions management';

export interface ActionFact {
  readonly path: readonly PathStep[];
  readonly pattern: EncodedText;
  /** `all` is `*`, `service` is `s3:*`, `partial` any other wildcard. */
  readonly wildcard: 'none' | 'all' | 'service' | 'partial';
  /** Access levels of the actions it stands for, sorted. */
  readonly grants: readonly AccessLevel[];
}

export interface ResourceFact {
  readonly path: readonly PathStep[];
  readonly pattern: EncodedText;
  /** `all` is whatever comes to everything a service has, as `*` or `arn:aws:s3:::*`. */
  readonly wildcard: 'none' | 'all' | 'partial';
}

export interface ConditionFact {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly JsonValue[];
}

export interface PrincipalFact {
  /** `AWS`, `Service`, `Federated`, `CanonicalUser`, or `*` for everybody. */
  readonly type: string;
  readonly value: EncodedText;
}

/** One statement of one policy document. Paths begin at the attribute that holds the document. */
export interface StatementFact {
  readonly address: string;
  readonly stack: string | null;
  readonly type: string;
  readonly path: readonly PathStep[];
  readonly kind: PolicyKind;
  readonly sid: string | null;
  readonly effect: 'Allow' | 'Deny' | EncodedUnknown;
  readonly actions: readonly ActionFact[];
  readonly not_actions: readonly ActionFact[];
  readonly resources: readonly ResourceFact[];
  readonly not_resources: readonly ResourceFact[];
  /** Known actions that take a resource, sorted; the first ten of `scopable_count`. */
  readonly scopable: readonly string[];
  readonly scopable_count: number;
  /** Those of `scopable` that may as well be used without a resource. */
  readonly optionally_scopable: readonly string[];
  readonly unknown_actions: boolean;
  readonly conditions: readonly ConditionFact[];
  readonly principals: readonly PrincipalFact[];
  readonly not_principals: readonly PrincipalFact[];
}

/** A policy, or a part of one, that cannot be read (yet). */
export interface UndeterminedFact {
  readonly address: string;
  readonly stack: string | null;
  readonly path: readonly PathStep[];
  readonly waits_for: readonly string[];
  /** Why, in a few words; AWS refuses what is malformed. */
  readonly reason: string;
}

export interface IamFacts {
  readonly statements: readonly StatementFact[];
  readonly undetermined: readonly UndeterminedFact[];
}

/** The whole path of a method of a REST API, such as `/v1/payments`; null where that is not known yet. */
export interface ApiRoute {
  readonly path: string | null;
  readonly waits_for: readonly string[];
}

/** A block of a configuration that is no resource. */
export interface BlockFact {
  readonly address: string;
  readonly stack: string | null;
  readonly path: readonly PathStep[];
  /** Its label, such as `s3` of a backend, `aws.eu` of a provider with an alias, `local-exec` of a provisioner. */
  readonly type: string;
  readonly values: JsonObject;
}

/** What the configuration of a stack says beside its resources. */
export interface ConfigurationFact {
  readonly address: 'terraform';
  readonly stack: string | null;
  /** Whether the configuration itself was read: a plan or state alone shows no backend and no `removed` block. */
  readonly written: boolean;
  readonly backends: readonly BlockFact[];
  readonly providers: readonly BlockFact[];
  /** Every provider there is any trace of, with its `source` and who asked for it first (`used_by`). */
  readonly sources: readonly BlockFact[];
  readonly modules: readonly BlockFact[];
  readonly provisioners: readonly BlockFact[];
  readonly removed: readonly BlockFact[];
}

/** Everything the policy is told. Resources and data sources are indexed by type. */
export interface PolicyInput {
  readonly version: typeof policyInputVersion;
  readonly stage: Stage;
  /** `YYYY-MM-DD`. */
  readonly now: string;
  readonly environment: InputEnvironment | null;
  readonly suffixes: readonly string[];
  readonly rules: readonly string[];
  readonly resources: Readonly<Record<string, readonly InputResource[]>>;
  readonly data: Readonly<Record<string, readonly InputResource[]>>;
  readonly iam: IamFacts;
  /** Who names a resource, by its key. */
  readonly links: Readonly<Record<string, readonly Link[]>>;
  /** By the key of the method. */
  readonly api: { readonly routes: Readonly<Record<string, ApiRoute>> };

  /** One of each judged stack. */
  readonly configurations: readonly ConfigurationFact[];
}
