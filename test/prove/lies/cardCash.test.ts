import { cardCash } from '../../rigs/cardCash';
import { holdsAgainstLies } from '../lyingSupplier';

holdsAgainstLies(cardCash);
