import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import { inOneLine } from '../model/error';
import { remembered } from '../model/once';
import { EmulatorError } from './error';

const memberSchema = z.object({ location: z.string().optional(), locationName: z.string().optional() });

const serviceModelSchema = z.object({
  metadata: z.object({ protocol: z.string() }),
  operations: z.record(
    z.string(),
    z.object({
      http: z.object({ method: z.string(), requestUri: z.string() }).optional(),
      input: z.object({ shape: z.string() }).optional(),
      deprecated: z.boolean().optional(),
    }),
  ),
  shapes: z.record(
    z.string(),
    z.object({
      required: z.array(z.string()).optional(),
      members: z.record(z.string(), memberSchema).optional(),
    }),
  ),
});

/** What botocore knows of one service, as far as the name of a call depends on it. */
export type ServiceModel = z.infer<typeof serviceModelSchema>;

/** Reads service models by the name of their folder (`lambda`, `stepfunctions`); null where there is none. */
export type ServiceModels = (folder: string) => ServiceModel | null;

/**
 * The service models that botocore brings into moto's Python environment. Each is read at its first use and kept:
 * there are 400 of them, and the one of EC2 alone takes a tenth of a second.
 */
export function openServiceModels(motoServer: string): ServiceModels {
  const data = findBotocoreData(motoServer);
  const read = new Map<string, ServiceModel | null>();
  return (folder) =>
    remembered(read, folder, () =>
      /^[a-z0-9-]+$/.test(folder) ? readServiceModel(path.join(data, folder)) : null,
    );
}

function findBotocoreData(motoServer: string): string {
  if (!existsSync(motoServer)) {
    throw new EmulatorError(
      `there is no moto_server at ${motoServer}; install moto[server] 5.2.5 into a Python environment and name the moto_server in its bin folder`,
    );
  }
  const environment = path.dirname(path.dirname(realpathSync(motoServer)));
  for (const library of ['lib', 'lib64']) {
    const folder = path.join(environment, library);
    if (!existsSync(folder)) continue;
    for (const python of readdirSync(folder).filter((name) => name.startsWith('python3'))) {
      for (const packages of ['site-packages', 'dist-packages']) {
        const data = path.join(folder, python, packages, 'botocore', 'data');
        if (existsSync(data)) return data;
      }
    }
  }
  throw new EmulatorError(
    `the Python environment of ${motoServer} has no botocore, from which the emulator takes the names of AWS calls; install moto[server] 5.2.5 and name the moto_server of that environment`,
  );
}

function readServiceModel(folder: string): ServiceModel | null {
  if (!existsSync(folder)) return null;
  const newest = readdirSync(folder).sort().reverse();
  for (const version of newest) {
    const plain = path.join(folder, version, 'service-2.json');
    const packed = `${plain}.gz`;
    if (existsSync(packed)) return parse(gunzipSync(readFileSync(packed)), packed);
    if (existsSync(plain)) return parse(readFileSync(plain), plain);
  }
  return null;
}

function parse(json: Buffer, file: string): ServiceModel {
  const parsed = serviceModelSchema.safeParse(JSON.parse(json.toString('utf8')));
  if (parsed.success) return parsed.data;
  throw new EmulatorError(
    `${file} is not a service model of botocore: ${inOneLine(z.prettifyError(parsed.error))}; install moto[server] 5.2.5 anew`,
  );
}
