import { buildEntry } from './app';
import { runProgram } from './lib/program';

runProgram(process.argv.slice(2), buildEntry);
