import { giftCardPartners } from '../../rigs/giftCardPartners';
import { holdsForEverySchedule } from '../exhaustive';

holdsForEverySchedule(giftCardPartners);
