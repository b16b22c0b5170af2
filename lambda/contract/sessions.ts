/** The attributes of the session table that DynamoDB itself has to know. */
export const sessionTableAttributes = {
  key: 'session_id',
  /** Seconds since 1970; DynamoDB deletes an item some time after it. */
  expiresAt: 'expires_at',
} as const;
