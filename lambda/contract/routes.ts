/** One method on one path of the API, as API Gateway writes both. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: `/${string}`;
  /** What the body must be; null where there is none, `raw` where its very bytes are signed. */
  readonly body: 'payment' | 'amount' | 'session' | 'raw' | null;
  /** `iam` asks for a signed request (SigV4); `none` lets everybody call. */
  readonly authorization: 'iam' | 'none';
}

/** Every route there is. */
export const routes = {
  health: { method: 'GET', path: '/healthz', body: null, authorization: 'none' },
  /** Signed by the payment provider over the raw body. */
  pspWebhook: { method: 'POST', path: '/v1/webhooks/psp', body: 'raw', authorization: 'none' },
  createPayment: { method: 'POST', path: '/v1/payments', body: 'payment', authorization: 'iam' },
  readPayment: { method: 'GET', path: '/v1/payments/{paymentId}', body: null, authorization: 'iam' },
  capturePayment: {
    method: 'POST',
    path: '/v1/payments/{paymentId}/captures',
    body: 'amount',
    authorization: 'iam',
  },
  refundPayment: {
    method: 'POST',
    path: '/v1/payments/{paymentId}/refunds',
    body: 'amount',
    authorization: 'iam',
  },
  cancelPayment: {
    method: 'POST',
    path: '/v1/payments/{paymentId}/cancellation',
    body: null,
    authorization: 'iam',
  },
  readSession: { method: 'GET', path: '/v1/sessions/{sessionId}', body: null, authorization: 'iam' },
  writeSession: { method: 'PUT', path: '/v1/sessions/{sessionId}', body: 'session', authorization: 'iam' },
} as const satisfies Readonly<Record<string, Route>>;

export type RouteName = keyof typeof routes;

/** A route anybody may call: what a method without IAM authorisation is held against, by the rules too. */
export type OpenRoute = `${'GET' | 'POST' | 'PUT'} /${string}`;

/** The routes without IAM authorisation: all there are. */
export const openRoutes = ['POST /v1/webhooks/psp', 'GET /healthz'] as const satisfies readonly OpenRoute[];
