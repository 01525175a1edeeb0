import { cardCash } from '../rigs/cardCash';
import { buyThroughFaults } from './purchase';

buyThroughFaults(cardCash);
