import { isJsonObject } from '../../model/json';
import type { Synthesis } from '../../model/synthesis';
import { ReportError } from '../error';
import type { Architecture } from './architecture';
import { readFlows } from './read-flows';
import { readFunctions, readOutside } from './read-functions';
import { readEndpoints, readZones } from './read-network';
import { readDatabase, readDeadLetters, readEdge, readOperations, readServices } from './read-services';
import { ResourceGraph } from './resource-graph';
import { shortNames } from './short-name';

/**
 * Reads what a picture shows out of a synthesis.
 *
 * @throws ReportError for a synthesis without an environment or without zones, of which there is no such picture
 */
export function readArchitecture({ directory, environment, stacks }: Synthesis): Architecture {
  const graph = new ResourceGraph(stacks);
  if (environment === null) {
    throw new ReportError(`${directory} does not say its environment: make it with npm run synth`);
  }
  const [vpc] = graph.all('aws_vpc');
  const tags = vpc?.values['tags'];
  const product = isJsonObject(tags) && typeof tags['Product'] === 'string' ? tags['Product'] : '';
  const naming = shortNames(product, environment.suffix);
  const zones = readZones(graph, naming);
  if (zones.length === 0) {
    throw new ReportError(
      `${directory} has no subnets, so there are no zones to draw: synthesize an environment`,
    );
  }
  const shown = {
    environment: environment.name,
    region: environment.region,
    zones,
    endpoints: readEndpoints(graph),
    functions: readFunctions(graph, naming),
    database: readDatabase(graph, naming),
    edge: readEdge(graph, naming),
    services: readServices(graph, naming),
    operations: readOperations(graph, naming),
    outside: readOutside(graph),
    acceptsWebhooks: graph
      .all('aws_api_gateway_method')
      .some(({ values }) => values['authorization'] === 'NONE' && values['http_method'] === 'POST'),
  };
  const deadLetters = readDeadLetters(graph, naming);
  const sources = new Set([...shown.functions, ...shown.edge, ...shown.services].map(({ id }) => id));
  const known = new Set([
    ...sources,
    ...[...deadLetters, ...shown.operations].map(({ id }) => id),
    ...(shown.database === null ? [] : [shown.database.id]),
  ]);
  const flows = readFlows(graph).filter(({ from, to }) => known.has(from) && known.has(to));
  // a queue for what the picture does not show would stand alone
  const fed = new Set(flows.flatMap(({ from, to }) => (sources.has(from) ? [to] : [])));
  return { ...shown, deadLetters: deadLetters.filter(({ id }) => fed.has(id)), flows };
}
