import { cardPlusPay } from '../../rigs/cardPlusPay';
import { holdsAgainstLies } from '../lyingSupplier';

holdsAgainstLies(cardPlusPay);
