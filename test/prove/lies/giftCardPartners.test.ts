import { giftCardPartners } from '../../rigs/giftCardPartners';
import { holdsAgainstLies } from '../lyingSupplier';

holdsAgainstLies(giftCardPartners);
