import { bottom, right, type Box } from '../../../../scripts/report/architecture/geometry';
import { layOut } from '../../../../scripts/report/architecture/layout';
import { linesOf } from '../../../../scripts/report/architecture/lines';
import { readArchitecture } from '../../../../scripts/report/architecture/read-architecture';
import { renderArchitecture } from '../../../../scripts/report/architecture/render-architecture';
import { smallPlatform } from './small-platform';

const api = 'service/aws_lambda_function.Api';
const relay = 'service/aws_lambda_function.Relay';
const bus = 'service/aws_cloudwatch_event_bus.Bus';
const queue = 'service/aws_sqs_queue.Queue';
const dead = 'service/aws_sqs_queue.Dead';
const restApi = 'service/aws_api_gateway_rest_api.Api';

describe('what is read out of a synthesis', () => {
  const architecture = readArchitecture(smallPlatform());

  it('has zones with a tier of each kind, told by their routes, and the NAT gateway each zone uses', () => {
    expect(architecture.zones).toEqual([
      {
        name: 'Availability zone 1',
        hasNat: false,
        natZone: 1,
        cidrs: { public: '10.0.0.0/24', app: '10.0.10.0/24', database: '10.0.20.0/24' },
        instance: null,
      },
      {
        name: 'Availability zone 2',
        hasNat: true,
        natZone: 1,
        cidrs: { public: '10.0.1.0/24', app: '10.0.11.0/24', database: '10.0.21.0/24' },
        // in this zone by a value of another stack
        instance: { name: 'ledger-1', detail: 'db.r5.large, failover tier 0' },
      },
    ]);
    expect(architecture.endpoints).toEqual(['sqs']);
  });

  it('has functions with what their security groups let them reach', () => {
    expect(architecture.functions).toEqual([
      { id: api, name: 'api', detail: '512 MB, 9 s', reachesInternet: true, reachesDatabase: false },
      { id: relay, name: 'relay', detail: '512 MB, 9 s', reachesInternet: false, reachesDatabase: true },
    ]);
    expect(architecture.outside).toEqual(['The payment provider']);
  });

  it('has flows by what calls what, and none that a policy denies', () => {
    expect(architecture.flows).toEqual([
      { from: restApi, to: api, kind: 'request', label: 'calls' },
      { from: bus, to: queue, kind: 'event', label: 'delivers' },
      { from: queue, to: api, kind: 'event', label: 'batches' },
      { from: relay, to: bus, kind: 'event', label: 'outbox' },
      { from: queue, to: dead, kind: 'failure', label: 'given up' },
    ]);
    expect(architecture.acceptsWebhooks).toBe(true);
  });

  it('tells a queue that takes failures from one that is worked on', () => {
    expect(architecture.services.map(({ name }) => name)).toEqual(['events', 'captured']);
    expect(architecture.deadLetters).toEqual([
      {
        id: dead,
        kind: 'dead-letters',
        service: 'Dead letters',
        name: 'captured-dead',
        detail: 'kept 14 days',
      },
    ]);
  });

  it('changes with the synthesis: without its permission the relay sends nothing', () => {
    const without = readArchitecture(
      smallPlatform((service) => {
        delete service['aws_iam_role_policy'];
      }),
    );

    expect(without.flows.filter(({ from }) => from === relay)).toEqual([]);
  });

  it('is refused where nobody says the environment, and where there are no zones', () => {
    expect(() => readArchitecture({ ...smallPlatform(), environment: null })).toThrow(
      '/cdktf.out does not say its environment: make it with npm run synth',
    );
    expect(() => readArchitecture({ ...smallPlatform(), stacks: [] })).toThrow(
      '/cdktf.out has no subnets, so there are no zones to draw: synthesize an environment',
    );
  });
});

describe('the picture', () => {
  const architecture = readArchitecture(smallPlatform());
  const layout = layOut(architecture);

  it('is the same text each time, and no path of a machine is in it', () => {
    const drawn = renderArchitecture(architecture);

    expect(renderArchitecture(readArchitecture(smallPlatform()))).toBe(drawn);
    expect(drawn).not.toContain('/cdktf.out');
  });

  it('shows every node and every flow', () => {
    const drawn = renderArchitecture(architecture);
    const nodes = [
      architecture.functions,
      architecture.services,
      architecture.deadLetters,
      architecture.edge,
    ].flat();

    for (const { id, name } of nodes) {
      expect(layout.boxes.has(id)).toBe(true);
      expect(drawn).toContain(`>${name}</text>`);
    }
    const labels = linesOf(architecture, layout).flatMap(({ label }) => label?.text ?? []);
    expect(labels).toEqual(
      expect.arrayContaining(['calls', 'delivers', 'batches', 'outbox', 'given up', 'webhooks']),
    );
  });

  it('has no two boxes over each other, all of them within the picture', () => {
    const boxes = [...layout.boxes.values(), layout.callers, layout.outside];

    const overlap = (one: Box, other: Box) =>
      one.x < right(other) && other.x < right(one) && one.y < bottom(other) && other.y < bottom(one);
    expect(
      boxes.flatMap((one, index) => boxes.slice(index + 1).filter((other) => overlap(one, other))),
    ).toEqual([]);
    for (const box of boxes) {
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(right(box)).toBeLessThanOrEqual(layout.width);
      expect(bottom(box)).toBeLessThanOrEqual(layout.height);
    }
  });

  it('draws lines that begin and end at a side of a box and run straight across or down', () => {
    for (const { path } of linesOf(architecture, layout)) {
      for (const [index, point] of path.slice(1).entries()) {
        const before = path[index]!;
        expect(point.x === before.x || point.y === before.y).toBe(true);
      }
    }
  });

  it('keeps a hostile name from being anything but text', () => {
    const drawn = renderArchitecture(
      readArchitecture(
        smallPlatform((service) => {
          service['aws_sqs_queue']!['Queue']!['name'] = '<script>alert("1")</script>';
        }),
      ),
    );

    expect(drawn).not.toContain('<script');
    expect(drawn).toContain('&lt;script&gt;');
  });
});
