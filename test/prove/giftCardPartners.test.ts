import { giftCardPartners } from '../rigs/giftCardPartners';
import { holdsForEverySchedule } from './exhaustive';
import { holdsAgainstLies } from './lyingSupplier';

holdsForEverySchedule(giftCardPartners);
holdsAgainstLies(giftCardPartners);
