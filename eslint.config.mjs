import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** The rooms below scripts/ that may use `model` and nothing beside it (DESIGN: Rooms). */
const rooms = ['synth', 'gate', 'terraform', 'record', 'drift', 'report', 'github', 'emulator', 'mutation'];

const roomZones = rooms.map((room) => ({
  target: `./scripts/${room}`,
  from: './scripts',
  except: ['./model', `./${room}`],
  message: `a room may use scripts/model and nothing beside it: let a command in scripts/commands bring ${room} and the other room together`,
}));

const zones = [
  ...roomZones,
  {
    target: './scripts/checkov-reporter',
    from: './scripts',
    except: ['./model', './report', './checkov-reporter'],
    message:
      'checkov-reporter is published alone: it may use scripts/model and scripts/report and nothing beside them',
  },
  {
    target: './scripts/model',
    from: './scripts',
    except: ['./model'],
    message: 'model is what every room speaks: it may use no room',
  },
  {
    target: './scripts/ports',
    from: './scripts',
    except: ['./model', './ports'],
    message: 'a port adapts one side effect to an interface of scripts/model: it may use no room',
  },
  {
    target: './scripts/commands',
    from: ['./scripts/ports', './scripts/cli'],
    message: 'a command takes its ports as an argument: only scripts/cli.ts wires them',
  },
  {
    target: './scripts/cli',
    from: './scripts',
    except: ['./cli', './commands', './model', './report', './github'],
    message: 'the command line reads arguments and calls commands: only scripts/cli.ts wires ports',
  },
  {
    target: './scripts',
    from: './stacks',
    message: 'scripts read data (cdktf.out, environments.json), never stack code',
  },
  { target: './scripts', from: './lambda', message: 'scripts read data (cdktf.out), never function code' },
  {
    target: './stacks',
    from: './scripts',
    message: 'stacks describe what is deployed and know nothing of the pipeline',
  },
  {
    target: './stacks',
    from: './lambda',
    except: ['./contract'],
    message: 'stacks and functions agree through lambda/contract only',
  },
  { target: './lambda', from: './scripts', message: 'functions know nothing of the pipeline' },
  {
    target: './lambda',
    from: './stacks',
    message: 'functions and stacks agree through lambda/contract only',
  },
  {
    target: './lambda/contract',
    from: ['./lambda', './node_modules'],
    except: ['./contract'],
    message: 'lambda/contract holds constants without imports',
  },
];

const barrel = {
  name: '@cdktf/provider-aws',
  message: 'the provider barrel costs 2 s and 520 MB: import from @cdktf/provider-aws/lib/<module>',
};
const childProcess = ['child_process', 'node:child_process'].map((name) => ({
  name,
  message: 'processes start in scripts/ports/processes.ts only: take a ProcessRunner port',
}));
const actionsCore = {
  name: '@actions/core',
  message: 'GitHub Actions is spoken to in scripts/ports/actions.ts only: take a port',
};
const restrictedImports = [barrel, ...childProcess, actionsCore];

const clock = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'the clock is an argument: take a Clock port (scripts/ports/clock.ts is its one place)',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'the clock is an argument: take a Clock port (scripts/ports/clock.ts is its one place)',
  },
  {
    selector: "CallExpression[callee.object.name='performance'][callee.property.name='now']",
    message: 'the clock is an argument: take a Clock port (scripts/ports/clock.ts is its one place)',
  },
];
const environment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message:
    'the environment is read in scripts/cli.ts (and lambda/shared/environment.ts) only: take what you need as an argument',
};
const exit = {
  selector: "MemberExpression[object.name='process'][property.name=/^(exit|exitCode)$/]",
  message: 'only scripts/cli.ts sets exit codes: return an outcome or throw',
};
const defaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'named exports only',
};

export default tseslint.config(
  {
    ignores: [
      'node_modules/',
      '.cache/',
      'cdktf.out/',
      'out/',
      'coverage/',
      '**/*.cjs',
      '**/*.mjs',
      '**/*.js',
    ],
  },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // noPropertyAccessFromIndexSignature asks for the brackets that this rule would remove
      '@typescript-eslint/dot-notation': 'off',
      eqeqeq: 'error',
      'import-x/no-restricted-paths': ['error', { zones }],
      'import-x/no-cycle': 'error',
      'no-restricted-imports': ['error', { paths: restrictedImports }],
      'no-restricted-syntax': ['error', ...clock, environment, exit, defaultExport],
    },
  },
  {
    files: ['scripts/ports/processes.ts'],
    rules: { 'no-restricted-imports': ['error', { paths: [barrel, actionsCore] }] },
  },
  {
    files: ['scripts/ports/actions.ts'],
    rules: { 'no-restricted-imports': ['error', { paths: [barrel, ...childProcess] }] },
  },
  {
    files: ['scripts/ports/clock.ts'],
    rules: { 'no-restricted-syntax': ['error', environment, exit, defaultExport] },
  },
  {
    files: ['scripts/cli.ts'],
    rules: { 'no-restricted-syntax': ['error', ...clock, defaultExport] },
  },
  {
    // a function has no command line to take its clock from
    files: ['lambda/shared/clock.ts'],
    rules: { 'no-restricted-syntax': ['error', environment, exit, defaultExport] },
  },
  {
    // the app is a program of its own, run by synth
    files: ['stacks/lib/program.ts'],
    rules: { 'no-restricted-syntax': ['error', ...clock, environment, defaultExport] },
  },
  {
    files: ['lambda/shared/environment.ts'],
    rules: { 'no-restricted-syntax': ['error', ...clock, exit, defaultExport] },
  },
  {
    // tests start whole processes and read the machine they run on; they still take no clock
    files: ['test/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { paths: [barrel] }],
      'no-restricted-syntax': ['error', defaultExport],
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
