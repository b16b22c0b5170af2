import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json';
import type { HttpResponse, NamedCall } from '../aws-call';
import { errorResponse, jsonResponse } from '../error-response';
import { gapOf, type Handler, type MakeGap } from './gap';

/** Something with a name, an ARN and tags; `description` is what AWS gives back of it. */
interface Held {
  readonly name: string;
  readonly arn: string;
  description: JsonObject;
  tags: JsonObject[];
}

/** X-Ray: groups and sampling rules, of which moto has neither. Traces are moto's. */
export const makeXrayGap: MakeGap = (account) => {
  const groups = new Map<string, Held>();
  const rules = new Map<string, Held>();
  let made = 0;

  const arnOf = (call: NamedCall, kind: string, name: string): string => {
    made += 1;
    const id = kind === 'group' ? `/${String(made).padStart(8, '0')}` : '';
    return `arn:aws:xray:${call.region}:${account}:${kind}/${name}${id}`;
  };
  const find = (held: ReadonlyMap<string, Held>, name: JsonValue | undefined, arn: JsonValue | undefined) =>
    [...held.values()].find((one) => one.name === name || one.arn === arn);
  const withGroup =
    (answer: (group: Held, call: NamedCall) => JsonObject): Handler =>
    (call) => {
      const group = find(groups, call.parameters['GroupName'], call.parameters['GroupARN']);
      return group === undefined ? invalid('Group not found') : jsonResponse(answer(group, call));
    };
  const withRule =
    (named: (call: NamedCall) => JsonObject, answer: (rule: Held, call: NamedCall) => JsonObject): Handler =>
    (call) => {
      const { RuleName, RuleARN } = named(call);
      const rule = find(rules, RuleName, RuleARN);
      return rule === undefined ? invalid('Sampling rule does not exist') : jsonResponse(answer(rule, call));
    };
  const withTagged =
    (answer: (held: Held, call: NamedCall) => JsonObject): Handler =>
    (call) => {
      const arn = call.parameters['ResourceARN'];
      const held = [...groups.values(), ...rules.values()].find((one) => one.arn === arn);
      return held === undefined
        ? errorResponse('rest-json', 'ResourceNotFoundException', 'the resource was not found', 404)
        : jsonResponse(answer(held, call));
    };
  const ruleUpdate = (call: NamedCall): JsonObject => objectIn(call, 'SamplingRuleUpdate');

  return gapOf(
    'xray',
    {
      CreateGroup: (call) => {
        const name = textIn(call.parameters, 'GroupName');
        if (groups.has(name)) return invalid('Group already exists');
        const arn = arnOf(call, 'group', name);
        groups.set(name, { name, arn, description: groupOf(call, {}), tags: tagsIn(call) });
        return jsonResponse({ Group: { ...groupOf(call, {}), GroupARN: arn } });
      },
      GetGroup: withGroup(({ arn, description }) => ({ Group: { ...description, GroupARN: arn } })),
      GetGroups: () =>
        jsonResponse({
          Groups: [...groups.values()].map(({ arn, description }) => ({ ...description, GroupARN: arn })),
        }),
      UpdateGroup: withGroup((group, call) => {
        group.description = groupOf(call, group.description);
        return { Group: { ...group.description, GroupARN: group.arn } };
      }),
      DeleteGroup: withGroup((group) => {
        groups.delete(group.name);
        return {};
      }),
      CreateSamplingRule: (call) => {
        const description = objectIn(call, 'SamplingRule');
        const name = textIn(description, 'RuleName');
        if (rules.has(name)) return invalid('Sampling rule already exists');
        const arn = arnOf(call, 'sampling-rule', name);
        const rule = { name, arn, description, tags: tagsIn(call) };
        rules.set(name, rule);
        return jsonResponse({ SamplingRuleRecord: recordOf(rule) });
      },
      GetSamplingRules: () => jsonResponse({ SamplingRuleRecords: [...rules.values()].map(recordOf) }),
      UpdateSamplingRule: withRule(ruleUpdate, (rule, call) => {
        rule.description = { ...rule.description, ...ruleUpdate(call) };
        return { SamplingRuleRecord: recordOf(rule) };
      }),
      DeleteSamplingRule: withRule(
        ({ parameters }) => parameters,
        (rule) => {
          rules.delete(rule.name);
          return { SamplingRuleRecord: recordOf(rule) };
        },
      ),
      ListTagsForResource: withTagged(({ tags }) => ({ Tags: tags })),
      TagResource: withTagged((held, call) => {
        const added = tagsIn(call);
        const keys = added.map(({ Key }) => Key);
        held.tags = [...held.tags.filter(({ Key }) => !keys.includes(Key)), ...added];
        return {};
      }),
      UntagResource: withTagged((held, call) => {
        const keys = call.parameters['TagKeys'];
        held.tags = held.tags.filter(({ Key }) => !(Array.isArray(keys) && keys.includes(Key ?? null)));
        return {};
      }),
    },
    () => [...groups.values(), ...rules.values()].map(({ arn }) => arn),
  );
};

/** What CreateGroup and UpdateGroup take, over what was there. */
function groupOf({ parameters }: NamedCall, before: JsonObject): JsonObject {
  const { GroupName, FilterExpression, InsightsConfiguration } = { ...before, ...parameters };
  return {
    GroupName: GroupName ?? null,
    FilterExpression: FilterExpression ?? null,
    InsightsConfiguration: InsightsConfiguration ?? { InsightsEnabled: false, NotificationsEnabled: false },
  };
}

function recordOf({ arn, description }: Held): JsonObject {
  return { SamplingRule: { ...description, RuleARN: arn }, CreatedAt: 0, ModifiedAt: 0 };
}

function tagsIn({ parameters }: NamedCall): JsonObject[] {
  const tags = parameters['Tags'];
  return Array.isArray(tags) ? tags.filter(isJsonObject) : [];
}

function objectIn({ parameters }: NamedCall, name: string): JsonObject {
  const value = parameters[name];
  return isJsonObject(value) ? value : {};
}

function textIn(object: JsonObject, name: string): string {
  const value = object[name];
  return typeof value === 'string' ? value : '';
}

function invalid(message: string): HttpResponse {
  return errorResponse('rest-json', 'InvalidRequestException', message);
}
