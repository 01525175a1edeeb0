import { putAway } from './globalSetup.mjs';

export default putAway;
