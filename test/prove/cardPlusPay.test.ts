import { cardPlusPay } from '../rigs/cardPlusPay';
import { holdsForEverySchedule } from './exhaustive';
import { holdsAgainstLies } from './lyingSupplier';

holdsForEverySchedule(cardPlusPay);
holdsAgainstLies(cardPlusPay);
