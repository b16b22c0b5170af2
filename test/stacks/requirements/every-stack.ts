import { taskTag } from '../../../lambda/contract/functions';
import type { JsonObject } from '../../../scripts/model/json';
import type { Environment } from '../../../stacks/config';
import type { TerraformJson } from '../../support/platforms';
import { changed, type Mutation, type Requirement } from './requirement';

function resources(stack: TerraformJson): JsonObject[] {
  return Object.values(stack.resource).flatMap((byName) => Object.values(byName));
}

const tagsOf = (stack: TerraformJson): JsonObject[] =>
  resources(stack).flatMap(({ tags }) => (tags === undefined ? [] : [tags as JsonObject]));

/** Every taggable resource is given one more tag. */
const tagged = (key: string, value: string): Mutation =>
  changed(`the tag ${key} is ${value}`, (stack) => {
    for (const tags of tagsOf(stack)) tags[key] = value;
  });

const backend = (change: (terraform: JsonObject) => void, name: string): Mutation =>
  changed(name, (stack) => {
    change(stack.terraform);
  });

/** What holds for each stack by itself, whatever is in it. */
export function everyStackRequirements(
  stackId: string,
  { name, suffix, stateBucket }: Environment,
): readonly Requirement[] {
  return [
    {
      name: 'keeps its state in S3, encrypted, locked, under the suffix',
      check: ({ terraform }) => {
        expect(terraform['backend']).toEqual({
          s3: {
            bucket: stateBucket,
            encrypt: true,
            key: `${suffix}/${stackId}.tfstate`,
            region: 'us-east-1',
            use_lockfile: true,
          },
        });
      },
      broken: [
        backend((terraform) => {
          delete terraform['backend'];
        }, 'the backend is commented out'),
        backend((terraform) => {
          terraform['backend'] = { local: { path: 'terraform.tfstate' } };
        }, 'the state is a file'),
      ],
    },
    {
      name: 'is for one line of terraform, one provider and one account',
      check: ({ terraform, provider }) => {
        expect(terraform['required_version']).toBe('~> 1.11.4');
        expect(terraform['required_providers']).toEqual({ aws: { source: 'aws', version: '5.100.0' } });
        expect(provider).toEqual({ aws: [{ allowed_account_ids: ['123456789012'], region: 'us-east-1' }] });
      },
      broken: [
        backend((terraform) => {
          delete terraform['required_version'];
        }, 'any terraform will do'),
        changed('any account will do', ({ provider }) => {
          provider['aws'] = [{ region: 'us-east-1' }];
        }),
        changed('the provider tags everything with the time', ({ provider }) => {
          const [aws] = provider['aws'] as JsonObject[];
          aws!['default_tags'] = [{ tags: { CreatedAt: '${timestamp()}' } }];
        }),
      ],
    },
    {
      name: 'tags whatever takes tags with five that say the same tomorrow',
      check: (stack) => {
        const tags = tagsOf(stack);
        expect(tags.length).toBeGreaterThan(0);
        for (const tag of tags) {
          // the one tag that a construct sets of its own: what the pipeline finds a function by
          const common = Object.entries(tag).filter(([key]) => key !== taskTag.key);
          expect(Object.fromEntries(common)).toEqual({
            Product: 'payments',
            Environment: name,
            Stack: stackId,
            ManagedBy: 'tollgate',
            Name: expect.stringMatching(new RegExp(`^payments-[a-z0-9-]+-${suffix}$`)) as string,
          });
        }
      },
      broken: [
        tagged('CreatedAt', '${timestamp()}'),
        tagged('Name', 'payments'),
        tagged('Environment', 'blue'),
      ],
    },
    {
      name: 'keeps nothing from a destroy',
      check: (stack) => {
        expect(resources(stack).filter(({ lifecycle }) => preventsDestroy(lifecycle))).toEqual([]);
      },
      broken: [
        changed('a resource prevents its destroy', (stack) => {
          resources(stack)[0]!['lifecycle'] = { prevent_destroy: true };
        }),
      ],
    },
  ];
}

function preventsDestroy(lifecycle: unknown): boolean {
  return typeof lifecycle === 'object' && lifecycle !== null && 'prevent_destroy' in lifecycle;
}
