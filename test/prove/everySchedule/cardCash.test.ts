import { cardCash } from '../../rigs/cardCash';
import { holdsForEverySchedule } from '../exhaustive';

holdsForEverySchedule(cardCash);
