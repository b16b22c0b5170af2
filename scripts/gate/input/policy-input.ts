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
  /** Whether it stands for any action of the table; a pattern with a hole may, or cannot whatever the hole turns out to be. */
  readonly known: 'yes' | 'no' | 'undetermined';
  /** Whether it can be about any resource of its statement; `yes` where that cannot be said. */
  readonly reach: 'yes' | 'no' | 'undetermined';
  /** What it is about instead, the first ARNs as `arn:…:s3:…:NAME`; none where it takes no resource. */
  readonly about: readonly string[];
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

/** A condition that is never what it was meant to be. */
export interface VainCondition {
  readonly path: readonly PathStep[];
  readonly key: string;
  /** AWS has no such key, or no action of the statement has a value for it. */
  readonly problem: 'unknown' | 'unsupported';
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
  /** Which steps of escalation paths its actions are, sorted. */
  readonly steps: readonly string[];
  readonly conditions: readonly ConditionFact[];
  readonly vain_conditions: readonly VainCondition[];
  readonly principals: readonly PrincipalFact[];
  readonly not_principals: readonly PrincipalFact[];
}

/** A policy, or a part of one, that cannot be read (yet). */
export interface UndeterminedFact {
  readonly address: string;
  readonly stack: string | null;
  readonly kind: PolicyKind;
  readonly path: readonly PathStep[];
  readonly waits_for: readonly string[];
  /** Why, in a few words; AWS refuses what is malformed. */
  readonly reason: string;
}

export type HolderKind = 'role' | 'user' | 'group' | 'permission-set' | 'service-linked-role';

/** Where a statement or a policy stands. */
export interface PlaceFact {
  readonly address: string;
  readonly stack: string | null;
  readonly path: readonly PathStep[];
  /** Whether it is judged, or only there to be referred to. */
  readonly judged: boolean;
}

/** What one statement lets a principal do on one set of resources, after every Deny and the boundary. */
export interface GrantFact {
  /** Steps of escalation paths only, sorted. */
  readonly actions: readonly string[];
  /**
   * `any` is every resource of the type the actions are about, `except` every one but some, `pattern` has a wildcard,
   * `named` has none.
   */
  readonly scope: 'any' | 'except' | 'pattern' | 'named';
  readonly resources: readonly EncodedText[];
  /** What a Deny or NotResource takes out of them. */
  readonly without: readonly EncodedText[];
  /** The key in `reaches` of the principals of the system it is about; null where it is about any or none. */
  readonly reach: string | null;
  /** Whether the principal itself, a group it is in or a policy it has is among them. */
  readonly self: boolean;
  /** Names of roles that are not part of the system. */
  readonly strangers: readonly string[];
  readonly conditions: readonly ConditionFact[];
  /** Conditions of a Deny on some of it. */
  readonly denied_when: readonly ConditionFact[];
  readonly sid: string | null;
  /** The policy resource or attachment type it came by. */
  readonly via: string;
  readonly from: PlaceFact;
  /** What must be known before it is sure that this is granted at all. */
  readonly granted_when: readonly string[];
  /** What must be known before all of its resources are. */
  readonly waits_for: readonly string[];
}

/** Who may assume a role. */
export interface TrustFact {
  readonly services: readonly string[];
  /** Ids of principals of the system. */
  readonly principals: readonly string[];
  /** An account as a whole, which lets whoever may call sts:AssumeRole. */
  readonly account: boolean;
  readonly anyone: boolean;
  readonly waits_for: readonly string[];
}

export interface BoundaryFact {
  readonly policy: EncodedText;
  /** Whether its statements are known and grants are cut down to them. */
  readonly known: boolean;
  readonly waits_for: readonly string[];
}

/** A policy, or a part of one, that nobody can read (yet). */
export interface UnreadFact extends PlaceFact {
  readonly waits_for: readonly string[];
  readonly reason: string;
}

/** A principal with the union of its policies, joined across stacks. */
export interface IamPrincipalFact {
  readonly id: string;
  readonly kind: HolderKind;
  readonly address: string;
  readonly stack: string | null;
  readonly construct: string | null;
  readonly judged: boolean;
  /** Not a resource of the system: only what the system attaches to it is known. */
  readonly external: boolean;
  readonly name: EncodedText | null;
  /** Whether it may do everything. */
  readonly admin: 'yes' | 'no' | 'undetermined';
  /** Actions of the table of powers it has on everything, unconditionally; sorted. */
  readonly powers: readonly string[];
  readonly grants: readonly GrantFact[];
  readonly boundary: BoundaryFact | null;
  readonly trust: TrustFact | null;
  /** The principals a group has, or the groups a user is in. */
  readonly members: readonly string[];
  /** Policies of it that nobody can read. */
  readonly unread: readonly UnreadFact[];
}

/** A policy or boundary that is attached to a principal by name or ARN. */
export interface AttachmentFact extends PlaceFact {
  readonly type: string;
  readonly kinds: readonly HolderKind[];
  readonly policy: EncodedText;
  /** Path and name of an AWS managed policy. */
  readonly managed: string | null;
}

/** A credential of long life, and whose it is. */
export interface CredentialFact extends PlaceFact {
  readonly type: string;
  readonly user: EncodedText | null;
}

/** An action of a judged statement that is denied to all who have it, by a policy of theirs or by their boundary. */
export interface DenialFact extends Omit<PlaceFact, 'judged'> {
  /** As the statement has it; only those that change permissions are told. */
  readonly action: string;
  /** Of the Deny: one at most. */
  readonly conditions: readonly ConditionFact[];
}

/** A principal that a resource runs as. */
export interface RunFact {
  /** The id of the principal. */
  readonly as: string;
  /** The resources its policies are written in, itself among them where it is a role. */
  readonly policies: readonly Pick<PlaceFact, 'address' | 'stack'>[];
  /** The policies of AWS itself that it has, by path and name, sorted. */
  readonly managed: readonly string[];
  /** What must be known before all of its policies are. */
  readonly waits_for: readonly string[];
}

export interface IamFacts {
  readonly statements: readonly StatementFact[];
  readonly undetermined: readonly UndeterminedFact[];
  readonly principals: readonly IamPrincipalFact[];
  /** Lists of ids of principals, shared by the grants that reach them. */
  readonly reaches: Readonly<Record<string, readonly string[]>>;
  readonly attachments: readonly AttachmentFact[];
  readonly credentials: readonly CredentialFact[];
  /** Policies and memberships of which nobody knows whom they are about. */
  readonly unjoined: readonly UnreadFact[];
  /** By the key of a resource. */
  readonly runs: Readonly<Record<string, readonly RunFact[]>>;
  readonly denials: readonly DenialFact[];
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

/** A place in which a resource names something by a suffix that is not that of its environment. */
export interface SuffixMention {
  readonly address: string;
  readonly stack: string | null;
  readonly path: readonly PathStep[];
  /** The name, such as `sessions-prod`. */
  readonly text: string;
  /** Null where it is not known yet. */
  readonly suffix: string | null;
  readonly waits_for: readonly string[];
}

/** A place in which a resource or data source names a region that is not that of its environment. */
export interface RegionMention {
  readonly address: string;
  readonly stack: string | null;
  readonly type: string;
  readonly path: readonly PathStep[];
  /** What the region was read from, such as `eu-west-1a`. */
  readonly text: string;
  /** Null where it is not known yet. */
  readonly region: string | null;
  readonly waits_for: readonly string[];
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
  readonly mentions: readonly SuffixMention[];
  readonly region_mentions: readonly RegionMention[];
}
