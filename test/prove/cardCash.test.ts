import { cardCash } from '../rigs/cardCash';
import { holdsForEverySchedule } from './exhaustive';
import { holdsAgainstLies } from './lyingSupplier';

holdsForEverySchedule(cardCash);
holdsAgainstLies(cardCash);
