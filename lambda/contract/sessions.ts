/** What the stacks and the sessions function agree on. */

/** The variables the function reads. */
export const sessionVariables = {
  tableName: 'SESSIONS_TABLE_NAME',
} as const;

/** The SSM parameters others find the sessions by, below `/payments/<suffix>/`. */
export const sessionParameters = {
  tableName: 'sessions/table-name',
  functionName: 'sessions/function-name',
} as const;

/** The attributes of the table that DynamoDB itself has to know. */
export const sessionTableAttributes = {
  key: 'session_id',
  /** Seconds since 1970; DynamoDB deletes an item some time after it. */
  expiresAt: 'expires_at',
} as const;
