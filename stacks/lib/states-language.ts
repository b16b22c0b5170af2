/** The part of the Amazon States Language that our machines are written in (JSONPath). https://states-language.net/spec.html */
export interface Definition {
  readonly Comment: string;
  readonly StartAt: string;
  /** Seconds after which an execution is given up. */
  readonly TimeoutSeconds: number;
  readonly States: Readonly<Record<string, State>>;
}

export type State = TaskState | ChoiceState | SucceedState | FailState;

export interface TaskState {
  readonly Type: 'Task';
  readonly Comment?: string;
  readonly Resource: 'arn:aws:states:::lambda:invoke';
  readonly Parameters: Readonly<Record<string, unknown>>;
  readonly ResultSelector?: Readonly<Record<string, string>>;
  readonly ResultPath: string | null;
  readonly TimeoutSeconds: number;
  readonly Retry: readonly Retry[];
  readonly Catch: readonly Catch[];
  readonly Next: string;
}

export interface Retry {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds: number;
  readonly MaxAttempts: number;
  readonly BackoffRate: number;
  readonly MaxDelaySeconds: number;
  /** Spreads what failed together over time, so that it does not come back together. */
  readonly JitterStrategy: 'FULL';
}

export interface Catch {
  readonly ErrorEquals: readonly string[];
  readonly ResultPath: string;
  readonly Next: string;
}

export interface ChoiceState {
  readonly Type: 'Choice';
  readonly Choices: readonly {
    readonly Variable: string;
    readonly StringEquals: string;
    readonly Next: string;
  }[];
  readonly Default: string;
}

export interface SucceedState {
  readonly Type: 'Succeed';
}

export interface FailState {
  readonly Type: 'Fail';
  readonly Error: string;
  readonly Cause: string;
}
