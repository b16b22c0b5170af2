import { version } from '../../package.json';

/** The version of this repository's tools, as reports name it. */
export const toolVersion = version;
