import { giftCardPartners } from '../rigs/giftCardPartners';
import { buyThroughFaults } from './purchase';

buyThroughFaults(giftCardPartners);
