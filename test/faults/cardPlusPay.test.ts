import { cardPlusPay } from '../rigs/cardPlusPay';
import { buyThroughFaults } from './purchase';

buyThroughFaults(cardPlusPay);
