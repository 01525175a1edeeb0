import { cardPlusPay } from '../../rigs/cardPlusPay';
import { holdsForEverySchedule } from '../exhaustive';

holdsForEverySchedule(cardPlusPay);
