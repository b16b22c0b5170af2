import type { JsonObject } from '../model/json';

/** One call to AWS that reached the emulator, in the order of arrival. */
export interface AwsCall {
  /** When it arrived, ISO 8601. */
  readonly at: string;
  /** The name it was signed for: `lambda`, `s3`, `states`, `monitoring`. */
  readonly service: string;
  /** The operation: `CreateFunction`. The method and the path where AWS has no such operation. */
  readonly action: string;
  /** The most telling identifier in the request, such as a name or an ARN; empty where there is none. */
  readonly resource: string;
  /** The HTTP status it was answered with. */
  readonly status: number;
}

/** How a call is written on the wire, which decides how an error has to be written. */
export type Protocol = 'json' | 'rest-json' | 'query' | 'ec2' | 'rest-xml' | 's3' | 'cbor';

/** A request as it arrived. */
export interface HttpRequest {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly target: string;
  /** Keys in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** An answer as it will be sent; the content length is added by the server. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A request that has been recognised as a call to AWS. */
export interface NamedCall {
  readonly request: HttpRequest;
  readonly service: string;
  readonly region: string;
  readonly action: string;
  readonly protocol: Protocol;
  /** The parts of the path that name something (`backupVaultName`), decoded; empty outside REST protocols. */
  readonly labels: Readonly<Record<string, string>>;
  /** Fields of a query, or the members of a JSON body. */
  readonly parameters: JsonObject;
  readonly resource: string;
}
