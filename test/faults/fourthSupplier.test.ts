import { fourthSupplier } from '../conformance/fourth/rig';
import { buyThroughFaults } from './purchase';

buyThroughFaults(fourthSupplier);
