/** What a customer has open between two requests of one payment. */
export interface Session {
  readonly id: string;
  /** 1 when first written, one more each time. A writer says which version it has seen. */
  readonly version: number;
  /** Seconds since 1970. */
  readonly expiresAt: number;
  /** Small facts by name, such as the id of the payment; never card data. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** Where sessions are kept. Times are seconds since 1970. */
export interface SessionStore {
  /** The session, or null where there is none or it has expired by now. */
  read(id: string, now: number): Promise<Session | null>;
  /**
   * Writes a session that follows the living version before it; version 1 is only written where none lives.
   *
   * @returns null where it was written, or what stands in the way
   */
  write(session: Session, now: number): Promise<StoredVersion | null>;
}

/** The version that stands in the way of a write; 0 where no session lives. */
export interface StoredVersion {
  readonly version: number;
}
